package org.pigdiffusion.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Which of some images, such as those that a model learnt from, is nearest to another one in
 * feature space, and how near it is. A copy that is shifted, brighter or a little noisy is found
 * here, where a comparison of pixels ({@link CopySearch}) sees a new image. Distances are
 * Euclidean.
 *
 * <p>What distance is suspicious show real images that the model did not learn from. Immutable and
 * thread-safe.
 */
public final class FeatureNeighbours {
  private final FeatureSet among;

  private FeatureNeighbours(FeatureSet among) {
    this.among = among;
  }

  /**
   * The nearest image.
   *
   * @param index its index among those that are looked at
   * @param distance how far it is, at least 0
   */
  public record Neighbour(int index, double distance) {}

  /** Looks among images of these features. */
  public static FeatureNeighbours among(FeatureSet images) {
    return new FeatureNeighbours(images);
  }

  /**
   * The nearest image of each of others, in their order.
   *
   * @param images of vectors of the same length
   */
  public List<Neighbour> of(FeatureSet images) {
    return search(images, false);
  }

  /** The nearest of the others for each of the images that are looked among, in their order. */
  public List<Neighbour> ofEachOther() {
    return search(among, true);
  }

  private List<Neighbour> search(FeatureSet images, boolean others) {
    among.requireComparable(images);
    return IntStream.range(0, images.size())
        .parallel()
        .mapToObj(i -> nearest(images.rows(), i, others))
        .toList();
  }

  private Neighbour nearest(DMatrixRMaj images, int image, boolean others) {
    int length = images.getNumCols();
    double[] features = Arrays.copyOfRange(images.getData(), image * length, (image + 1) * length);
    double least = Double.POSITIVE_INFINITY;
    int nearest = -1;
    for (int other = 0; other < among.size(); other++) {
      if (others && other == image) {
        continue;
      }
      double squares = 0;
      for (int j = 0; j < length && squares < least; j++) {
        double difference = features[j] - among.rows().getData()[other * length + j];
        squares += difference * difference;
      }
      if (squares < least) {
        least = squares;
        nearest = other;
      }
    }
    return new Neighbour(nearest, Math.sqrt(least));
  }
}
