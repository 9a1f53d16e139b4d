package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.Tensor;

/**
 * How far two masks of one image agree, in pixels.
 *
 * @param both lesion in both
 * @param found lesion in the mask that was found
 * @param expected lesion in the mask that it is compared with
 */
public record Overlap(long both, long found, long expected) {

  /** The Dice score, {@code 2 both / (found + expected)}, in [0, 1]; 1 if both masks are empty. */
  public double dice() {
    return found + expected == 0 ? 1 : 2.0 * both / (found + expected);
  }

  /**
   * How far the masks of each image agree. What is greater than 0 is lesion.
   *
   * @param found {@code [n, 1, h, w]}
   * @param expected what they are compared with, of the same shape
   */
  public static List<Overlap> ofEach(Tensor found, Tensor expected) {
    expected.requireShape("expected", found.shape().withChannels(1));
    found.requireShape("found", expected.shape());
    float[] a = found.toArray();
    float[] b = expected.toArray();
    int plane = expected.shape().planeSize();
    List<Overlap> overlaps = new ArrayList<>();
    for (int from = 0; from < a.length; from += plane) {
      overlaps.add(between(a, b, from, from + plane));
    }
    return List.copyOf(overlaps);
  }

  private static Overlap between(float[] found, float[] expected, int from, int to) {
    long inBoth = 0;
    long inFound = 0;
    long inExpected = 0;
    for (int i = from; i < to; i++) {
      inBoth += found[i] > 0 && expected[i] > 0 ? 1 : 0;
      inFound += found[i] > 0 ? 1 : 0;
      inExpected += expected[i] > 0 ? 1 : 0;
    }
    return new Overlap(inBoth, inFound, inExpected);
  }

  /** All pixels of several images as those of one. */
  public static Overlap pooled(List<Overlap> overlaps) {
    return overlaps.stream()
        .reduce(
            new Overlap(0, 0, 0),
            (a, b) -> new Overlap(a.both + b.both, a.found + b.found, a.expected + b.expected));
  }
}
