package org.pigdiffusion.sampler;

import java.util.function.Predicate;

/** A policy that is a rule and its name. Two are equal if their names are. */
record NamedRefresh(String description, boolean extrapolates, Predicate<Moment> rule)
    implements GuideRefresh {
  static final GuideRefresh ALWAYS = holding("always", moment -> true);

  private static GuideRefresh holding(String description, Predicate<Moment> rule) {
    return new NamedRefresh(description, false, rule);
  }

  static GuideRefresh every(int steps) {
    requireAtLeastOne(steps);
    return holding("every(" + steps + ")", moment -> moment.age() >= steps);
  }

  static GuideRefresh whileChanging(double threshold) {
    if (!(threshold >= 0 && Double.isFinite(threshold))) {
      throw new IllegalArgumentException(
          "threshold: expected a finite number from 0, found " + threshold);
    }
    return holding("whileChanging(" + threshold + ")", moment -> moment.change() > threshold);
  }

  static GuideRefresh within(double least, double most) {
    if (!(0 <= least && least <= most && most <= 1)) {
      throw new IllegalArgumentException(
          "noise level: expected 0 <= least <= most <= 1, found [" + least + "," + most + "]");
    }
    return holding(
        "within(" + least + "," + most + ")",
        moment -> least <= moment.noiseLevel() && moment.noiseLevel() <= most);
  }

  static GuideRefresh frozenAfter(int steps) {
    requireAtLeastOne(steps);
    return holding("frozenAfter(" + steps + ")", moment -> moment.step() < steps);
  }

  static GuideRefresh and(GuideRefresh one, GuideRefresh other) {
    return new NamedRefresh(
        "and(" + one.description() + "," + other.description() + ")",
        one.extrapolates() || other.extrapolates(),
        moment -> one.isDue(moment) && other.isDue(moment));
  }

  static GuideRefresh or(GuideRefresh one, GuideRefresh other) {
    return new NamedRefresh(
        "or(" + one.description() + "," + other.description() + ")",
        one.extrapolates() || other.extrapolates(),
        moment -> one.isDue(moment) || other.isDue(moment));
  }

  static GuideRefresh extrapolating(GuideRefresh policy) {
    return new NamedRefresh("extrapolating(" + policy.description() + ")", true, policy::isDue);
  }

  private static void requireAtLeastOne(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected at least 1, found " + steps);
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
