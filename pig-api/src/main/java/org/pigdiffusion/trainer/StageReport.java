package org.pigdiffusion.trainer;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** What became of one stage. */
public final class StageReport {
  private final Role role;
  private final UNetConfig network;
  private final Weights weights;
  private final int steps;
  private final int bestStep;
  private final double bestLoss;
  private final StopReason reason;
  private final int coarseFirst;
  private final Optional<ImageSize> trainedSize;
  private final List<LossPoint> trainingLoss;
  private final List<LossPoint> validationLoss;

  private StageReport(Builder builder) {
    this.role = builder.role;
    this.network = builder.network;
    this.weights = builder.weights;
    this.steps = builder.steps;
    this.bestStep = builder.bestStep;
    this.bestLoss = builder.bestLoss;
    this.reason = builder.reason;
    this.coarseFirst = builder.coarseFirst;
    this.trainedSize = builder.trainedSize;
    this.trainingLoss = builder.trainingLoss;
    this.validationLoss = builder.validationLoss;
  }

  /** Starts the report of a stage of no steps. */
  public static Builder builder(Role role, UNetConfig network, Weights weights, StopReason reason) {
    return new Builder(role, network, weights, reason);
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder(role, network, weights, reason);
    builder.steps = steps;
    builder.bestStep = bestStep;
    builder.bestLoss = bestLoss;
    builder.coarseFirst = coarseFirst;
    builder.trainedSize = trainedSize;
    builder.trainingLoss = trainingLoss;
    builder.validationLoss = validationLoss;
    return builder;
  }

  /** Whose stage. */
  public Role role() {
    return role;
  }

  /** The settings of its network. */
  public UNetConfig network() {
    return network;
  }

  /**
   * The averaged weights (EMA) of the best validation, or the latest before the first validation,
   * or those that were given.
   */
  public Weights weights() {
    return weights;
  }

  /** The optimiser steps done. */
  public int steps() {
    return steps;
  }

  /** The step of the best validation, 0 before the first. */
  public int bestStep() {
    return bestStep;
  }

  /** Its loss, infinite before the first. */
  public double bestLoss() {
    return bestLoss;
  }

  /** Why it ended. */
  public StopReason reason() {
    return reason;
  }

  /** How many smaller sizes the network learnt before this one; 0 if it began at this size. */
  public int coarseFirst() {
    return coarseFirst;
  }

  /** The size of the images that it learnt from; empty if it was given and does not tell. */
  public Optional<ImageSize> trainedSize() {
    return trainedSize;
  }

  /** The loss of every step. */
  public List<LossPoint> trainingLoss() {
    return trainingLoss;
  }

  /** The loss of every validation. */
  public List<LossPoint> validationLoss() {
    return validationLoss;
  }

  private Map<String, Object> byName() {
    return ImmutableMap.<String, Object>builder()
        .put("role", role)
        .put("network", network)
        .put("weights", weights)
        .put("steps", steps)
        .put("bestStep", bestStep)
        .put("bestLoss", bestLoss)
        .put("reason", reason)
        .put("coarseFirst", coarseFirst)
        .put("trainedSize", trainedSize)
        .put("trainingLoss", trainingLoss)
        .put("validationLoss", validationLoss)
        .buildOrThrow();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StageReport that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "StageReport[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects what a report says. Not safe to share between threads. */
  public static final class Builder {
    private final Role role;
    private final UNetConfig network;
    private final Weights weights;
    private int steps;
    private int bestStep;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private final StopReason reason;
    private int coarseFirst;
    private Optional<ImageSize> trainedSize = Optional.empty();
    private List<LossPoint> trainingLoss = List.of();
    private List<LossPoint> validationLoss = List.of();

    private Builder(Role role, UNetConfig network, Weights weights, StopReason reason) {
      this.role = role;
      this.network = network;
      this.weights = weights;
      this.reason = reason;
    }

    /** The optimiser steps done; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder steps(int done) {
      this.steps = done;
      return this;
    }

    /** The best validation; none unless set. */
    @CanIgnoreReturnValue
    public Builder best(int step, double loss) {
      this.bestStep = step;
      this.bestLoss = loss;
      return this;
    }

    /** How many smaller sizes the network learnt before this one; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder coarseFirst(int sizes) {
      this.coarseFirst = sizes;
      return this;
    }

    /** The size of the images that it learnt from; not told unless set. */
    @CanIgnoreReturnValue
    public Builder trainedSize(ImageSize images) {
      this.trainedSize = Optional.of(images);
      return this;
    }

    /** The loss of every step; empty unless set. */
    @CanIgnoreReturnValue
    public Builder trainingLoss(List<LossPoint> points) {
      this.trainingLoss = List.copyOf(points);
      return this;
    }

    /** The loss of every validation; empty unless set. */
    @CanIgnoreReturnValue
    public Builder validationLoss(List<LossPoint> points) {
      this.validationLoss = List.copyOf(points);
      return this;
    }

    /** Builds the report. */
    public StageReport build() {
      return new StageReport(this);
    }
  }
}
