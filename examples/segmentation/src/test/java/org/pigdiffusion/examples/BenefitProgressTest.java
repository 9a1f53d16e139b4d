package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.common.Interruption;
import org.pigdiffusion.trainer.TrainingListener;

class BenefitProgressTest {
  @Test
  void aTrainingIsToldOnceWhenItsFirstStepIsDone() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    try (Interruption interruption = new Interruption()) {
      TrainingListener training = new BenefitProgress(1, interruption).onTraining(3);
      assertEquals("", told.toString(StandardCharsets.UTF_8));
      TrainingListener.Step step = TrainingListener.Step.builder(Role.X).step(1, 9).build();
      training.onStep(step);
      training.onStep(step);
    } finally {
      System.setOut(before);
    }
    assertEquals(
        "fold 3: training the pair" + System.lineSeparator(),
        told.toString(StandardCharsets.UTF_8));
  }
}
