package org.pigdiffusion.examples;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The trained pair that comes with the examples: breast phantoms of 64x64 pixels. */
final class EmbeddedPair {
  private EmbeddedPair() {}

  /** The folder of its two models. */
  static Path folder() {
    try {
      return Path.of(EmbeddedPair.class.getResource("/phantom-64").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
