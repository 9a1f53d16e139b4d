package org.pigdiffusion.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.TrainingListener;

class TrainingBarTest {
  @Test
  void theLastLineTellsTheLastValidation() {
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, UTF_8));
    try (TrainingBar bar = new TrainingBar(() -> {})) {
      bar.onSize(8, 8);
      bar.onStep(TrainingListener.Step.builder(Role.X).step(1, 1).loss(0.75).build());
      bar.onValidation(new TrainingListener.Validation(Role.X, 1, 0.5, true));
    } finally {
      System.setErr(before);
    }
    String text = told.toString(UTF_8);
    assertTrue(text.contains("loss 0.7500, validation 0.5000"), text);
  }
}
