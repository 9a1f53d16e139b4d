package org.pigdiffusion.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.NearestNeighbours;
import org.pigdiffusion.picture.NearestNeighbours.Neighbour;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.trainer.PairSource;

/**
 * Whether sampled images are copies of training images. Each is compared with the training image
 * that is nearest to it; how near real images come that no model has seen says what is suspicious.
 * Immutable and thread-safe.
 */
public final class CopySearch {
  private static final int COLUMNS = 4;
  private static final int FACTOR = 2;

  private final Tensor images;
  private final List<Neighbour> nearest;
  private final List<Double> unseen;

  private CopySearch(Tensor images, List<Neighbour> nearest, List<Double> unseen) {
    this.images = images;
    this.nearest = List.copyOf(nearest);
    this.unseen = List.copyOf(unseen);
  }

  /**
   * Searches for copies.
   *
   * @param images the sampled images, {@code [n, c, h, w]}, of the size of the training images
   * @param training what the models learnt from
   * @param unseen real pairs of other patients, which the models did not learn from; may be none
   */
  public static CopySearch of(Tensor images, PairSource training, PairSource unseen) {
    NearestNeighbours search = NearestNeighbours.among(training);
    return new CopySearch(images, search.of(images), search.baseline(unseen));
  }

  /** The training image nearest to each sampled image, in their order. */
  public List<Neighbour> nearest() {
    return nearest;
  }

  /** The distance of each sampled image to the training image nearest to it, in their order. */
  public List<Double> distances() {
    return nearest.stream().map(Neighbour::distance).toList();
  }

  /** The distances of the unseen real images to the training images nearest to them, sorted. */
  public List<Double> unseenDistances() {
    return unseen;
  }

  /**
   * Draws the sampled images that are nearest to a training image, each beside it: if any is a
   * copy, it is among them.
   *
   * @param most how many to draw at most, at least 1
   */
  public Picture draw(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most: expected at least 1, found " + most);
    }
    List<Integer> order =
        IntStream.range(0, nearest.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> nearest.get(i).distance()))
            .limit(most)
            .toList();
    return NearestNeighbours.draw(
        Tensor.concatBatch(order.stream().map(i -> images.slice(i, i + 1)).toList()),
        order.stream().map(nearest::get).toList(),
        COLUMNS,
        FACTOR);
  }
}
