package org.pigdiffusion.sampler;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;

/** A batch of sampled pairs. */
public final class PairBatch {
  private final long firstIndex;
  private final Tensor x;
  private final Tensor y;
  private final Tensor annotation;
  private final List<Calls> calls;
  private final List<TrajectoryPoint> trajectory;
  private final Provenance provenance;

  private PairBatch(Builder builder) {
    this.firstIndex = builder.firstIndex;
    this.x = builder.x;
    this.y = builder.y;
    this.annotation = builder.annotation;
    this.calls = builder.calls;
    this.trajectory = builder.trajectory;
    this.provenance = builder.provenance;
    y.requireShape("y", x.shape().withChannels(y.shape().channels()));
    annotation.requireShape("annotation", x.shape());
    if (!calls.isEmpty() && calls.size() != size()) {
      throw new IllegalArgumentException(
          "calls: expected none or those of %d pairs, found those of %d"
              .formatted(size(), calls.size()));
    }
    if (firstIndex < 0) {
      throw new IllegalArgumentException("firstIndex: expected at least 0, found " + firstIndex);
    }
  }

  /** Starts a batch of guides, targets, finished guides, and where they come from. */
  public static Builder builder(Tensor x, Tensor y, Tensor annotation, Provenance provenance) {
    return new Builder(x, y, annotation, provenance);
  }

  /** Number of the first pair; the others follow it. */
  public long firstIndex() {
    return firstIndex;
  }

  /** The guides as sampled, {@code [n, cx, h, w]}, about [-1, 1]: a model may exceed that. */
  public Tensor x() {
    return x;
  }

  /** The targets as sampled, {@code [n, cy, h, w]}, about [-1, 1]: a model may exceed that. */
  public Tensor y() {
    return y;
  }

  /** The guides finished: after the sampler's annotation transform. */
  public Tensor annotation() {
    return annotation;
  }

  /**
   * The targets finished: clamped to [-1, 1], the range of the images that were learnt from. Values
   * beyond it are in no picture, and mislead what learns from the images or measures them.
   */
  public Tensor image() {
    return y.clamp(-1, 1);
  }

  /** How often the networks were called for each pair. */
  public List<Calls> calls() {
    return calls;
  }

  /** The evaluations that the request asked to keep, the noisiest first. */
  public List<TrajectoryPoint> trajectory() {
    return trajectory;
  }

  /** How to make the batch again. */
  public Provenance provenance() {
    return provenance;
  }

  /** The number of pairs. */
  public int size() {
    return y.shape().batch();
  }

  /** The pairs one by one. */
  public List<Pair> pairs() {
    Tensor image = image();
    return IntStream.range(0, size())
        .mapToObj(i -> new Pair(firstIndex + i, annotation.slice(i, i + 1), image.slice(i, i + 1)))
        .toList();
  }

  private Map<String, Object> byName() {
    return ImmutableMap.of(
        "firstIndex", firstIndex,
        "x", x,
        "y", y,
        "annotation", annotation,
        "calls", calls,
        "trajectory", trajectory,
        "provenance", provenance);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairBatch that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "PairBatch[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects a batch. Not safe to share between threads. */
  public static final class Builder {
    private long firstIndex;
    private final Tensor x;
    private final Tensor y;
    private final Tensor annotation;
    private List<Calls> calls = List.of();
    private List<TrajectoryPoint> trajectory = List.of();
    private final Provenance provenance;

    private Builder(Tensor x, Tensor y, Tensor annotation, Provenance provenance) {
      this.x = x;
      this.y = y;
      this.annotation = annotation;
      this.provenance = provenance;
    }

    /** Number of the first pair, at least 0; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder firstIndex(long index) {
      this.firstIndex = index;
      return this;
    }

    /** How often the networks were called for each pair; empty unless set. */
    @CanIgnoreReturnValue
    public Builder calls(List<Calls> ofEachPair) {
      this.calls = List.copyOf(ofEachPair);
      return this;
    }

    /** The evaluations kept, the noisiest first; empty unless set. */
    @CanIgnoreReturnValue
    public Builder trajectory(List<TrajectoryPoint> kept) {
      this.trajectory = List.copyOf(kept);
      return this;
    }

    /**
     * Builds the batch.
     *
     * @throws IllegalArgumentException if the tensors are not of the same pairs and size, the calls
     *     not of as many pairs, or the first number is below 0
     */
    public PairBatch build() {
      return new PairBatch(this);
    }
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
   * One image and its annotation, both finished.
   *
   * @param index the pair's number
   * @param annotation {@code [1, cx, h, w]}
   * @param image {@code [1, cy, h, w]}, in [-1, 1]
   */
  public record Pair(long index, Tensor annotation, Tensor image) {}
}
