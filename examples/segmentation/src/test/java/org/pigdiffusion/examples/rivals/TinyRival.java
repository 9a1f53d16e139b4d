package org.pigdiffusion.examples.rivals;

import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNetConfig;

/** Settings and pairs of 16x16 with which a rival is trained in seconds. */
final class TinyRival {
  static final int SIDE = 16;

  private TinyRival() {}

  static UNetConfig networkY() {
    return UNetConfig.builder(1, 1)
        .baseWidth(4)
        .multipliers(1, 2)
        .residualBlocks(1)
        .attentionLevels(Set.of(1))
        .groups(2)
        .build();
  }

  static TrainingConfig config() {
    return TrainingConfig.laptop(1, 1)
        .schedule(NoiseSchedule.linear(100, 1e-3, 0.1))
        .batch(4, 1)
        .optimiser(Optimiser.builder().learningRate(3e-3).averageDecay(0.9).build())
        .augmentation(new Augmentation(0.5, 0.5, 1))
        .validation(3, 0)
        .checkpoints(2, 1)
        .seed(5)
        .build();
  }

  static RivalSettings settings(Path folder, BooleanSupplier stopped) {
    return new RivalSettings(folder, networkY(), config(), Ddim.ofSteps(3), stopped);
  }

  /** Bright squares on dark ground; their masks are those of the squares. */
  static PairSource pairs(int count, long seed) {
    return new PairSource() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public PairExample example(int index) {
        SplittableRandom random = new SplittableRandom(seed + index);
        int left = random.nextInt(SIDE - 5);
        int top = random.nextInt(SIDE - 5);
        float[] x = new float[SIDE * SIDE];
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
          int column = i % SIDE - left;
          int row = i / SIDE - top;
          boolean inside = column >= 0 && column < 6 && row >= 0 && row < 6;
          x[i] = inside ? 1 : -1;
          y[i] = (float) (0.6 * x[i] + 0.1 * (random.nextDouble() - 0.5));
        }
        Shape shape = new Shape(1, 1, SIDE, SIDE);
        return new PairExample(
            "pair" + index, "group" + index, Tensor.of(shape, x), Tensor.of(shape, y));
      }
    };
  }
}
