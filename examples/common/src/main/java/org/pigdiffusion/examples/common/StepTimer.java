package org.pigdiffusion.examples.common;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.TrainingListener;

/** Takes the time of the steps of a pair's training, and of the validations after them. */
public final class StepTimer implements TrainingListener {
  /** Steps of each stage that should be timed. */
  public static final int TIMED = 24;

  /** The first of them are slower, until all code is compiled. */
  private static final int LEFT_OUT = 8;

  private final Map<Stage, List<Double>> steps = new LinkedHashMap<>();
  private final Map<Stage, Double> validation = new HashMap<>();
  private String size = "";
  private long stepEnded = System.nanoTime();

  /** The training of one model on images of one size. */
  private record Stage(String size, Role role) {}

  @Override
  public void onSize(int height, int width) {
    size = " at %dx%d".formatted(height, width);
  }

  @Override
  public void onStep(Step step) {
    steps
        .computeIfAbsent(new Stage(size, step.role()), stage -> new ArrayList<>())
        .add(step.seconds());
    stepEnded = System.nanoTime();
  }

  @Override
  public void onValidation(Validation validated) {
    validation.put(new Stage(size, validated.role()), (System.nanoTime() - stepEnded) / 1e9);
  }

  /** A step of each model at each size, with its share of a validation. */
  public double secondsOfStep(int validateEvery) {
    return Arrays.stream(Role.values())
        .mapToDouble(role -> secondsOfStep(role) + secondsOfValidation(role) / validateEvery)
        .sum();
  }

  /** A step of one model at each size. */
  public double secondsOfStep(Role role) {
    return ofRole(role).mapToDouble(stage -> median(steps.get(stage))).sum();
  }

  /** A validation of one model at each size. */
  public double secondsOfValidation(Role role) {
    return ofRole(role).mapToDouble(stage -> validation.getOrDefault(stage, 0.0)).sum();
  }

  private Stream<Stage> ofRole(Role role) {
    return steps.keySet().stream().filter(stage -> stage.role() == role);
  }

  /** The median of what steps took, in seconds, but for the first, which are slower. */
  public static double median(List<Double> all) {
    List<Double> sorted =
        all.subList(Math.min(LEFT_OUT, all.size() - 1), all.size()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** What a step of each stage takes, in a sentence without its full stop. */
  public String told() {
    return steps.entrySet().stream()
        .map(
            entry ->
                "a step of stage %s%s takes %.3f seconds"
                    .formatted(
                        entry.getKey().role(), entry.getKey().size(), median(entry.getValue())))
        .reduce((one, other) -> one + ", " + other)
        .map(text -> "A" + text.substring(1))
        .orElseThrow();
  }
}
