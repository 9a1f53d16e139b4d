package org.pigdiffusion.picture;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Looks for generated images that are copies of training images. The distance of two images is the
 * root of the mean squared difference of their values in [-1, 1] (L2, made independent of the
 * size), the least over all flips of the generated one.
 *
 * <p>What distance is suspicious shows {@link #baseline()}: how near real images of different
 * patients come to each other. Immutable and thread-safe; reads all training pairs once and keeps
 * them.
 */
public final class NearestNeighbours {
  private static final int GAP = 1;
  private static final int PAIR_GAP = 4;

  /**
   * The training image that is nearest to a generated one.
   *
   * @param index its index among the training pairs
   * @param pair the training pair
   * @param flip the flip that brings the generated image nearest to it
   * @param distance root of the mean squared difference, in [0, 2]
   */
  public record Neighbour(int index, PairExample pair, Flip flip, double distance) {}

  private final List<PairExample> training;

  private NearestNeighbours(List<PairExample> training) {
    this.training = List.copyOf(training);
  }

  /** Looks among these pairs, of which there is at least one, all of finite values. */
  public static NearestNeighbours among(PairSource training) {
    if (training.size() < 1) {
      throw new IllegalArgumentException("training: expected at least one pair, found none");
    }
    List<PairExample> pairs = new ArrayList<>();
    for (int i = 0; i < training.size(); i++) {
      PairExample pair = training.example(i);
      if (!pair.y().isFinite()) {
        throw new IllegalArgumentException(
            "training: expected finite values, found others in " + pair.name());
      }
      pairs.add(pair);
    }
    return new NearestNeighbours(pairs);
  }

  /**
   * The nearest training image of every image of a batch, in its order.
   *
   * @param y images {@code [n, c, h, w]} of the training images' channels and size
   */
  public List<Neighbour> of(Tensor y) {
    return within(y, Double.POSITIVE_INFINITY).stream().map(Optional::orElseThrow).toList();
  }

  /**
   * The nearest training image of every image of a batch, in its order, where it is nearer than a
   * distance. If that is small, it takes far less time than {@link #of}.
   *
   * @param y images {@code [n, c, h, w]} of the training images' channels and size
   * @param distance root of the mean squared difference
   */
  public List<Optional<Neighbour>> within(Tensor y, double distance) {
    y.requireShape("y", training.get(0).y().shape().withBatch(y.shape().batch()));
    List<Optional<Neighbour>> result = new ArrayList<>();
    for (int n = 0; n < y.shape().batch(); n++) {
      result.add(nearest(y.slice(n, n + 1), pair -> true, distance));
    }
    return List.copyOf(result);
  }

  /**
   * For every training image the distance to the nearest of another group; sorted. Empty if all are
   * of one group.
   */
  public List<Double> baseline() {
    List<Double> distances = new ArrayList<>();
    for (PairExample real : training) {
      Predicate<PairExample> other = pair -> !pair.group().equals(real.group());
      if (training.stream().anyMatch(other)) {
        distances.add(nearest(real.y(), other, Double.POSITIVE_INFINITY).orElseThrow().distance());
      }
    }
    return distances.stream().sorted().toList();
  }

  /**
   * For every image of other real pairs, such as those kept back for validation, the distance to
   * the nearest training image; sorted.
   */
  public List<Double> baseline(PairSource other) {
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < other.size(); i++) {
      distances.add(of(other.example(i).y()).get(0).distance());
    }
    return distances.stream().sorted().toList();
  }

  private Optional<Neighbour> nearest(Tensor image, Predicate<PairExample> among, double distance) {
    if (!image.isFinite()) {
      throw new IllegalArgumentException("y: expected finite values, found " + image);
    }
    int size = image.shape().imageSize();
    int best = -1;
    Flip bestFlip = Flip.NONE;
    double least = distance * distance * size;
    Map<Flip, float[]> flipped = new EnumMap<>(Flip.class);
    for (Flip flip : Flip.values()) {
      flipped.put(flip, flip.of(image).toArray());
    }
    for (int i = 0; i < training.size(); i++) {
      if (among.test(training.get(i))) {
        FloatBuffer real = training.get(i).y().buffer();
        for (Map.Entry<Flip, float[]> candidate : flipped.entrySet()) {
          double squares = squares(candidate.getValue(), real, least);
          if (squares < least) {
            least = squares;
            best = i;
            bestFlip = candidate.getKey();
          }
        }
      }
    }
    return best < 0
        ? Optional.empty()
        : Optional.of(new Neighbour(best, training.get(best), bestFlip, Math.sqrt(least / size)));
  }

  /** The sum of squared differences, or something greater than the limit as soon as it is clear. */
  private static double squares(float[] a, FloatBuffer b, double limit) {
    double sum = 0;
    for (int i = 0; i < a.length && sum <= limit; i++) {
      double difference = a[i] - b.get(i);
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * Draws every generated image beside its nearest training image, which is flipped to match, and
   * their distance below.
   *
   * @param y the generated images that {@link #of} was asked about
   * @param neighbours its answer
   * @param columns couples in a row, at least 1
   * @param factor by how much every pixel is enlarged, at least 1
   */
  public static Picture draw(Tensor y, List<Neighbour> neighbours, int columns, int factor) {
    Shape shape = y.shape();
    if (neighbours.size() != shape.batch() || columns < 1) {
      throw new IllegalArgumentException(
          "neighbours, columns: expected %d and at least 1, found %d and %d"
              .formatted(shape.batch(), neighbours.size(), columns));
    }
    long height = (long) shape.height() * factor + Digits.HEIGHT + 2 * GAP;
    long width = 2L * shape.width() * factor + GAP;
    Cells cells = new Cells(shape.batch(), columns, height, width, PAIR_GAP);
    Canvas canvas = new Canvas(cells, factor);
    for (int n = 0; n < shape.batch(); n++) {
      Neighbour neighbour = neighbours.get(n);
      int top = cells.top(n);
      int left = cells.left(n);
      canvas.image(top, left, y, n);
      Tensor matched = neighbour.flip().of(neighbour.pair().y());
      canvas.image(top, left + shape.width() * factor + GAP, matched, 0);
      String distance = String.format(Locale.ROOT, "%.3f", neighbour.distance());
      Digits.write(canvas, top + shape.height() * factor + GAP, left, distance);
    }
    return canvas.picture();
  }
}
