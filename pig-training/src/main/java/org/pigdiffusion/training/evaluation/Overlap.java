package org.pigdiffusion.training.evaluation;

import java.util.List;

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

  /** All pixels of several images as those of one. */
  public static Overlap pooled(List<Overlap> overlaps) {
    return overlaps.stream()
        .reduce(
            new Overlap(0, 0, 0),
            (a, b) -> new Overlap(a.both + b.both, a.found + b.found, a.expected + b.expected));
  }
}
