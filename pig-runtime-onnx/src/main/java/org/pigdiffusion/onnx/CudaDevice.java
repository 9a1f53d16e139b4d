package org.pigdiffusion.onnx;

/** An NVIDIA GPU. */
record CudaDevice(int index, Otherwise otherwise) implements Device {
  /** What happens where the GPU cannot be had. */
  enum Otherwise {
    FAIL,
    CPU
  }

  CudaDevice {
    if (index < 0) {
      throw new IllegalArgumentException("index: expected at least 0, found " + index);
    }
  }

  @Override
  public String toString() {
    return "cuda:" + index;
  }
}
