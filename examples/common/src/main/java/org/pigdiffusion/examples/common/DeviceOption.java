package org.pigdiffusion.examples.common;

import org.pigdiffusion.onnx.Device;
import picocli.CommandLine.Option;

/** The option that says where ONNX Runtime computes. */
public final class DeviceOption {
  @Option(
      names = "--cuda",
      converter = OptionValues.NotNegative.class,
      description = "number of a CUDA device; the CPU if absent")
  private Integer cuda;

  /** The CPU, or the CUDA device that was named. */
  public Device device() {
    return cuda == null ? Device.cpu() : Device.cuda(cuda);
  }
}
