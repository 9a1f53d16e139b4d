package org.pigdiffusion.sampler;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.GreatestChannel;

/** Makes each pixel one of K classes, held as K levels of one channel or as one of K channels. */
record Classes(int count) implements GuideTransform {

  Classes {
    requireCount(count);
  }

  static void requireCount(int count) {
    if (count < 2) {
      throw new IllegalArgumentException("count: expected at least 2 classes, found " + count);
    }
  }

  /** Classes are the levels of one channel, or K channels of their own. */
  static void requireChannels(GuideTransform transform, int count, int channels, String remedy) {
    if (channels != 1 && channels != count) {
      throw new IllegalArgumentException(
          "%s: expected a guide of 1 or %d channels, found %d; take %s"
              .formatted(transform.description(), count, channels, remedy));
    }
  }

  /** Whether the classes are levels of one channel and not channels, of which there must be K. */
  static boolean inOneChannel(Tensor cleanEstimate, int count) {
    int channels = cleanEstimate.shape().channels();
    if (channels != 1 && channels != count) {
      throw new IllegalArgumentException(
          "cleanEstimate: expected 1 or %d channels for %d classes, found shape %s"
              .formatted(count, count, cleanEstimate.shape()));
    }
    return channels == 1;
  }

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    return inOneChannel(cleanEstimate, count)
        ? cleanEstimate.map(this::nearestLevel)
        : oneHot(cleanEstimate);
  }

  private double nearestLevel(double value) {
    double level = Math.rint((value + 1) / 2 * (count - 1));
    return Math.min(Math.max(level, 0), count - 1) / (count - 1) * 2 - 1;
  }

  private Tensor oneHot(Tensor image) {
    Shape shape = image.shape();
    float[] values = image.toArray();
    int plane = shape.planeSize();
    for (int n = 0; n < shape.batch(); n++) {
      for (int p = 0; p < plane; p++) {
        keepGreatest(values, n * shape.imageSize() + p, plane);
      }
    }
    return Tensor.adopt(shape, values);
  }

  private void keepGreatest(float[] values, int pixel, int plane) {
    int greatest = GreatestChannel.of(count, c -> values[pixel + c * plane]);
    for (int c = 0; c < count; c++) {
      values[pixel + c * plane] = c == greatest ? 1 : -1;
    }
  }

  @Override
  public void requireFits(int channels) {
    requireChannels(this, count, channels, "classes(" + channels + ")");
  }

  @Override
  public String description() {
    return "classes(" + count + ")";
  }

  @Override
  public String toString() {
    return description();
  }
}
