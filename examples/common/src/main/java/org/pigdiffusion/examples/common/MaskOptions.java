package org.pigdiffusion.examples.common;

import java.util.List;
import org.pigdiffusion.data.MaskEncoding;
import org.pigdiffusion.data.MaskSamples;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that say how mask files are read. */
final class MaskOptions {
  /** What {@link MaskEncoding#nearlyBinary} takes. */
  static final class Tolerance implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double tolerance = Double.parseDouble(text);
      MaskEncoding unused = MaskEncoding.nearlyBinary(0.5, tolerance);
      return tolerance;
    }
  }

  /** What {@link MaskEncoding#signedDistance} takes. */
  static final class Reach implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double reach = Double.parseDouble(text);
      MaskEncoding unused = MaskEncoding.binary().signedDistance(reach);
      return reach;
    }
  }

  @Option(
      names = "--mask-tolerance",
      converter = Tolerance.class,
      description =
          "read masks that are black and white but for this much (share of the full range), such as"
              + " 0.1 for JPEG files: MaskEncoding.nearlyBinary(0.5, TOLERANCE)")
  private Double tolerance;

  @Option(
      names = "--mask-classes",
      split = ",",
      description =
          "read masks of several classes by these grey values, background first, such as 0,1,2:"
              + " MaskEncoding.classes")
  private List<Integer> classes = List.of();

  @Option(
      names = "--mask-from",
      description = "what of a mask file is read: ${COMPLETION-CANDIDATES}")
  private MaskSamples samples = MaskSamples.GREY;

  @Option(
      names = "--signed-distance",
      converter = Reach.class,
      description =
          "show the networks masks with a smooth edge, which reaches so many pixels to each side:"
              + " MaskEncoding.signedDistance")
  private Double reach;

  @Option(
      names = "--remove-islands",
      converter = OptionValues.Positive.class,
      description =
          "make patches of fewer pixels background, counted at --size; those at the border of a"
              + " crop stay: Preprocessing.leastPatch")
  private int leastPatch = 1;

  /** How many pixels a patch must have to stay. */
  int leastPatch() {
    return leastPatch;
  }

  /** The grey value of each class, background first; empty if they are not given. */
  List<Integer> greys() {
    return classes;
  }

  /** The encoding that the options ask for. */
  MaskEncoding encoding() {
    if (tolerance != null && !classes.isEmpty()) {
      throw new IllegalArgumentException("expected --mask-tolerance or --mask-classes, found both");
    }
    MaskEncoding encoding = MaskEncoding.binary();
    if (tolerance != null) {
      encoding = MaskEncoding.nearlyBinary(0.5, tolerance);
    } else if (!classes.isEmpty()) {
      encoding = MaskEncoding.classes(classes.stream().mapToInt(grey -> grey).toArray());
    }
    encoding = encoding.from(samples);
    return reach == null ? encoding : encoding.signedDistance(reach);
  }
}
