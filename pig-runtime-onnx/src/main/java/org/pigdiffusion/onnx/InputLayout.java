package org.pigdiffusion.onnx;

import org.pigdiffusion.onnx.internal.graph.Joining;

/** How a graph takes the noisy sample and its condition. */
public enum InputLayout {
  /** As two inputs. */
  SEPARATE(Joining.SEPARATE),
  /** As one input, the channels of the noisy sample before those of the condition. */
  NOISY_THEN_CONDITION(Joining.NOISY_THEN_CONDITION),
  /** As one input, the channels of the condition before those of the noisy sample. */
  CONDITION_THEN_NOISY(Joining.CONDITION_THEN_NOISY);

  private final Joining joining;

  InputLayout(Joining joining) {
    this.joining = joining;
  }

  /** The same, as the reader of graphs says it. */
  Joining joining() {
    return joining;
  }
}
