package org.pigdiffusion.examples.common;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.TrainingListener;

/** Takes the time of the steps of a pair's training, and of the validations after them. */
public final class StepTimer implements TrainingListener {
  /** Steps of each stage that should be timed. */
  public static final int TIMED = 24;

  /** The first of them are slower, until all code is compiled. */
  private static final int LEFT_OUT = 8;

  private final Map<Role, List<Double>> steps = new EnumMap<>(Role.class);
  private final Map<Role, Double> validation = new EnumMap<>(Role.class);
  private long stepEnded = System.nanoTime();

  @Override
  public void onStep(Step step) {
    steps.computeIfAbsent(step.role(), role -> new ArrayList<>()).add(step.seconds());
    stepEnded = System.nanoTime();
  }

  @Override
  public void onValidation(Validation validated) {
    validation.put(validated.role(), (System.nanoTime() - stepEnded) / 1e9);
  }

  /** A step of each stage, with its share of a validation. */
  public double secondsOfStep(int validateEvery) {
    return steps.keySet().stream()
        .mapToDouble(role -> median(role) + secondsOfValidation(role) / validateEvery)
        .sum();
  }

  /** A step of one stage. */
  public double secondsOfStep(Role role) {
    return median(role);
  }

  /** A validation of one stage. */
  public double secondsOfValidation(Role role) {
    return validation.getOrDefault(role, 0.0);
  }

  private double median(Role role) {
    return median(steps.get(role));
  }

  /** The median of what steps took, in seconds, but for the first, which are slower. */
  public static double median(List<Double> all) {
    List<Double> sorted =
        all.subList(Math.min(LEFT_OUT, all.size() - 1), all.size()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** What a step of each stage takes, in a sentence without its full stop. */
  public String told() {
    return steps.keySet().stream()
        .map(role -> "a step of stage %s takes %.3f seconds".formatted(role, median(role)))
        .reduce((one, other) -> one + ", " + other)
        .map(text -> "A" + text.substring(1))
        .orElseThrow();
  }
}
