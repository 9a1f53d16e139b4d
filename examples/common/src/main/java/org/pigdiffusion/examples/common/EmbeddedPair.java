package org.pigdiffusion.examples.common;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.onnx.OnnxPair;

/** The trained pairs that come with the examples, for pictures of 64x64 pixels. */
public enum EmbeddedPair {
  /** Slices of breast phantoms, with masks of their lesions. */
  PHANTOMS("/phantom-64"),

  /**
   * Fluorescence images of cell nuclei, with masks of the nuclei. It learnt from image set
   * BBBC038v1, the 2018 Data Science Bowl (Caicedo et al. 2019, doi 10.1038/s41592-019-0612-7),
   * which is in the public domain (CC0).
   */
  NUCLEI("/nuclei-64");

  private final String folder;

  EmbeddedPair(String folder) {
    this.folder = folder;
  }

  /** Opens this pair. */
  public OnnxPair open(UnaryOperator<OnnxDenoiser.Builder> settings) {
    return OnnxPair.open(EmbeddedPair.class, folder, settings);
  }

  /** Opens the pair in the given folder, or this one if none is given. */
  public OnnxPair unless(Path given, UnaryOperator<OnnxDenoiser.Builder> settings) {
    return given == null ? open(settings) : OnnxPair.open(given, settings);
  }
}
