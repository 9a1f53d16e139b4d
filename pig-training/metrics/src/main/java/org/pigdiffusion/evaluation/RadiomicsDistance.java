package org.pigdiffusion.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * The Frechet radiomics distance (FRD; Konz et al. 2024, arXiv 2412.01496): the {@link
 * FrechetDistance} of {@link Radiomics} features, which needs no network and says in terms of
 * texture and shape how far sampled pairs are from real ones. Low is better.
 *
 * <p>Each feature is shifted and scaled so that over the reference its mean is 0 and its deviation
 * 1; features that are constant over the reference are left out. As with any Frechet distance,
 * compare those of equally many pairs from one reference alone. Figures of other programs, which
 * choose and scale features otherwise, cannot be compared with these. Immutable and thread-safe.
 */
public final class RadiomicsDistance {
  private final Scaled images;
  private final Optional<Scaled> lesions;

  private RadiomicsDistance(Scaled images, Optional<Scaled> lesions) {
    this.images = images;
    this.lesions = lesions;
  }

  /**
   * Distances from this reference.
   *
   * @param reference at least two pairs
   * @throws IllegalArgumentException if a pair has no lesion of at least two pixels that touch;
   *     {@link PairRule#emptyMask} and {@link PairRule#maskArea} reject such pairs
   */
  public static RadiomicsDistance to(PairSet reference) {
    return new RadiomicsDistance(
        new Scaled(ofEachImage("reference", reference)),
        Optional.of(new Scaled(ofEachLesion("reference", reference))));
  }

  /**
   * Distances of images alone, whatever the masks: pairs without a lesion, and of an x without
   * channels, are welcome.
   *
   * @param reference at least two pairs
   */
  public static RadiomicsDistance toImages(PairSet reference) {
    return new RadiomicsDistance(new Scaled(ofEachImage("reference", reference)), Optional.empty());
  }

  /**
   * The distance of the images, whatever their masks.
   *
   * @param sample at least two pairs
   */
  public Statistic ofImages(PairSet sample) {
    return images.distance(ofEachImage("sample", sample));
  }

  /**
   * The distance of the lesions: their texture and their shape. The pixels that are lesion in an
   * image are taken together.
   *
   * @param sample at least two pairs
   * @throws IllegalArgumentException as in {@link #to}
   * @throws IllegalStateException if the reference was given {@link #toImages}
   */
  public Statistic ofLesions(PairSet sample) {
    return lesions
        .orElseThrow(
            () -> new IllegalStateException("reference: expected to(reference), found toImages"))
        .distance(ofEachLesion("sample", sample));
  }

  private static double[][] ofEachImage(String name, PairSet pairs) {
    if (!pairs.y().isFinite()) {
      throw new IllegalArgumentException(
          "%s: expected images of finite values; reject others with PairFilter".formatted(name));
    }
    return inParallel(pairs.size(), i -> Radiomics.ofImage(pairs.y().slice(i, i + 1)));
  }

  private static double[][] ofEachLesion(String name, PairSet pairs) {
    List<Mask> masks = Mask.ofEach(pairs.x());
    for (int i = 0; i < masks.size(); i++) {
      if (!CoOccurrence.isDefined(masks.get(i)) || !pairs.y().slice(i, i + 1).isFinite()) {
        throw new IllegalArgumentException(
            "%s: expected a lesion of pixels that touch, on an image of finite values, in every"
                    .formatted(name)
                + " pair, found none in pair %d; reject such pairs with PairFilter".formatted(i));
      }
    }
    return inParallel(
        pairs.size(), i -> Radiomics.ofLesion(pairs.y().slice(i, i + 1), masks.get(i)));
  }

  private static double[][] inParallel(int size, IntFunction<Map<String, Double>> features) {
    return IntStream.range(0, size)
        .parallel()
        .mapToObj(i -> features.apply(i).values().stream().mapToDouble(v -> v).toArray())
        .toArray(double[][]::new);
  }

  /** Features in units of their deviation over the reference. */
  private static final class Scaled {
    private final double[] means;
    private final double[] deviations;
    private final int[] varying;
    private final FrechetDistance distance;

    Scaled(double[]... reference) {
      int features = reference[0].length;
      this.means = new double[features];
      this.deviations = new double[features];
      for (int j = 0; j < features; j++) {
        StreamingStatistics statistics = new StreamingStatistics();
        for (double[] row : reference) {
          statistics.addValue(row[j]);
        }
        means[j] = statistics.getMean();
        deviations[j] = statistics.getStandardDeviation();
      }
      this.varying =
          IntStream.range(0, features)
              .filter(j -> deviations[j] > 1e-9 * (1 + Math.abs(means[j])))
              .toArray();
      if (varying.length == 0) {
        throw new IllegalArgumentException(
            "reference: expected pairs that differ, found %d of equal features"
                .formatted(reference.length));
      }
      this.distance = FrechetDistance.to(scaled(reference));
    }

    Statistic distance(double[]... sample) {
      return distance.of(scaled(sample));
    }

    private FeatureSet scaled(double[]... rows) {
      float[][] scaled = new float[rows.length][varying.length];
      for (int i = 0; i < rows.length; i++) {
        for (int k = 0; k < varying.length; k++) {
          int j = varying[k];
          scaled[i][k] = (float) ((rows[i][j] - means[j]) / deviations[j]);
        }
      }
      return FeatureSet.of(scaled);
    }
  }
}
