package org.pigdiffusion.examples.common;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.onnx.OnnxPair;

/** The trained pair that comes with the examples: breast phantoms of 64x64 pixels. */
public final class EmbeddedPair {
  private EmbeddedPair() {}

  /** Opens the pair in the given folder, or the embedded pair if none is given. */
  public static OnnxPair unless(Path given, UnaryOperator<OnnxDenoiser.Builder> settings) {
    return given == null
        ? OnnxPair.open(EmbeddedPair.class, "/phantom-64", settings)
        : OnnxPair.open(given, settings);
  }
}
