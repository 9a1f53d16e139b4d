package org.pigdiffusion.onnx;

import java.util.Optional;
import org.pigdiffusion.onnx.internal.session.Cuda;

/**
 * Where a model is asked to run. Where it does run is {@link org.pigdiffusion.DenoiserSpec#device}:
 * {@code cpu} or {@code cuda:0}. Immutable, equal by value.
 */
public sealed interface Device permits Place {

  /** The processor. */
  static Device cpu() {
    return new Place(Optional.empty());
  }

  /**
   * An NVIDIA GPU, or an error where it cannot be had.
   *
   * @param index the number of the GPU, from 0
   */
  static Device cuda(int index) {
    return new Place(Optional.of(new Cuda(index, Cuda.Otherwise.FAIL)));
  }

  /**
   * An NVIDIA GPU, or the processor where it cannot be had, which is logged as a warning.
   *
   * @param index the number of the GPU, from 0
   */
  static Device cudaElseCpu(int index) {
    return new Place(Optional.of(new Cuda(index, Cuda.Otherwise.CPU)));
  }
}
