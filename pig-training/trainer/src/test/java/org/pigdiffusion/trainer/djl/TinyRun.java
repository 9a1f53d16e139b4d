package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.UNetConfig;

/** A training run of 8x8 images that takes seconds, also as a program that a test can kill. */
final class TinyRun {
  static final int STEPS_X = 14;
  static final int STEPS_Y = 9;

  private TinyRun() {}

  static UNetConfig network() {
    return UNetConfig.builder(1, 1)
        .baseWidth(4)
        .multipliers(1, 2)
        .residualBlocks(1)
        .attentionLevels(ImmutableSortedSet.of(1))
        .groups(2)
        .dropout(0.1)
        .build();
  }

  /** Everything random that a step can have is switched on. */
  static TrainingConfig.Builder config() {
    return TrainingConfig.builder()
        .schedule(NoiseSchedule.linear(100, 1e-3, 0.1))
        .steps(STEPS_X, STEPS_Y)
        .batch(3, 2)
        .targetCondition(TargetCondition.predictedClean())
        .optimiser(Optimiser.builder().learningRate(3e-3).averageDecay(0.9).build())
        .learningRate(new LearningRateRule.OnPlateau(2, 0.5, 0))
        .augmentation(new Augmentation(0.5, 0.5, 1))
        .validation(7, 0)
        .checkpoints(3, 2)
        .seed(11);
  }

  /** Squares with a matching, blurred image. */
  static PairSource pairs(int count, long seed) {
    return new PairSource() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public PairExample example(int index) {
        SplittableRandom random = new SplittableRandom(seed + index);
        int left = random.nextInt(4);
        int top = random.nextInt(4);
        float[] x = new float[64];
        float[] y = new float[64];
        for (int i = 0; i < 64; i++) {
          boolean inside = i % 8 >= left && i % 8 < left + 4 && i / 8 >= top && i / 8 < top + 4;
          x[i] = inside ? 1 : -1;
          y[i] = (float) (0.5 * x[i] + 0.2 * (random.nextDouble() - 0.5));
        }
        Shape shape = new Shape(1, 1, 8, 8);
        return new PairExample(
            "pair" + index, "group" + index, Tensor.of(shape, x), Tensor.of(shape, y));
      }
    };
  }

  static TrainingReport train(Path folder, TrainingConfig config, TrainingListener listener) {
    return DjlPairedTrainer.of(folder, network(), config)
        .train(pairs(10, 1), pairs(5, 1000), listener);
  }

  /** What two runs must have in common, all of it. */
  static String summary(TrainingReport report) {
    StringBuilder summary = new StringBuilder();
    for (StageReport stage : report.stages()) {
      summary
          .append(stage.role())
          .append(' ')
          .append(Fingerprint.weights(stage.weights()))
          .append(' ')
          .append(stage.steps() + " " + stage.bestStep() + " " + stage.reason())
          .append(' ')
          .append(stage.trainingLoss())
          .append(stage.validationLoss())
          .append('\n');
    }
    return summary.toString();
  }

  /**
   * Trains.
   *
   * @param args the run folder; the file that gets the step just done; the file for the summary
   */
  public static void main(String[] args) {
    Path steps = Path.of(args[1]);
    TrainingListener tells =
        new TrainingListener() {
          @Override
          public void onStep(Step step) {
            int offset = step.role() == Role.X ? 0 : STEPS_X;
            write(steps, Integer.toString(offset + step.step()));
          }
        };
    write(Path.of(args[2]), summary(train(Path.of(args[0]), config().build(), tells)));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
