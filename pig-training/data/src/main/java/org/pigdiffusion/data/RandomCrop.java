package org.pigdiffusion.data;

import com.google.common.collect.ImmutableSet;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How {@link RandomCrops} cuts a pair for the network out of a larger one: at a random place, and
 * at a zoom drawn between two limits, evenly on a logarithmic scale. A zoom of 0.5 shows twice the
 * height and width at half the size. Where a picture is too small for a zoom, the whole of its
 * shorter side is shown.
 *
 * @param leastZoom the least zoom, above 0
 * @param mostZoom the greatest zoom, at least {@code leastZoom}
 * @param lesionDiameter if present, zooms count from the one at which the lesions of a picture have
 *     this diameter in pixels: that of a disc of the median area of the patches of class 1. It
 *     brings the sizes together that lesions have in pictures of different magnification; pictures
 *     without a lesion are shown as they are
 * @param onLesions whether each crop holds a pixel of a lesion, drawn among all of the picture,
 *     before islands are removed; pictures without a lesion are cut anywhere
 * @param lines classes that are thin lines, such as the rims of cells: they count by their length
 *     and not by their area where a crop is made smaller, since they would vanish otherwise
 */
public record RandomCrop(
    double leastZoom,
    double mostZoom,
    OptionalDouble lesionDiameter,
    boolean onLesions,
    Set<Integer> lines) {

  /** Creates a rule; {@link #zoom} and what follows it is easier to read. */
  public RandomCrop {
    lines = ImmutableSet.copyOf(lines);
    require(leastZoom > 0 && leastZoom <= mostZoom, "leastZoom", "in (0,mostZoom]", leastZoom);
    require(Double.isFinite(mostZoom), "mostZoom", "a finite number", mostZoom);
    double diameter = lesionDiameter.orElse(1);
    require(diameter > 0 && Double.isFinite(diameter), "lesionDiameter", "above 0", diameter);
    require(lines.stream().allMatch(c -> c >= 1), "lines", "classes from 1", lines);
  }

  private static void require(boolean holds, String name, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }

  /** Crops anywhere, at a zoom between two limits; equal limits are one zoom for all. */
  public static RandomCrop zoom(double least, double most) {
    return new RandomCrop(least, most, OptionalDouble.empty(), false, Set.of());
  }

  /** This rule, with zooms counted from the one at which lesions have this diameter in pixels. */
  public RandomCrop lesionDiameter(double pixels) {
    return new RandomCrop(leastZoom, mostZoom, OptionalDouble.of(pixels), onLesions, lines);
  }

  /** This rule, each crop with a pixel of a lesion in it. */
  public RandomCrop aroundLesions() {
    return new RandomCrop(leastZoom, mostZoom, lesionDiameter, true, lines);
  }

  /** This rule with classes that are thin lines. */
  public RandomCrop keepingLines(Integer... classes) {
    return new RandomCrop(
        leastZoom, mostZoom, lesionDiameter, onLesions, ImmutableSet.copyOf(classes));
  }
}
