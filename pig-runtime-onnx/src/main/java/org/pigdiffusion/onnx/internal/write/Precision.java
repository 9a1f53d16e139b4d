package org.pigdiffusion.onnx.internal.write;

/** As what a graph holds the weights of its network. */
public enum Precision {
  /** As they are. */
  FLOAT32,
  /** Rounded to 16 bits, each array followed by a Cast, as far as {@link Float16} holds them. */
  FLOAT16
}
