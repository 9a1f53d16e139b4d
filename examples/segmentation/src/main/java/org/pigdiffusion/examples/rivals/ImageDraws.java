package org.pigdiffusion.examples.rivals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.GroupDraw;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.trainer.PairSource;

/**
 * Which annotated images are learnt from: several draws of each number of them, out of one pool.
 * All are measured on the same images. A larger number of one draw holds the smaller ones.
 *
 * @param counts numbers of images, rising
 * @param draws of each number
 * @param pool the images that are drawn from
 * @param test the images that are measured on, of other groups
 */
record ImageDraws(List<Integer> counts, int draws, PairSource pool, PairSource test) {
  /** Checks the numbers. */
  ImageDraws {
    counts = List.copyOf(counts);
    int last = counts.size() - 1;
    List<Integer> found = counts;
    if (last < 1 || IntStream.range(0, last).anyMatch(i -> found.get(i) >= found.get(i + 1))) {
      throw new IllegalArgumentException(
          "--counts: expected at least two, each greater than the one before, found " + counts);
    }
    if (counts.get(0) < 2 || counts.get(last) > pool.size()) {
      throw new IllegalArgumentException(
          "--counts: expected from 2 to the %d images that are not measured on, found %s; a smaller"
                  .formatted(pool.size(), counts)
              + " --validation leaves more");
    }
    if (draws < 2) {
      throw new IllegalArgumentException(
          "--draws: expected at least 2, since one has no interval, found " + draws);
    }
  }

  /**
   * One draw.
   *
   * @param images how many
   * @param number from 1, the seed that chooses them
   */
  record Draw(int images, int number) {
    /** Where its work is kept. */
    Path folder(Path out) {
      return out.resolve("images-" + images).resolve("draw-" + number);
    }

    /** A row among those of all draws: named with the number of images, and a fold is a draw. */
    SegmentationRow.Key key(String method, long seed) {
      return new SegmentationRow.Key("%d images: %s".formatted(images, method), number, seed);
    }

    @Override
    public String toString() {
      return "%d images, draw %d".formatted(images, number);
    }
  }

  /** All draws; a whole curve comes before the next one. */
  List<Draw> all() {
    List<Draw> all = new ArrayList<>();
    for (int number = 1; number <= draws; number++) {
      for (int images : counts) {
        all.add(new Draw(images, number));
      }
    }
    return all;
  }

  /** What is learnt from in a draw, and measured on. */
  Folds.Fold fold(Draw draw) {
    return new Folds.Fold(new GroupDraw(draw.images(), draw.number()).apply(pool), test);
  }

  /** All that draws may be learnt from, and what they are measured on. */
  Folds.Fold whole() {
    return new Folds.Fold(pool, test);
  }

  /** A draw of the most images, to take the time of. */
  PairSource largest() {
    return fold(new Draw(counts.get(counts.size() - 1), 1)).training();
  }
}
