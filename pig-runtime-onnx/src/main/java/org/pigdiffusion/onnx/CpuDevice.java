package org.pigdiffusion.onnx;

/** The processor. */
record CpuDevice() implements Device {
  @Override
  public String toString() {
    return "cpu";
  }
}
