package org.pigdiffusion.trainer.djl;

import java.util.Set;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNetConfig;

/**
 * The run whose files are kept in the folder {@code kept} of the test resources. Nothing of it may
 * change: then those files would be files of another run.
 */
final class KeptRun {
  private KeptRun() {}

  static UNetConfig network() {
    return UNetConfig.builder(1, 1)
        .baseWidth(4)
        .multipliers(1)
        .residualBlocks(1)
        .attentionLevels(Set.of())
        .middleAttention(false)
        .groups(2)
        .build();
  }

  /** Two steps of stage X, one of stage Y. */
  static TrainingConfig.Builder config() {
    return TrainingConfig.builder()
        .schedule(NoiseSchedule.linear(50, 1e-3, 0.1))
        .steps(2, 1)
        .batch(2, 1)
        .targetCondition(TargetCondition.predictedClean())
        .optimiser(Optimiser.builder().learningRate(3e-3).averageDecay(0.9).build())
        .learningRate(new LearningRateRule.OnPlateau(2, 0.5, 0))
        .augmentation(new Augmentation(0.5, 0.25, 1))
        .validation(1, 0)
        .checkpoints(1, 1)
        .seed(5);
  }

  /** Squares, and pictures of them with a pattern. */
  static PairSource pairs(int count) {
    return new PairSource() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public PairExample example(int index) {
        int left = index % 4;
        int top = index / 2;
        float[] x = new float[64];
        float[] y = new float[64];
        for (int i = 0; i < 64; i++) {
          boolean inside = i % 8 >= left && i % 8 < left + 4 && i / 8 >= top && i / 8 < top + 4;
          x[i] = inside ? 1 : -1;
          y[i] = 0.5f * x[i] + (i * 7 + index) % 5 * 0.0625f;
        }
        Shape shape = new Shape(1, 1, 8, 8);
        return new PairExample(
            "pair" + index, "group" + index, Tensor.of(shape, x), Tensor.of(shape, y));
      }
    };
  }
}
