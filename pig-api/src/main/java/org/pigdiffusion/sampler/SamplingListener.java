package org.pigdiffusion.sampler;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import org.pigdiffusion.Tensor;

/**
 * Follows a sampling run and may stop it. Called between network calls by the thread that consumes
 * the stream, or by all threads of a parallel one; {@link #isCancelled} usually reads a flag that
 * another thread sets.
 */
public interface SamplingListener {

  /** Called after each evaluation of a batch, that is of both its chains. */
  default void onEvaluation(Progress progress) {}

  /** Asked before each network call; the run stops as soon as it answers true. */
  default boolean isCancelled() {
    return false;
  }

  /** A listener that does nothing and never stops a run. */
  static SamplingListener silent() {
    return new SamplingListener() {};
  }

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
