package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.pigdiffusion.Tensor;

/**
 * The image is nearer to a training image than real ones come.
 *
 * @param features of images
 * @param training a search among the training images
 * @param least the distance below which an image is a near-copy
 */
record NearCopy(Function<Tensor, FeatureSet> features, FeatureNeighbours training, double least)
    implements PairRule {

  static NearCopy of(
      Function<Tensor, FeatureSet> features, PairSet training, PairSet others, double quantile) {
    FeatureNeighbours search = FeatureNeighbours.among(features.apply(training.y()));
    return new NearCopy(
        features, search, threshold(distances(search.of(ofEvery(features, others))), quantile));
  }

  static NearCopy of(Function<Tensor, FeatureSet> features, PairSet training, double quantile) {
    FeatureNeighbours search = FeatureNeighbours.among(features.apply(training.y()));
    return new NearCopy(features, search, threshold(distances(search.ofEachOther()), quantile));
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
    double[] distances = distances(training.of(ofEvery(features, pairs)));
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

  private static double[] distances(List<FeatureNeighbours.Neighbour> neighbours) {
    return neighbours.stream().mapToDouble(FeatureNeighbours.Neighbour::distance).toArray();
  }
}
