package org.pigdiffusion.trainer;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import org.pigdiffusion.Role;

/**
 * Hears of a training run while it goes on, and can end it. Called by the thread that trains, which
 * waits for the answer.
 */
public interface TrainingListener {

  /** An optimiser step that is done. */
  final class Step {
    private final Role role;
    private final int step;
    private final int steps;
    private final double loss;
    private final double learningRate;
    private final double seconds;

    private Step(Builder builder) {
      this.role = builder.role;
      this.step = builder.step;
      this.steps = builder.steps;
      this.loss = builder.loss;
      this.learningRate = builder.learningRate;
      this.seconds = builder.seconds;
    }

    /** Starts a step of a stage; what is not set is 0. */
    public static Builder builder(Role role) {
      return new Builder(role);
    }

    /** Whose stage. */
    public Role role() {
      return role;
    }

    /** Its number, from 1. */
    public int step() {
      return step;
    }

    /** How many the stage is to have. */
    public int steps() {
      return steps;
    }

    /** The mean training loss of its batch. */
    public double loss() {
      return loss;
    }

    /** The rate it used. */
    public double learningRate() {
      return learningRate;
    }

    /** How long it took. */
    public double seconds() {
      return seconds;
    }

    private Map<String, Object> byName() {
      return ImmutableMap.of(
          "role", role,
          "step", step,
          "steps", steps,
          "loss", loss,
          "learningRate", learningRate,
          "seconds", seconds);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Step that && byName().equals(that.byName());
    }

    @Override
    public int hashCode() {
      return byName().hashCode();
    }

    @Override
    public String toString() {
      return "Step[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
    }

    /** Collects what is known of a step. Not safe to share between threads. */
    public static final class Builder {
      private final Role role;
      private int step;
      private int steps;
      private double loss;
      private double learningRate;
      private double seconds;

      private Builder(Role role) {
        this.role = role;
      }

      /** Its number, from 1, and how many the stage is to have. */
      @CanIgnoreReturnValue
      public Builder step(int number, int all) {
        this.step = number;
        this.steps = all;
        return this;
      }

      /** The mean training loss of its batch. */
      @CanIgnoreReturnValue
      public Builder loss(double value) {
        this.loss = value;
        return this;
      }

      /** The rate it used. */
      @CanIgnoreReturnValue
      public Builder learningRate(double value) {
        this.learningRate = value;
        return this;
      }

      /** How long it took. */
      @CanIgnoreReturnValue
      public Builder seconds(double value) {
        this.seconds = value;
        return this;
      }

      /** Builds the step. */
      public Step build() {
        return new Step(this);
      }
    }
  }

  /**
   * A validation that is done.
   *
   * @param role whose stage
   * @param step the steps done so far
   * @param loss the mean loss of the averaged weights on the validation pairs
   * @param best whether it is the lowest so far
   */
  record Validation(Role role, int step, double loss, boolean best) {}

  /**
   * Before the first step on images of a size, once it is known that the run can go on. A trainer
   * that begins with smaller images calls it for each size, and all stages come anew.
   *
   * @param height of the images in pixels
   * @param width of the images in pixels
   */
  default void onSize(int height, int width) {}

  /**
   * After the last step on images of a size, or after the one at which it was cancelled. A run that
   * goes on calls it also for a size that was done before.
   *
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param report what became of the stages at this size, all steps of before included
   */
  default void onSizeEnd(int height, int width, TrainingReport report) {}

  /** After each optimiser step. */
  default void onStep(Step step) {}

  /** After each validation. */
  default void onValidation(Validation validation) {}

  /**
   * Whether to stop. Asked after each step; the run then writes a checkpoint, from which it can be
   * resumed, and returns. An interrupt of the thread does the same.
   */
  default boolean isCancelled() {
    return false;
  }

  /** A listener that does nothing. */
  static TrainingListener none() {
    return new TrainingListener() {};
  }
}
