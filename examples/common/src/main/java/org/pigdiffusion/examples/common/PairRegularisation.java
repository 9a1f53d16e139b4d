package org.pigdiffusion.examples.common;

import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Option;

/** How generators are kept from learning few images by heart. */
public final class PairRegularisation {
  @Option(
      names = "--pair-dropout",
      converter = OptionValues.Share.class,
      description =
          "share of values set to zero in each residual block of the generators' networks while they"
              + " learn, below 1; not where ControlNet learns to steer")
  private double dropout;

  /** Whether all is at its default. */
  public boolean isUnset() {
    return dropout == 0;
  }

  /** Writes it into the settings of a network. */
  public void set(UNetConfig.Builder network) {
    network.dropout(dropout);
  }
}
