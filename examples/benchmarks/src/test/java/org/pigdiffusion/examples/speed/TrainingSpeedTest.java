package org.pigdiffusion.examples.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pigdiffusion.Role;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairedTrainer;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import picocli.CommandLine;

class TrainingSpeedTest {
  private static final BreastPhantom PAIRS = BreastPhantom.of(1, 1, 16);
  private final List<String> steps = new CopyOnWriteArrayList<>();

  /** One step of stage X and up to ten of stage Y. */
  private PairedTrainer trainer() {
    return (training, validation, listener) -> {
      step(Role.X, 1, listener);
      for (int i = 1; i <= 10 && !listener.isCancelled(); i++) {
        step(Role.Y, i, listener);
      }
      return new TrainingReport(ImmutableList.of());
    };
  }

  private void step(Role role, int number, TrainingListener listener) {
    steps.add(role + " " + number);
    listener.onStep(
        TrainingListener.Step.builder(role).step(number, 10).loss(0.5).seconds(0.1).build());
  }

  @Test
  void aTrainerMakesItsStepsInItsTurnAndNoOthers() throws IOException {
    List<String> expected = new ArrayList<>(List.of("X 1", "Y 1"));
    try (TrainerContestant contestant = new TrainerContestant("it", Role.Y, trainer(), PAIRS)) {
      assertEquals(expected, steps);
      assertTrue(contestant.run(2).stepMillis() >= 0);
      expected.addAll(List.of("Y 2", "Y 3"));
      assertEquals(expected, steps);
    }
    assertEquals(expected, steps, "closing ends the training");
  }

  @Test
  void aTrainingThatEndsOrFailsIsReported() throws IOException {
    try (TrainerContestant contestant = new TrainerContestant("it", Role.Y, trainer(), PAIRS)) {
      IOException ended = assertThrows(IOException.class, () -> contestant.run(10));
      assertEquals("it: the training ended after step 10", ended.getMessage());
    }
    PairedTrainer failing =
        (training, validation, listener) -> {
          throw new IllegalStateException("broken");
        };
    IOException failed =
        assertThrows(IOException.class, () -> new TrainerContestant("it", Role.X, failing, PAIRS));
    assertEquals("it: broken", failed.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void printsALineForEachContestant(Role stage) {
    List<String> lines =
        Printed.by(
            () ->
                assertEquals(
                    0,
                    new CommandLine(new TrainingSpeed())
                        .execute(
                            "--stage=" + stage,
                            "--size=32",
                            "--batch=1",
                            "--steps=1",
                            "--rounds=1",
                            "--threads=1",
                            "--peer=" + StepSpeedTest.fakePeer())));
    assertEquals("stage " + stage + ", 32x32, batch 1", lines.get(0));
    assertTrue(lines.get(2).startsWith("this library on DJL"), lines::toString);
    assertTrue(lines.get(3).contains("1034 (1034 to 1034)"), lines::toString);
  }
}
