package org.pigdiffusion.onnx;

import java.util.Optional;
import org.pigdiffusion.onnx.internal.session.Cuda;

/** The one device: a GPU, or the processor if there is none. */
record Place(Optional<Cuda> cuda) implements Device {
  /** The GPU that a device is, if it is one. */
  static Optional<Cuda> cuda(Device device) {
    return device instanceof Place place ? place.cuda() : Optional.empty();
  }

  @Override
  public String toString() {
    return cuda.map(Cuda::toString).orElse("cpu");
  }
}
