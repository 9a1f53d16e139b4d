package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.pigdiffusion.Tensor;

/**
 * The image is nearer to a training image than real ones come.
 *
 * @param features of images
 * @param training those of the training images
 * @param least the distance below which an image is a near-copy
 */
record NearCopy(Function<Tensor, FeatureSet> features, FeatureSet training, double least)
    implements PairRule {

  static NearCopy of(
      Function<Tensor, FeatureSet> features, PairSet training, PairSet others, double quantile) {
    FeatureSet ofTraining = features.apply(training.y());
    return new NearCopy(
        features,
        ofTraining,
        threshold(distances(ofEvery(features, others), ofTraining, false), quantile));
  }

  static NearCopy of(Function<Tensor, FeatureSet> features, PairSet training, double quantile) {
    FeatureSet ofTraining = features.apply(training.y());
    return new NearCopy(
        features, ofTraining, threshold(distances(ofTraining, ofTraining, true), quantile));
  }

  private static double threshold(double[] distances, double quantile) {
    if (!(quantile >= 0 && quantile < 1)) {
      throw new IllegalArgumentException("quantile: expected in [0,1), found " + quantile);
    }
    return Samples.quantile(distances, quantile);
  }

  @Override
  public String name() {
    return "near-copy";
  }

  @Override
  public List<Optional<String>> check(PairSet pairs) {
    double[] distances = distances(ofEvery(features, pairs), training, false);
    List<Optional<String>> reasons = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      reasons.add(
          distances[i] >= least
              ? Optional.empty()
              : Optional.of(
                  String.format(
                      Locale.ROOT,
                      "%.4g from the nearest training image in feature space, expected at least %.4g",
                      distances[i],
                      least)));
    }
    return reasons;
  }

  /** A set of features needs two images at least: one alone is taken twice. */
  private static FeatureSet ofEvery(Function<Tensor, FeatureSet> features, PairSet pairs) {
    return features.apply(pairs.size() > 1 ? pairs.y() : pairs.y().select(0, 0));
  }

  /** How far every image is from the nearest of others, or of the others of its own set. */
  private static double[] distances(FeatureSet images, FeatureSet among, boolean own) {
    among.requireComparable(images);
    return IntStream.range(0, images.size())
        .parallel()
        .mapToDouble(i -> nearest(images.rows(), i, among.rows(), own))
        .toArray();
  }

  private static double nearest(DMatrixRMaj images, int image, DMatrixRMaj among, boolean own) {
    int length = images.getNumCols();
    double[] features = Arrays.copyOfRange(images.getData(), image * length, (image + 1) * length);
    double least = Double.POSITIVE_INFINITY;
    for (int other = 0; other < among.getNumRows(); other++) {
      double squares = 0;
      for (int j = 0; j < length && squares < least; j++) {
        double difference = features[j] - among.getData()[other * length + j];
        squares += difference * difference;
      }
      least = own && other == image ? least : Math.min(least, squares);
    }
    return Math.sqrt(least);
  }
}
