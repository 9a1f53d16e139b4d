package org.pigdiffusion.segmentation;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;

/** A small network and images for it, which are learnt in seconds. */
final class SmallSegmentation {
  private SmallSegmentation() {}

  /** Settings of a network of three levels. */
  static SegmenterSettings.Builder settings() {
    return SegmenterSettings.builder().width(8).levels(3);
  }

  /** Classes by brightness: dark background, a grey square, a bright one in another place. */
  static PairSet classes(int count) {
    Shape shape = new Shape(count, 1, 16, 16);
    float[] y = new float[shape.size()];
    float[] x = new float[3 * shape.size()];
    for (int i = 0; i < y.length; i++) {
      int n = i / 256;
      int row = i / 16 % 16;
      int column = i % 16;
      int label = 0;
      if (row < 4 + n % 4 && column < 6) {
        label = 1;
      } else if (row > 8 && column > 9 - n % 3) {
        label = 2;
      }
      y[i] = 0.9f * (label - 1) + 0.05f * ((row + column) % 3);
      for (int channel = 0; channel < 3; channel++) {
        x[(n * 3 + channel) * 256 + i % 256] = channel == label ? 1 : -1;
      }
    }
    return new PairSet(Tensor.adopt(shape.withChannels(3), x), Tensor.adopt(shape, y));
  }
}
