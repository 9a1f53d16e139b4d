package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an evaluation of the network leads to: a linear combination of what this and earlier
 * evaluations saw, and fresh noise.
 *
 * @param factors of the inputs, none of them 0
 * @param freshNoise factor of the fresh noise
 */
record Combination(ImmutableMap<Input, Double> factors, double freshNoise) {

  /** What an evaluation saw. */
  enum Kind {
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
   * @param lag how many evaluations ago; 0 is the present one
   */
  record Input(Kind kind, int lag) {}

  /** How many evaluations back the inputs reach. */
  int reach() {
    return factors.keySet().stream().mapToInt(Input::lag).max().orElse(0);
  }

  static Builder builder() {
    return new Builder();
  }

  /** Adds up factors. */
  static final class Builder {
    private final Map<Input, Double> factors = new LinkedHashMap<>();
    private double freshNoise;

    @CanIgnoreReturnValue
    Builder sample(int lag, double factor) {
      return add(Kind.SAMPLE, lag, factor);
    }

    @CanIgnoreReturnValue
    Builder clean(int lag, double factor) {
      return add(Kind.CLEAN, lag, factor);
    }

    @CanIgnoreReturnValue
    Builder noise(int lag, double factor) {
      return add(Kind.NOISE, lag, factor);
    }

    @CanIgnoreReturnValue
    Builder freshNoise(double factor) {
      freshNoise = factor;
      return this;
    }

    @CanIgnoreReturnValue
    private Builder add(Kind kind, int lag, double factor) {
      factors.merge(new Input(kind, lag), factor, Double::sum);
      return this;
    }

    Combination build() {
      return new Combination(
          ImmutableMap.copyOf(Maps.filterValues(factors, factor -> factor != 0)), freshNoise);
    }
  }
}
