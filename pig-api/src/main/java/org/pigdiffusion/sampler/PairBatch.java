package org.pigdiffusion.sampler;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;

/**
 * A batch of sampled pairs.
 *
 * @param firstIndex number of the first pair; the others follow it
 * @param x the guides as sampled, {@code [n, cx, h, w]}, about [-1, 1]
 * @param y the targets, {@code [n, cy, h, w]}, about [-1, 1]
 * @param annotation the guides finished: after the sampler's annotation transform
 * @param calls how often the networks were called for each pair
 * @param trajectory the evaluations that the request asked to keep, the noisiest first
 * @param provenance how to make the batch again
 */
public record PairBatch(
    long firstIndex,
    Tensor x,
    Tensor y,
    Tensor annotation,
    ImmutableList<Calls> calls,
    ImmutableList<TrajectoryPoint> trajectory,
    Provenance provenance) {

  /** The number of pairs. */
  public int size() {
    return y.shape().batch();
  }

  /** The pairs one by one. */
  public ImmutableList<Pair> pairs() {
    return IntStream.range(0, size())
        .mapToObj(i -> new Pair(firstIndex + i, annotation.slice(i, i + 1), y.slice(i, i + 1)))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * How often the two networks were called for one pair.
   *
   * @param x calls of model x: the evaluations at which the request's {@link GuideRefresh} made it
   *     due; 0 if x was fixed
   * @param y calls of model y: all evaluations
   */
  public record Calls(int x, int y) {}

  /**
   * One image and its annotation.
   *
   * @param index the pair's number
   * @param annotation {@code [1, cx, h, w]}
   * @param image {@code [1, cy, h, w]}, about [-1, 1]
   */
  public record Pair(long index, Tensor annotation, Tensor image) {}
}
