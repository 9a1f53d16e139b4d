package org.pigdiffusion.sampler;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.Map;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;

/**
 * Follows a sampling run and may stop it: all that a progress bar, a log or a metrics registry
 * needs.
 *
 * <p>Threads: whoever computes a batch calls all methods about it, one after the other: {@link
 * #onBatchBegun}, then for each evaluation {@link #onCall} for every call of a network and {@link
 * #onEvaluation}, at last {@link #onBatchEnded}. That is the thread which consumes the stream. A
 * parallel stream has several such threads, each with a batch of its own, so its listener must be
 * safe to share between threads. {@link #isCancelled} usually reads a flag that another thread
 * sets.
 *
 * <p>The run waits for its listener, so answer soon. An exception that a method throws ends the
 * run, as one of a network does.
 */
public interface SamplingListener {

  /**
   * Called before anything of a batch is computed.
   *
   * @param firstIndex number of its first pair
   * @param size its pairs
   */
  default void onBatchBegun(long firstIndex, int size) {}

  /** Called after each call of a network that gave a prediction. */
  default void onCall(Call call) {}

  /** Called after each evaluation of a batch, that is of both its chains. */
  default void onEvaluation(Progress progress) {}

  /**
   * Called once for each batch that was begun, whatever became of it.
   *
   * @param firstIndex number of its first pair
   * @param size its pairs
   * @param finished whether its pairs are done; false after a failure or a cancelled run
   */
  default void onBatchEnded(long firstIndex, int size, boolean finished) {}

  /** Asked before each network call; the run stops as soon as it answers true. */
  default boolean isCancelled() {
    return false;
  }

  /** A listener that tells this one and then another, and stops the run as soon as either does. */
  default SamplingListener and(SamplingListener other) {
    return new BothListeners(this, other);
  }

  /** A listener that does nothing and never stops a run. */
  static SamplingListener silent() {
    return new SamplingListener() {};
  }

  /**
   * One call of a network.
   *
   * @param role which network
   * @param images how many images it was called for: those of a batch, or fewer where {@link
   *     GuideRefresh} made model x due for some pairs alone
   * @param time how long it took, waiting for other calls of the same engine included
   */
  record Call(Role role, int images, Duration time) {}

  /** How far a run is. */
  final class Progress {
    private final long finishedPairs;
    private final long pairs;
    private final int finishedEvaluations;
    private final int evaluations;
    private final Tensor xClean;
    private final Tensor yClean;

    private Progress(Builder builder) {
      this.finishedPairs = builder.finishedPairs;
      this.pairs = builder.pairs;
      this.finishedEvaluations = builder.finishedEvaluations;
      this.evaluations = builder.evaluations;
      this.xClean = builder.xClean;
      this.yClean = builder.yClean;
    }

    /** Starts from the clean estimates of a batch, of guide and target. */
    public static Builder builder(Tensor xClean, Tensor yClean) {
      return new Builder(xClean, yClean);
    }

    /** Pairs of all batches that are finished. */
    public long finishedPairs() {
      return finishedPairs;
    }

    /** Pairs asked for. */
    public long pairs() {
      return pairs;
    }

    /** Evaluations done in the batch that this is about, from 1. */
    public int finishedEvaluations() {
      return finishedEvaluations;
    }

    /** All evaluations of a batch. */
    public int evaluations() {
      return evaluations;
    }

    /** The guide's clean estimate x0hat of that batch: a preview, free to keep. */
    public Tensor xClean() {
      return xClean;
    }

    /** The target's clean estimate y0hat of that batch. */
    public Tensor yClean() {
      return yClean;
    }

    private Map<String, Object> byName() {
      return ImmutableMap.of(
          "finishedPairs", finishedPairs,
          "pairs", pairs,
          "finishedEvaluations", finishedEvaluations,
          "evaluations", evaluations,
          "xClean", xClean,
          "yClean", yClean);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Progress that && byName().equals(that.byName());
    }

    @Override
    public int hashCode() {
      return byName().hashCode();
    }

    @Override
    public String toString() {
      return "Progress[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
    }

    /** Collects how far a run is. Not safe to share between threads. */
    public static final class Builder {
      private long finishedPairs;
      private long pairs;
      private int finishedEvaluations;
      private int evaluations;
      private final Tensor xClean;
      private final Tensor yClean;

      private Builder(Tensor xClean, Tensor yClean) {
        this.xClean = xClean;
        this.yClean = yClean;
      }

      /** Pairs of all finished batches, and pairs asked for. */
      @CanIgnoreReturnValue
      public Builder pairs(long finished, long all) {
        this.finishedPairs = finished;
        this.pairs = all;
        return this;
      }

      /** Evaluations done in this batch, and all of it. */
      @CanIgnoreReturnValue
      public Builder evaluations(int finished, int all) {
        this.finishedEvaluations = finished;
        this.evaluations = all;
        return this;
      }

      /** Builds the progress. */
      public Progress build() {
        return new Progress(this);
      }
    }
  }
}
