package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an evaluation of the network leads to: a linear combination of what this and earlier
 * evaluations saw, and fresh noise. Immutable.
 *
 * @param factors of the inputs, finite, in the order in which they are added up
 * @param freshNoise factor of the fresh noise, finite, at least 0
 */
public record Combination(Map<Input, Double> factors, double freshNoise) {

  /** Copies the factors, and checks them. */
  public Combination {
    factors = ImmutableMap.copyOf(factors);
    if (!factors.values().stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("factors: expected finite numbers, found " + factors);
    }
    if (!(freshNoise >= 0 && Double.isFinite(freshNoise))) {
      throw new IllegalArgumentException(
          "freshNoise: expected a finite number from 0, found " + freshNoise);
    }
  }

  /** What an evaluation saw. */
  public enum Kind {
    /** The sample that entered it. */
    SAMPLE,
    /** The clean estimate, thresholded. */
    CLEAN,
    /** The noise estimate, the network's even if the clean estimate was thresholded. */
    NOISE
  }

  /**
   * One input.
   *
   * @param kind what of an evaluation
   * @param lag how many evaluations ago, at least 0, which is the present one
   */
  public record Input(Kind kind, int lag) {
    /** Checks the lag. */
    public Input {
      if (lag < 0) {
        throw new IllegalArgumentException("lag: expected at least 0, found " + lag);
      }
    }
  }

  /** How many evaluations back the inputs reach. */
  int reach() {
    return factors.keySet().stream().mapToInt(Input::lag).max().orElse(0);
  }

  /** Begins with nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** Adds up factors; those that come to 0 are left out. Each {@code lag} is at least 0. */
  public static final class Builder {
    private final Map<Input, Double> factors = new LinkedHashMap<>();
    private double freshNoise;

    private Builder() {}

    /** The sample that entered the evaluation so many ago, times a factor. */
    @CanIgnoreReturnValue
    public Builder sample(int lag, double factor) {
      return add(Kind.SAMPLE, lag, factor);
    }

    /** Its clean estimate, times a factor. */
    @CanIgnoreReturnValue
    public Builder clean(int lag, double factor) {
      return add(Kind.CLEAN, lag, factor);
    }

    /** Its noise estimate, times a factor. */
    @CanIgnoreReturnValue
    public Builder noise(int lag, double factor) {
      return add(Kind.NOISE, lag, factor);
    }

    /** Fresh standard normal noise, times a factor; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder freshNoise(double factor) {
      freshNoise = factor;
      return this;
    }

    @CanIgnoreReturnValue
    private Builder add(Kind kind, int lag, double factor) {
      factors.merge(new Input(kind, lag), factor, Double::sum);
      return this;
    }

    /** The combination. */
    public Combination build() {
      return new Combination(
          ImmutableMap.copyOf(Maps.filterValues(factors, factor -> factor != 0)), freshNoise);
    }
  }
}
