package org.pigdiffusion.examples;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.pigdiffusion.examples.StepOptions.Steps;
import org.pigdiffusion.examples.common.BegunWork;
import org.pigdiffusion.examples.common.HoursPlan;
import org.pigdiffusion.examples.common.StepTimer;
import org.pigdiffusion.trainer.TrainingListener;

/** Chooses as many steps as fit into some hours on this machine, the same number in each stage. */
final class TimeBudget {
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
    Path folder = run.resolve(BegunWork.TIMING);
    removeAll(folder);
    StepTimer timer = new StepTimer();
    System.out.println("Timing %d steps of each stage ...".formatted(StepTimer.TIMED));
    try {
      rehearsal.train(folder, new Steps(StepTimer.TIMED, StepTimer.TIMED), watched(timer));
    } finally {
      removeAll(folder);
    }
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

  /** Gives the timer what it takes the time of, and ends the timing if it takes too long. */
  private TrainingListener watched(StepTimer timer) {
    long began = System.nanoTime();
    return new TrainingListener() {
      @Override
      public void onSize(int height, int width) {
        timer.onSize(height, width);
      }

      @Override
      public void onStep(Step step) {
        timer.onStep(step);
        double spent = (System.nanoTime() - began) / 1e9 / SECONDS;
        HoursPlan.requireTimingIsShort(hours, spent, "--");
      }

      @Override
      public void onValidation(Validation validated) {
        timer.onValidation(validated);
      }
    };
  }

  /** How many steps fit, if all stages take so many seconds for a step together. */
  private int fitting(double secondsOfStep) {
    double steps = Math.floor(hours * SECONDS / secondsOfStep);
    if (steps < 1) {
      throw new IllegalArgumentException(
          "--hours: expected at least %s, which a step of each stage takes with its share of a"
                  .formatted(secondsOfStep / SECONDS)
              + " validation, found %s; give more hours, fewer pairs to --validation, or a greater"
                  .formatted(hours)
              + " --validate-every");
    }
    return (int) Math.min(steps, 999_999_999);
  }

  private static void removeAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
