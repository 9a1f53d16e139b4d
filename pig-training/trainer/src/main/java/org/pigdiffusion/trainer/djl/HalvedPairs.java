package org.pigdiffusion.trainer.djl;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/** Pairs of which each pixel is the mean of 2x2 pixels: what the levels below the first one see. */
record HalvedPairs(PairSource pairs) implements PairSource {
  private static final double SHARE = 0.25;

  /** Halves the side of the pairs so many times. */
  static PairSource of(PairSource pairs, int halvings) {
    return halvings == 0 ? pairs : of(new HalvedPairs(pairs), halvings - 1);
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public PairExample example(int index) {
    return halved(pairs.example(index));
  }

  @Override
  public PairExample draw(int index, long key) {
    return halved(pairs.draw(index, key));
  }

  private static PairExample halved(PairExample pair) {
    return new PairExample(pair.name(), pair.group(), halved(pair.x()), halved(pair.y()));
  }

  private static Tensor halved(Tensor image) {
    Shape whole = image.shape();
    int height = whole.height() / 2;
    int width = whole.width() / 2;
    float[] means = new float[whole.channels() * height * width];
    for (int i = 0; i < means.length; i++) {
      int channel = i / (height * width);
      int row = i / width % height * 2;
      int column = i % width * 2;
      means[i] =
          (float)
              (SHARE
                  * ((double) image.at(0, channel, row, column)
                      + image.at(0, channel, row, column + 1)
                      + image.at(0, channel, row + 1, column)
                      + image.at(0, channel, row + 1, column + 1)));
    }
    return Tensor.adopt(new Shape(1, whole.channels(), height, width), means);
  }
}
