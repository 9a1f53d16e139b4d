package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.StepOptions.Steps;
import org.pigdiffusion.examples.common.StepTimer;
import org.pigdiffusion.trainer.TrainingListener;
import picocli.CommandLine;

class TimeBudgetTest {
  @TempDir Path run;

  private final List<Path> rehearsed = new ArrayList<>();

  /**
   * The first eight steps are slow; then x takes 2 seconds and y 3, and one step takes a minute.
   */
  private void rehearse(Path folder, Steps steps, TrainingListener listener) {
    rehearsed.add(folder);
    for (Role role : Role.values()) {
      for (int i = 1; i <= steps.x(); i++) {
        double seconds = i <= 8 || i == 20 ? 60 : role == Role.X ? 2 : 3;
        listener.onStep(
            TrainingListener.Step.builder(role).step(i, steps.x()).seconds(seconds).build());
      }
      listener.onValidation(new TrainingListener.Validation(role, steps.x(), 1, true));
    }
    try {
      Files.createDirectories(folder.resolve("x/step-00000024"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Steps steps(String... options) throws IOException {
    return steps(Map.of("--batch", "4", "--size", "64"), options);
  }

  private Steps steps(Map<String, String> others, String... options) throws IOException {
    StepOptions length = CommandLine.populateCommand(new StepOptions(), options);
    return length.steps(run, others, 500, this::rehearse);
  }

  private String refusal(String... options) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> steps(options)).getMessage());
  }

  @Test
  void bothStagesTogetherTakeTheHours() throws IOException {
    Steps steps = steps("--hours=1.5");
    assertEquals(steps.x(), steps.y());
    assertEquals(1.5 * 3600 / (2 + 3), steps.x(), 1); // the validations here take no time
    assertEquals(List.of(run.resolve("timing")), rehearsed);
    assertTrue(Files.notExists(run.resolve("timing")), "nothing of the rehearsal is left");
  }

  @Test
  void aContinuedRunHasTheStepsThatItBeganWith() throws IOException {
    Steps first = steps("--hours=1.5");
    assertEquals(first, steps("--hours=1.5"));
    assertEquals(1, rehearsed.size());
    assertTrue(refusal("--hours=2").startsWith("--hours: expected 1.5, with which the run in"));
    Files.writeString(run.resolve("steps.txt"), "many");
    assertTrue(refusal("--hours=1.5").contains("expected the plan of a run, found 'many'"));
  }

  @Test
  void aContinuedRunHasTheOptionsThatItBeganWith() throws IOException {
    steps("--hours=1.5");
    Map<String, String> other = Map.of("--batch", "8", "--size", "64");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> steps(other, "--hours=1.5"));
    assertEquals(
        "%s was timed with --batch 4, found 8: give the options as before, or choose another folder"
            .formatted(run.resolve("steps.txt")),
        e.getMessage());
    Files.writeString(run.resolve("steps.txt"), "hours=1.5 steps=7"); // kept no options once
    assertEquals(new Steps(7, 7), steps(other, "--hours=1.5"));
    assertEquals(1, rehearsed.size());
  }

  @Test
  void whatValidationsTakeIsCountedToo() {
    StepTimer timer = new StepTimer();
    timer.onStep(TrainingListener.Step.builder(Role.Y).step(1, 1).seconds(2).build());
    long start = System.nanoTime();
    while (System.nanoTime() - start < 2e7) {
      Thread.onSpinWait();
    }
    timer.onValidation(new TrainingListener.Validation(Role.Y, 1, 1, true));
    double share = timer.secondsOfStep(1) - timer.secondsOfStep(Integer.MAX_VALUE);
    assertTrue(share >= 0.02, "share " + share);
  }

  @Test
  void withoutHoursNothingIsTimed() throws IOException {
    assertEquals(new Steps(10_000, 10_000), steps());
    assertEquals(new Steps(7, 0), steps("--steps-x=7", "--steps-y=0"));
    assertEquals(List.of(), rehearsed);
    assertTrue(Files.notExists(run.resolve("steps.txt")));
  }

  @Test
  void hoursThatAreHalfOverWithTheTimingAreRefused() {
    String told = refusal("--hours=1e-9");
    assertTrue(told.startsWith("--hours: expected more than twice the time in which some"), told);
    assertTrue(told.endsWith("--width, or steps in place of hours: --steps-x, --steps-y"), told);
    assertTrue(Files.notExists(run.resolve("timing")), "nothing of the rehearsal is left");
    assertTrue(Files.notExists(run.resolve("steps.txt")));
  }

  @Test
  void hoursWithoutRoomForAStepAreRefused() {
    String told = refusal("--hours=0.001");
    assertTrue(told.startsWith("--hours: expected at least 0.0013"), told);
    assertTrue(told.contains(", found 0.001; give more hours, fewer pairs to --validation"), told);
    assertTrue(Files.notExists(run.resolve("steps.txt")));
  }

  @Test
  void aRunOfHoursIsNotRepeatedWithoutThem() throws IOException {
    Steps first = steps("--hours=1.5");
    String told = refusal();
    assertTrue(told.endsWith("found none; give --hours 1.5, or choose another folder"), told);
    String given = String.valueOf(first.x());
    assertEquals(first, steps("--steps-x", given, "--steps-y", given));
  }

  /** A lost plan is not made anew: it would have other steps. */
  @Test
  void whatIsBegunIsNotTimedAgain() throws IOException {
    Files.createDirectories(run.resolve("timing/x/step-00000024"));
    Files.writeString(run.resolve("timing/x/step-00000024/state.json"), "{}");
    steps("--hours=1.5");
    Files.delete(run.resolve("steps.txt"));
    Path begun = Files.createDirectories(run.resolve("coarse-1/x/step-00000100"));
    Files.writeString(begun.resolve("state.json"), "{\"learningRate.rule\":\"constant\"}");
    String told = refusal("--hours=1.5");
    assertTrue(told.contains("steps.txt: expected the plan by which " + begun), told);
    assertTrue(told.contains(", or give its steps by --steps-x and --steps-y in place of"), told);
    assertEquals(1, rehearsed.size());
  }

  @Test
  void whatCannotBeIsRefused() {
    assertTrue(refusal("--hours=0").startsWith("--hours: expected above 0"));
    assertTrue(refusal("--hours=NaN").startsWith("--hours: expected above 0"));
    assertTrue(refusal("--hours=1", "--steps-y=5").startsWith("--hours: expected neither"));
    assertTrue(Files.notExists(run.resolve("steps.txt")));
  }
}
