package org.pigdiffusion.onnx.internal.graph;

/** How a graph takes the noisy sample and its condition. */
public enum Joining {
  /** As two inputs. */
  SEPARATE,
  /** As one input, the channels of the noisy sample before those of the condition. */
  NOISY_THEN_CONDITION,
  /** As one input, the channels of the condition before those of the noisy sample. */
  CONDITION_THEN_NOISY
}
