package org.pigdiffusion.data;

import java.util.Arrays;
import java.util.Set;

/** Resizes a mask by the area of each class under a new pixel. */
final class ClassShares {
  private static final IntensityRange SHARE = new IntensityRange(0, 1);

  private ClassShares() {}

  /**
   * A mask at another size: in each new pixel the class with the greatest share wins, the least of
   * equals. An axis that gets longer is interpolated.
   *
   * @param favoured classes whose share is multiplied
   * @param factor by which
   */
  static LabelMap resize(
      LabelMap labels, int height, int width, Set<Integer> favoured, double factor) {
    if (labels.height() == height && labels.width() == width) {
      return labels;
    }
    int[] old = new int[labels.height() * labels.width()];
    for (int i = 0; i < old.length; i++) {
      old[i] = labels.at(i / labels.width(), i % labels.width());
    }
    int[] winners = new int[height * width];
    double[] best = new double[height * width];
    for (int label : Arrays.stream(old).distinct().sorted().toArray()) {
      float[] member = new float[old.length];
      for (int i = 0; i < old.length; i++) {
        member[i] = old[i] == label ? 1 : 0;
      }
      float[] shares =
          PixelGrid.adopt(1, labels.height(), labels.width(), SHARE, member)
              .resize(height, width)
              .toArray();
      double weight = favoured.contains(label) ? factor : 1;
      for (int i = 0; i < best.length; i++) {
        if (weight * shares[i] > best[i]) {
          best[i] = weight * shares[i];
          winners[i] = label;
        }
      }
    }
    return LabelMap.of(height, width, winners);
  }
}
