package org.pigdiffusion.examples.common;

import java.util.List;
import org.pigdiffusion.Shape;
import org.pigdiffusion.unet.FinerLevels;
import org.pigdiffusion.unet.UNetConfig;

/**
 * Refuses, before anything is timed or written, what a trainer would refuse only then: by the names
 * of the options.
 */
public final class NetworkChecks {
  private NetworkChecks() {}

  /**
   * Refuses a network without a level to leave out for each smaller size.
   *
   * @param option how many smaller sizes come first, by this option
   * @param remedy what to do in place of it
   */
  public static void requireLevels(
      UNetConfig network, int coarseFirst, String option, String remedy) {
    if (coarseFirst == 0) {
      return;
    }
    try {
      FinerLevels.of(network, coarseFirst);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s %d: %s; %s".formatted(option, coarseFirst, e.getMessage(), remedy), e);
    }
  }

  /**
   * Refuses images that the network cannot halve at each of its levels.
   *
   * @param levels the options that decide how many levels there are, none if there is no choice
   */
  public static void requireSize(UNetConfig network, Shape images, List<String> levels) {
    int factor = network.downsamplingFactor();
    if (images.height() % factor != 0 || images.width() % factor != 0) {
      throw new IllegalArgumentException(
          "--size: expected a multiple of %d, by which the last of the diffusion networks' %d levels"
                  .formatted(factor, network.multipliers().size())
              + " is smaller, found images of %dx%d; give another --size%s"
                  .formatted(
                      images.height(),
                      images.width(),
                      levels.isEmpty() ? "" : ", or fewer levels by " + String.join(", ", levels)));
    }
  }
}
