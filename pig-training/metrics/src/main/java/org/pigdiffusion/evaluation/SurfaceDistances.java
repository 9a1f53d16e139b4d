package org.pigdiffusion.evaluation;

import org.pigdiffusion.data.internal.DistanceMap;

/**
 * How far the borders of two masks are apart, both ways, in the unit of the spacing. Distances are
 * Euclidean and exact. Immutable and thread-safe.
 *
 * @param fromFound from each point of the found mask's border to the expected mask's
 * @param fromExpected the other way
 */
public record SurfaceDistances(DirectedDistances fromFound, DirectedDistances fromExpected) {

  /**
   * Measures two masks of one size.
   *
   * @throws IllegalArgumentException if one of them is empty, since it has no border; {@link
   *     SegmentationComparison} has a rule for these
   */
  public static SurfaceDistances between(
      Mask found, Mask expected, Spacing spacing, Border border) {
    expected.requireSameSize("found", found);
    requireBorder("found", found);
    requireBorder("expected", expected);
    Border.Surface ofFound = border.of(found, spacing);
    Border.Surface ofExpected = border.of(expected, spacing);
    return new SurfaceDistances(
        DirectedDistances.between(ofFound, map(ofExpected, spacing), border),
        DirectedDistances.between(ofExpected, map(ofFound, spacing), border));
  }

  private static void requireBorder(String name, Mask mask) {
    if (mask.isEmpty()) {
      throw new IllegalArgumentException(
          name
              + ": expected a mask with a lesion, found an empty one, which has no border;"
              + " SegmentationComparison has a rule for empty masks");
    }
  }

  private static DistanceMap map(Border.Surface surface, Spacing spacing) {
    return spacing.distances(surface.points(), surface.height(), surface.width());
  }

  /** The greatest distance of a point of one border from the other (Hausdorff distance, HD). */
  public double hausdorff() {
    return Math.max(fromFound.greatest(), fromExpected.greatest());
  }

  /**
   * The greater of both ways' percentiles (HD95 for 95). Some programs take one percentile of both
   * ways' distances together instead, such as medpy, which gives another figure.
   *
   * @param percent in (0, 100]
   */
  public double hausdorff(double percent) {
    return Math.max(fromFound.percentile(percent), fromExpected.percentile(percent));
  }

  /** The mean distance of all points of both borders (average symmetric surface distance, ASSD). */
  public double average() {
    return (fromFound.sum() + fromExpected.sum()) / (fromFound.total() + fromExpected.total());
  }

  /** The mean of both ways' mean distances (MASD): the shorter border counts as much. */
  public double meanAverage() {
    return (fromFound.mean() + fromExpected.mean()) / 2;
  }

  /**
   * The share of both borders that is no farther from the other than the tolerance (normalised
   * surface distance, NSD, also surface Dice), in [0, 1].
   *
   * @param tolerance at least 0
   */
  public double normalised(double tolerance) {
    return (fromFound.within(tolerance) + fromExpected.within(tolerance))
        / (fromFound.total() + fromExpected.total());
  }
}
