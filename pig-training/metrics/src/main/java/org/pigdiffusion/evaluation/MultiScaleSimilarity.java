package org.pigdiffusion.evaluation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * Multi-scale structural similarity (MS-SSIM; Wang, Simoncelli and Bovik 2003), as MONAI defines
 * it: 1 for equal images, near 0 for unrelated ones. Its mean over the pairs of a set of sampled
 * images says how much these are alike: the lower the more diverse, and much above that of real
 * images where a model has collapsed. It says nothing of quality, noise is most diverse of all; so
 * compare with real images, of the same size and with the same settings.
 *
 * <p>At each scale the images are compared under a sliding window, then halved by averaging blocks
 * of 2x2. Contrast and structure count at every scale, brightness at the last alone; what is below
 * 0 counts as 0. Immutable and thread-safe.
 */
public final class MultiScaleSimilarity {
  private final double low;
  private final double high;
  private final double[] weights;
  private final SimilarityWindow window;

  private MultiScaleSimilarity(Builder settings) {
    this.low = settings.low;
    this.high = settings.high;
    this.weights = settings.weights;
    this.window = settings.window;
  }

  /** Collects settings; none is needed. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The similarity of two images, in [0, 1].
   *
   * @param a {@code [1, c, h, w]}
   * @param b of the same shape
   */
  public double between(Tensor a, Tensor b) {
    a.requireShape("a", a.shape().withBatch(1));
    b.requireShape("b", a.shape());
    requireUsable("a", a);
    requireUsable("b", b);
    return pyramid(a).similarity(pyramid(b), weights);
  }

  /**
   * The mean similarity of all pairs of different images of a set, in [0, 1]; low is diverse. In a
   * bootstrap draw, an image is not compared with its own copy. Time grows with the square of the
   * number of images; each takes some 32 bytes a value of memory.
   *
   * @param images {@code [n, c, h, w]}, at least two
   */
  public Statistic ofPairs(Tensor images) {
    int n = images.shape().batch();
    if (n < 2) {
      throw new IllegalArgumentException("images: expected at least 2, found " + n);
    }
    requireUsable("images", images);
    List<SimilarityPyramid> pyramids =
        IntStream.range(0, n).parallel().mapToObj(i -> pyramid(images.slice(i, i + 1))).toList();
    double[][] similarities =
        IntStream.range(0, n)
            .parallel()
            .mapToObj(
                i ->
                    IntStream.range(0, i)
                        .mapToDouble(j -> pyramids.get(i).similarity(pyramids.get(j), weights))
                        .toArray())
            .toArray(double[][]::new);
    return new PairMean(similarities);
  }

  private SimilarityPyramid pyramid(Tensor image) {
    return SimilarityPyramid.of(image.map(v -> (v - low) / (high - low)), weights.length, window);
  }

  private void requireUsable(String name, Tensor images) {
    Shape shape = images.shape();
    if (shape.channels() < 1 || !images.isFinite()) {
      throw new IllegalArgumentException(
          "%s: expected finite values of at least one channel, found %s".formatted(name, images));
    }
    int halvings = weights.length - 1;
    if (Math.min(shape.height(), shape.width()) >> halvings < window.size()) {
      throw new IllegalArgumentException(
          "%s: expected at least %d pixels a side for %d scales and a window of %d, found shape %s;"
                  .formatted(
                      name, (long) window.size() << halvings, weights.length, window.size(), shape)
              + " give fewer weights or a smaller window");
    }
  }

  /** The mean over pairs of items. */
  private static final class PairMean implements Statistic {
    private final double[][] similarities;

    /**
     * A mean.
     *
     * @param similarities of each item with those before it
     */
    PairMean(double[]... similarities) {
      this.similarities = similarities;
    }

    @Override
    public int size() {
      return similarities.length;
    }

    @Override
    public double of(int... draws) {
      double sum = 0;
      double total = 0;
      for (int i = 0; i < similarities.length; i++) {
        for (int j = 0; j < i; j++) {
          double weight = (double) draws[i] * draws[j];
          sum += weight * similarities[i][j];
          total += weight;
        }
      }
      return sum / total;
    }
  }

  /** Settings of a similarity. Not safe to share. */
  public static final class Builder {
    private double low = -1;
    private double high = 1;
    private double[] weights = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    private SimilarityWindow window = SimilarityWindow.gaussian(11, 1.5);

    private Builder() {}

    /** Which values are black and white; -1 and 1 unless set. */
    @CanIgnoreReturnValue
    public Builder range(double black, double white) {
      if (!(black < white)) {
        throw new IllegalArgumentException(
            "black, white: expected black below white, found %s and %s".formatted(black, white));
      }
      this.low = black;
      this.high = white;
      return this;
    }

    /**
     * The exponent of each scale, the full size first; the five of Wang et al. unless set, for
     * which an image needs 176 pixels a side. Take two or three for small images.
     */
    @CanIgnoreReturnValue
    public Builder weights(double... ofScales) {
      if (ofScales.length < 1
          || ofScales.length > 16
          || Arrays.stream(ofScales).anyMatch(w -> !(w >= 0 && Double.isFinite(w)))) {
        throw new IllegalArgumentException(
            "weights: expected 1 to 16 of at least 0, found " + Arrays.toString(ofScales));
      }
      this.weights = ofScales.clone();
      return this;
    }

    /**
     * A Gaussian window; of 11 pixels with a deviation of 1.5 unless set.
     *
     * @param size its pixels a side, odd
     * @param deviation in pixels, greater than 0
     */
    @CanIgnoreReturnValue
    public Builder gaussian(int size, double deviation) {
      this.window = SimilarityWindow.gaussian(size, deviation);
      return this;
    }

    /** A window in which all pixels count the same, of an odd number of pixels a side. */
    @CanIgnoreReturnValue
    public Builder uniform(int size) {
      this.window = SimilarityWindow.uniform(size);
      return this;
    }

    /** The similarity of these settings. */
    public MultiScaleSimilarity build() {
      return new MultiScaleSimilarity(this);
    }
  }
}
