package org.pigdiffusion.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskClasses;

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
   * How far the masks of each image agree, whatever the class.
   *
   * @param found {@code [n, k, h, w]}; of one channel, what is greater than 0 is lesion; of
   *     several, the greatest channel says the class, and all but class 0, background, is lesion
   * @param expected what they are compared with, of the same shape
   */
  public static List<Overlap> ofEach(Tensor found, Tensor expected) {
    found.requireShape("found", expected.shape());
    MaskClasses a = MaskClasses.of(found);
    MaskClasses b = MaskClasses.of(expected);
    return IntStream.range(0, expected.shape().batch())
        .mapToObj(n -> between(a.lesion(n), b.lesion(n)))
        .toList();
  }

  /**
   * The Dice score of each image: of masks of several classes, the mean over the classes but the
   * background, each with the same weight. A class that both masks lack counts 1, one that only one
   * of them lacks 0.
   *
   * @param found as in {@link #ofEach}
   * @param expected what they are compared with, of the same shape
   * @return a new array of as many values as there are images
   */
  public static double[] meanDice(Tensor found, Tensor expected) {
    found.requireShape("found", expected.shape());
    double[] dice = new double[expected.shape().batch()];
    int classes = MaskClasses.of(expected).count();
    for (int label = 1; label <= classes; label++) {
      List<Mask> a = Mask.ofEach(found, label);
      List<Mask> b = Mask.ofEach(expected, label);
      for (int n = 0; n < dice.length; n++) {
        dice[n] += between(a.get(n).values(), b.get(n).values()).dice() / classes;
      }
    }
    return dice;
  }

  /** Of pixels in the same order. */
  static Overlap between(boolean[] found, boolean[] expected) {
    long inBoth = 0;
    long inFound = 0;
    long inExpected = 0;
    for (int i = 0; i < found.length; i++) {
      inBoth += found[i] && expected[i] ? 1 : 0;
      inFound += found[i] ? 1 : 0;
      inExpected += expected[i] ? 1 : 0;
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
