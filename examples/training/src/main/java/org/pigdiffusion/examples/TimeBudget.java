package org.pigdiffusion.examples;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.StepOptions.Steps;
import org.pigdiffusion.trainer.TrainingListener;

/** Chooses as many steps as fit into some hours on this machine, the same number in each stage. */
final class TimeBudget {
  /** Steps of each stage that are timed. */
  private static final int TIMED = 24;

  /** The first of them are slower, until all code is compiled. */
  private static final int LEFT_OUT = 8;

  private static final double SECONDS = 3600;

  /** Trains some steps of what is to be trained. */
  @FunctionalInterface
  interface Rehearsal {
    void train(Path folder, Steps steps, TrainingListener listener);
  }

  private final double hours;
  private final int validateEvery;

  TimeBudget(double hours, int validateEvery) {
    this.hours = hours;
    this.validateEvery = validateEvery;
  }

  /**
   * Times some steps and says what it has chosen.
   *
   * @param run the folder of the run, in which the rehearsal has one of its own for a while
   */
  int choose(Path run, Rehearsal rehearsal) throws IOException {
    Path folder = run.resolve("timing");
    removeAll(folder);
    Timer timer = new Timer();
    System.out.println("Timing %d steps of each stage ...".formatted(TIMED));
    rehearsal.train(folder, new Steps(TIMED, TIMED), timer);
    removeAll(folder);
    int steps = fitting(timer.secondsOfStep(validateEvery));
    System.out.println(
        "%s, so %d steps of each stage will take about %s hours, until %s."
            .formatted(
                timer.told(),
                steps,
                hours,
                LocalDateTime.now(ZoneId.systemDefault())
                    .plusSeconds((long) (hours * SECONDS))
                    .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"))));
    return steps;
  }

  /**
   * How many steps fit.
   *
   * @param secondsOfStep what a step of all stages takes together
   */
  int fitting(double secondsOfStep) {
    double steps = Math.floor(hours * SECONDS / secondsOfStep);
    if (steps < 1) {
      throw new IllegalArgumentException(
          "--hours: expected time for at least one step of each stage, %.1f seconds, found %s hours"
              .formatted(secondsOfStep, hours));
    }
    return (int) Math.min(steps, 999_999_999);
  }

  private static void removeAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Takes the time of steps and of the validations after them. */
  static final class Timer implements TrainingListener {
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
    double secondsOfStep(int validateEvery) {
      return steps.keySet().stream()
          .mapToDouble(role -> median(role) + validation.getOrDefault(role, 0.0) / validateEvery)
          .sum();
    }

    private double median(Role role) {
      List<Double> all = steps.get(role);
      List<Double> sorted =
          all.subList(Math.min(LEFT_OUT, all.size() - 1), all.size()).stream().sorted().toList();
      return sorted.get(sorted.size() / 2);
    }

    private String told() {
      return steps.keySet().stream()
          .map(role -> "a step of stage %s takes %.3f seconds".formatted(role, median(role)))
          .reduce((one, other) -> one + ", " + other)
          .map(text -> "A" + text.substring(1))
          .orElseThrow();
    }
  }
}
