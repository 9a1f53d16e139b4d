package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;

/** A policy that is a rule and its name. Two are equal if their names are. */
record NamedRefresh(String description, boolean extrapolates, Predicate<Moment> rule)
    implements GuideRefresh {
  static final GuideRefresh ALWAYS = holding("always", moment -> true);

  private static GuideRefresh holding(String description, Predicate<Moment> rule) {
    return new NamedRefresh(description, false, rule);
  }

  static GuideRefresh every(int evaluations) {
    requireAtLeastOne(evaluations);
    return holding("every(" + evaluations + ")", moment -> moment.age() >= evaluations);
  }

  static GuideRefresh whileChanging(double threshold) {
    if (!(threshold >= 0 && Double.isFinite(threshold))) {
      throw new IllegalArgumentException(
          "threshold: expected a finite number from 0, found " + threshold);
    }
    return holding(
        "whileChanging(" + unsigned(threshold) + ")", moment -> moment.change() > threshold);
  }

  static GuideRefresh noiseLevelWithin(double least, double most) {
    if (!(0 <= least && least <= most && most <= 1)) {
      throw new IllegalArgumentException(
          "noise level: expected 0 <= least <= most <= 1, found [%s,%s]".formatted(least, most)
              + " (that of a sigma is sigma / sqrt(1 + sigma^2))");
    }
    return holding(
        "noiseLevelWithin(" + unsigned(least) + "," + unsigned(most) + ")",
        moment -> least <= moment.noiseLevel() && moment.noiseLevel() <= most);
  }

  static GuideRefresh frozenAfter(int evaluations) {
    requireAtLeastOne(evaluations);
    return holding("frozenAfter(" + evaluations + ")", moment -> moment.evaluation() < evaluations);
  }

  static GuideRefresh and(GuideRefresh one, GuideRefresh other) {
    return new NamedRefresh(
        "and(" + one.description() + "," + requireNonNull(other, "other").description() + ")",
        one.extrapolates() || other.extrapolates(),
        moment -> one.isDue(moment) && other.isDue(moment));
  }

  static GuideRefresh or(GuideRefresh one, GuideRefresh other) {
    return new NamedRefresh(
        "or(" + one.description() + "," + requireNonNull(other, "other").description() + ")",
        one.extrapolates() || other.extrapolates(),
        moment -> one.isDue(moment) || other.isDue(moment));
  }

  static GuideRefresh extrapolating(GuideRefresh policy) {
    return new NamedRefresh("extrapolating(" + policy.description() + ")", true, policy::isDue);
  }

  /** Without the sign of -0.0, so that one policy has one name. */
  private static double unsigned(double number) {
    return number + 0.0;
  }

  private static void requireAtLeastOne(int evaluations) {
    if (evaluations < 1) {
      throw new IllegalArgumentException("evaluations: expected at least 1, found " + evaluations);
    }
  }

  @Override
  public boolean isDue(Moment moment) {
    return rule.test(moment);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamedRefresh that && description.equals(that.description);
  }

  @Override
  public int hashCode() {
    return description.hashCode();
  }

  @Override
  public String toString() {
    return description;
  }
}
