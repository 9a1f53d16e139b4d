package org.pigdiffusion.examples.rivals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Pairs that are known at sight: the image of pair i has brightness -1 + i/100 where nothing is,
 * and 0.5 + i/100 on its two objects. Remembers which pairs were read.
 */
final class PlainPairs implements PairSource {
  static final int SIDE = 16;

  private final List<PairExample> pairs = new ArrayList<>();
  final List<Integer> read = new ArrayList<>();

  PlainPairs(int from, int to) {
    Shape shape = new Shape(1, 1, SIDE, SIDE);
    for (int i = from; i < to; i++) {
      float[] x = new float[shape.size()];
      float[] y = new float[shape.size()];
      for (int p = 0; p < x.length; p++) {
        boolean lesion = isLesion(i, p / SIDE, p % SIDE);
        x[p] = lesion ? 1 : -1;
        y[p] = (lesion ? 0.5f : -1) + i / 100f;
      }
      String name = "pair " + i;
      pairs.add(new PairExample(name, name, Tensor.adopt(shape, x), Tensor.adopt(shape, y)));
    }
  }

  /** A square of 3x3 and, apart from it, an upright bar of 5x2. */
  private static boolean isLesion(int pair, int row, int column) {
    boolean square = row >= 2 && row < 5 && column >= 2 + pair % 3 && column < 5 + pair % 3;
    boolean bar = row >= 8 && row < 13 && column >= 10 && column < 12;
    return square || bar;
  }

  /** The number of the pair whose background an image has on most of its pixels. */
  static int pairOf(Tensor image) {
    Map<Integer, Integer> votes = new HashMap<>();
    for (float value : image.toArray()) {
      votes.merge(Math.round((value + 1) * 100), 1, Integer::sum);
    }
    return Collections.max(votes.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public PairExample example(int index) {
    read.add(index);
    return pairs.get(index);
  }
}
