package org.pigdiffusion.onnx;

/** What idle threads of a pool do. */
public enum Spinning {
  /** Wait busily for a while: fastest where the machine has nothing else to do. */
  ON,
  /** Sleep at once: leaves the cores to others. */
  OFF
}
