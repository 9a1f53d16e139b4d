package org.pigdiffusion.trainer;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;

/**
 * The settings of Adam (Kingma and Ba 2014), of the clipping of the gradient, and of a running mean
 * of the weights.
 */
public final class Optimiser {
  private final double learningRate;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double clipNorm;
  private final double averageDecay;

  private Optimiser(Builder builder) {
    this.learningRate = builder.learningRate;
    this.beta1 = builder.beta1;
    this.beta2 = builder.beta2;
    this.epsilon = builder.epsilon;
    this.clipNorm = builder.clipNorm;
    this.averageDecay = builder.averageDecay;
    Checks.require(
        learningRate > 0 && Double.isFinite(learningRate), "learningRate", "above 0", learningRate);
    Checks.require(isDecay(beta1), "beta1", "in [0,1)", beta1);
    Checks.require(isDecay(beta2), "beta2", "in [0,1)", beta2);
    Checks.require(epsilon > 0, "epsilon", "above 0", epsilon);
    Checks.require(clipNorm > 0, "clipNorm", "above 0", clipNorm);
    Checks.require(isDecay(averageDecay), "averageDecay", "in [0,1)", averageDecay);
  }

  /** Starts from {@link #standard}. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.learningRate = learningRate;
    builder.beta1 = beta1;
    builder.beta2 = beta2;
    builder.epsilon = epsilon;
    builder.clipNorm = clipNorm;
    builder.averageDecay = averageDecay;
    return builder;
  }

  /** Above 0. */
  public double learningRate() {
    return learningRate;
  }

  /** Decay of the first moment, in [0, 1). */
  public double beta1() {
    return beta1;
  }

  /** Decay of the second moment, in [0, 1). */
  public double beta2() {
    return beta2;
  }

  /** Added to the root of the second moment, above 0. */
  public double epsilon() {
    return epsilon;
  }

  /**
   * The norm to which the whole gradient is clipped: a longer gradient is scaled down to it. Above
   * 0; infinity for no clipping.
   */
  public double clipNorm() {
    return clipNorm;
  }

  /**
   * Decay of the exponential moving average of the weights (EMA), in [0, 1); after n steps at most
   * {@code (1 + n) / (10 + n)}, so that it soon forgets the start.
   */
  public double averageDecay() {
    return averageDecay;
  }

  private static boolean isDecay(double value) {
    return value >= 0 && value < 1;
  }

  /** Rate 2e-4, betas 0.9 and 0.999, epsilon 1e-8, norm at most 1, average decay 0.999. */
  public static Optimiser standard() {
    return builder().build();
  }

  private Map<String, Object> byName() {
    return ImmutableMap.of(
        "learningRate", learningRate,
        "beta1", beta1,
        "beta2", beta2,
        "epsilon", epsilon,
        "clipNorm", clipNorm,
        "averageDecay", averageDecay);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Optimiser that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "Optimiser[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects the settings. Not safe to share between threads. */
  public static final class Builder {
    private double learningRate = 2e-4;
    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double epsilon = 1e-8;
    private double clipNorm = 1;
    private double averageDecay = 0.999;

    private Builder() {}

    /** Above 0; 2e-4 unless set. */
    @CanIgnoreReturnValue
    public Builder learningRate(double value) {
      this.learningRate = value;
      return this;
    }

    /** Decays of the two moments, in [0, 1); 0.9 and 0.999 unless set. */
    @CanIgnoreReturnValue
    public Builder betas(double first, double second) {
      this.beta1 = first;
      this.beta2 = second;
      return this;
    }

    /** Added to the root of the second moment, above 0; 1e-8 unless set. */
    @CanIgnoreReturnValue
    public Builder epsilon(double value) {
      this.epsilon = value;
      return this;
    }

    /**
     * The norm to which the whole gradient is clipped: a longer gradient is scaled down to it.
     * Above 0; 1 unless set, infinity for no clipping.
     */
    @CanIgnoreReturnValue
    public Builder clipNorm(double value) {
      this.clipNorm = value;
      return this;
    }

    /** Decay of the running mean of the weights, in [0, 1); 0.999 unless set. */
    @CanIgnoreReturnValue
    public Builder averageDecay(double value) {
      this.averageDecay = value;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Optimiser build() {
      return new Optimiser(this);
    }
  }
}
