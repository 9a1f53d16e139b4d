package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.unet.Weights;

/**
 * Trains a network that is no U-Net, as the library's trainer trains those: Adam with a rate that
 * falls to 0 along half a cosine, the running mean of the best validation, checkpoints.
 *
 * @param file the checkpoint, and what the training made in the end
 * @param origin all that decides what is learnt, in words
 * @param config optimiser, and steps between validations and checkpoints
 * @param steps how many the training has
 * @param stopped asked after each step whether to stop
 */
record Teaching(
    Path file, String origin, TrainingConfig config, int steps, BooleanSupplier stopped) {
  Teaching {
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected at least 1, found " + steps);
    }
  }

  /**
   * Trains from wherever the file stands.
   *
   * @param start the weights before the first step
   * @return the weights of the best validation; empty if it was stopped before its end
   */
  <B> Optional<Map<String, Weights.Array>> run(Map<String, Weights.Array> start, Lesson<B> lesson)
      throws IOException {
    try (LossOfBatches<B> losses = new LossOfBatches<>(lesson)) {
      return run(start, lesson, losses);
    }
  }

  private <B> Optional<Map<String, Weights.Array>> run(
      Map<String, Weights.Array> start, Lesson<B> lesson, LossOfBatches<B> losses)
      throws IOException {
    AdamArrays arrays = new AdamArrays(start);
    String whole = "%s, %d steps".formatted(origin, steps);
    arrays.read(file, whole);
    Files.createDirectories(file.toAbsolutePath().getParent());
    while (arrays.step() < steps) {
      step(arrays, lesson.draw(arrays.step()), losses);
      boolean ended = arrays.step() == steps;
      if (ended || arrays.step() % config.validateEvery() == 0) {
        arrays.validated(lesson.validationLoss(batch -> losses.of(arrays::averages, batch)));
      }
      boolean cancelled = !ended && stopped.getAsBoolean();
      if (ended || cancelled || arrays.step() % config.checkpointEvery() == 0) {
        arrays.write(file, whole);
      }
      if (cancelled) {
        return Optional.empty();
      }
    }
    return Optional.of(arrays.best());
  }

  private <B> void step(AdamArrays arrays, B batch, LossOfBatches<B> losses) {
    LossOfBatches.Gradient gradient = losses.gradient(arrays::weights, batch);
    requireFinite(gradient.loss(), arrays.step());
    Optimiser optimiser = config.optimiser();
    double share = (double) arrays.step() / steps;
    double rate = optimiser.learningRate() * (1 + Math.cos(Math.PI * share)) / 2;
    arrays.move(gradient.values(), optimiser, rate);
  }

  private void requireFinite(double loss, int done) {
    if (!Double.isFinite(loss)) {
      throw new TrainingException(
          "%s, step %d: expected a finite loss, found %s; choose a learning rate lower than %s"
              .formatted(file, done + 1, loss, config.optimiser().learningRate()));
    }
  }
}
