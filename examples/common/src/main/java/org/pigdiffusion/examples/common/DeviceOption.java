package org.pigdiffusion.examples.common;

import org.pigdiffusion.BackendException;
import org.pigdiffusion.onnx.Device;
import picocli.CommandLine.Option;

/** The option that says where ONNX Runtime computes. */
public final class DeviceOption {
  @Option(
      names = "--cuda",
      converter = OptionValues.NotNegative.class,
      description = "number of a CUDA device; the CPU if absent")
  private Integer cuda;

  /** Refuses, before anything else is done, a CUDA device that cannot be used. */
  public void require() {
    if (cuda == null) {
      return;
    }
    try {
      EmbeddedPair.PHANTOMS.open(settings -> settings.device(device())).close();
    } catch (BackendException e) {
      throw new IllegalArgumentException(
          "--cuda: expected a GPU that can be used, found none: " + e.getMessage(), e);
    }
  }

  /** The CPU, or the CUDA device that was named. */
  public Device device() {
    return cuda == null ? Device.cpu() : Device.cuda(cuda);
  }
}
