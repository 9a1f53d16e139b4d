package org.pigdiffusion.examples.common;

import java.util.List;
import java.util.Optional;
import org.pigdiffusion.data.RandomCrop;
import picocli.CommandLine.Option;

/** The options of crops that are drawn afresh in every epoch. */
final class CropOptions {
  @Option(
      names = "--zoom",
      split = ",",
      description =
          "LEAST,MOST: learn from crops drawn afresh in every epoch at a zoom between these limits;"
              + " 0.5 shows twice the height and width at half the size")
  private List<Double> zoom = List.of();

  @Option(
      names = "--lesion-diameter",
      converter = OptionValues.AboveZero.class,
      description = "zooms count from the one at which lesions have this diameter in pixels")
  private Double diameter;

  @Option(names = "--around-lesions", description = "each crop holds a pixel of a lesion")
  private boolean around;

  @Option(names = "--lines", split = ",", description = "classes that are thin lines, such as rims")
  private List<Integer> lines = List.of();

  /** The rule of the crops; empty if pairs are used as they are. */
  Optional<RandomCrop> rule() {
    if (zoom.isEmpty()) {
      if (diameter != null || around || !lines.isEmpty()) {
        throw new IllegalArgumentException(
            "--zoom: expected LEAST,MOST with --lesion-diameter, --around-lesions and --lines,"
                + " found none");
      }
      return Optional.empty();
    }
    if (zoom.size() != 2) {
      throw new IllegalArgumentException("--zoom: expected LEAST,MOST, found " + zoom);
    }
    RandomCrop rule = RandomCrop.zoom(zoom.get(0), zoom.get(1));
    rule = diameter == null ? rule : rule.lesionDiameter(diameter);
    rule = around ? rule.aroundLesions() : rule;
    return Optional.of(rule.keepingLines(lines.toArray(new Integer[0])));
  }
}
