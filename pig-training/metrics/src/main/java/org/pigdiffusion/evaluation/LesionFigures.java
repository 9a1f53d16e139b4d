package org.pigdiffusion.evaluation;

import java.util.List;

/**
 * How well lesions were found, those of one image or those of several together. Immutable and
 * thread-safe.
 *
 * @param lesions the figures of every expected lesion, compared with what was found of it; one that
 *     was missed has those of an empty mask
 * @param missed the number of expected lesions that nothing overlaps
 * @param falseAlarms the number of found patches that overlap no expected lesion
 */
public record LesionFigures(List<SegmentationFigures> lesions, int missed, int falseAlarms) {
  /** Checks the counts. */
  public LesionFigures {
    lesions = List.copyOf(lesions);
    if (missed < 0 || missed > lesions.size() || falseAlarms < 0) {
      throw new IllegalArgumentException(
          "missed, falseAlarms: expected in [0,%d] and at least 0, found %d and %d"
              .formatted(lesions.size(), missed, falseAlarms));
    }
  }

  /** The lesions of several images together: each lesion counts the same. */
  public static LesionFigures pooled(List<LesionFigures> images) {
    return new LesionFigures(
        images.stream().flatMap(image -> image.lesions.stream()).toList(),
        images.stream().mapToInt(LesionFigures::missed).sum(),
        images.stream().mapToInt(LesionFigures::falseAlarms).sum());
  }

  /** The number of expected lesions that something overlaps. */
  public int found() {
    return lesions.size() - missed;
  }

  /**
   * The share of the expected lesions that were found. Here and below: 1 if none were expected and
   * there is no false alarm, 0 if none were expected but there is one.
   */
  public double recall() {
    return share(found(), lesions.size());
  }

  /** Found lesions as a share of these and the false alarms. */
  public double precision() {
    return share(found(), found() + falseAlarms);
  }

  /** The harmonic mean of precision and recall. */
  public double f1() {
    return share(2 * found(), lesions.size() + found() + falseAlarms);
  }

  private double share(int part, int whole) {
    if (lesions.isEmpty()) {
      return falseAlarms == 0 ? 1 : 0;
    }
    return whole == 0 ? 0 : (double) part / whole;
  }
}
