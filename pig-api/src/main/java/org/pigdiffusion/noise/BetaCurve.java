package org.pigdiffusion.noise;

import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;
import com.google.common.primitives.Doubles;

/** The published courses of beta, by name, each with the settings that it takes. */
enum BetaCurve {
  LINEAR(2) {
    @Override
    double beta(int t, int steps, double... settings) {
      return between(t, steps, settings[0], settings[1]);
    }
  },
  SCALED_LINEAR(2) {
    @Override
    double beta(int t, int steps, double... settings) {
      double root = between(t, steps, Math.sqrt(settings[0]), Math.sqrt(settings[1]));
      return root * root;
    }
  },
  SIGMOID(2) {
    @Override
    double beta(int t, int steps, double... settings) {
      double share = 1 / (1 + Math.exp(-between(t, steps, -6, 6)));
      return settings[0] + share * (settings[1] - settings[0]);
    }
  },
  COSINE(0) {
    @Override
    double beta(int t, int steps, double... settings) {
      double after = squaredCosine((t + 1.0) / steps);
      return Math.min(1 - after / squaredCosine((double) t / steps), 0.999);
    }
  },
  CONSTANT(1) {
    @Override
    double beta(int t, int steps, double... settings) {
      return settings[0];
    }
  },
  JSD(0) {
    @Override
    double beta(int t, int steps, double... settings) {
      return 1.0 / (steps - t);
    }
  },
  /** Every beta given. */
  BETAS(-1) {
    @Override
    double beta(int t, int steps, double... settings) {
      return settings[t];
    }
  };

  /** Far above any in use: a description read from a file must not exhaust the memory. */
  private static final int MOST_STEPS = 1_000_000;

  /**
   * How many settings follow the number of time steps; -1 if the settings are the betas themselves.
   */
  private final int settingCount;

  BetaCurve(int settingCount) {
    this.settingCount = settingCount;
  }

  abstract double beta(int t, int steps, double... settings);

  /** The name in descriptions: {@code scaledLinear}. */
  String label() {
    return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, name());
  }

  static BetaCurve labelled(String label) {
    for (BetaCurve curve : values()) {
      if (Ascii.equalsIgnoreCase(curve.label(), label)) {
        return curve;
      }
    }
    throw new IllegalArgumentException("noise schedule: expected a known name, found " + label);
  }

  NoiseSchedule schedule(int timeSteps, double... settings) {
    if (timeSteps < 1 || timeSteps > MOST_STEPS) {
      throw new IllegalArgumentException(
          "timeSteps: expected in [1,%d], found %d".formatted(MOST_STEPS, timeSteps));
    }
    double[] betas = new double[timeSteps];
    for (int t = 0; t < timeSteps; t++) {
      betas[t] = beta(t, timeSteps, settings);
    }
    String head = settingCount < 0 ? "" : settings.length == 0 ? "" + timeSteps : timeSteps + ",";
    return NoiseSchedule.fromBetas(label() + "(" + head + Doubles.join(",", settings) + ")", betas);
  }

  /** The schedule of the numbers in a description's brackets. */
  NoiseSchedule schedule(double... numbers) {
    if (settingCount < 0) {
      return schedule(numbers.length, numbers);
    }
    if (numbers.length != settingCount + 1 || numbers[0] != Math.rint(numbers[0])) {
      throw new IllegalArgumentException(
          "noise schedule %s: expected a whole number of time steps and %d settings, found %s"
              .formatted(label(), settingCount, Doubles.join(",", numbers)));
    }
    double[] settings = Doubles.toArray(Doubles.asList(numbers).subList(1, numbers.length));
    return schedule((int) numbers[0], settings);
  }

  private static double between(int t, int steps, double first, double last) {
    return steps == 1 ? first : first + (last - first) * t / (steps - 1);
  }

  private static double squaredCosine(double share) {
    double cosine = Math.cos((share + 0.008) / 1.008 * Math.PI / 2);
    return cosine * cosine;
  }
}
