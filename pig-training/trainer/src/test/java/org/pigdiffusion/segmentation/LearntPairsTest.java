package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class LearntPairsTest {
  /** Says which of two sources each pair of the first steps came from. */
  private static String drawn(PairMix mix, int real, int generated) {
    SegmenterSettings settings =
        SmallSegmentation.settings().levels(2).batchSize(4).steps(6).build();
    LearntPairs pairs =
        new LearntPairs(
            constant(real, -0.5f), Optional.of(constant(generated, 0.5f)), mix, settings);
    StringBuilder drawn = new StringBuilder();
    for (int step = 0; step < 6; step++) {
      TrainingBatch batch = pairs.draw(step);
      for (int i = 0; i < 4; i++) {
        drawn.append(batch.images().at(i, 0, 0, 0) > 0 ? 'g' : 'r');
      }
      drawn.append(' ');
    }
    return drawn.toString().strip();
  }

  private static PairSource constant(int size, float value) {
    Tensor x = Tensor.zeros(new Shape(1, 1, 4, 4));
    Tensor y = Tensor.filled(new Shape(1, 1, 4, 4), value);
    return new PairSource() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public PairExample example(int index) {
        return new PairExample("p", "p", x, y);
      }
    };
  }

  @Test
  void generatedPairsAreMixedInAsTheMixSays() {
    assertEquals("rrrg rrrg rrrg rrrg rrrg rrrg", drawn(PairMix.pooled(), 6, 2));
    assertEquals("rgrg rgrg rgrg rgrg rgrg rgrg", drawn(PairMix.share(0.5), 6, 2));
    assertEquals("gggg gggg gggg rrrr rrrr rrrr", drawn(PairMix.generatedFirst(0.5), 6, 2));
  }

  @Test
  void aGeneratedPairWeighsLess() {
    LearntPairs pairs =
        new LearntPairs(
            constant(3, -0.5f),
            Optional.of(constant(3, 0.5f)),
            PairMix.share(0.5).withLossWeight(0.25),
            SmallSegmentation.settings().levels(2).batchSize(4).build());
    float[] weights = pairs.draw(0).weights();
    assertEquals(0.4f, weights[0], 1e-6f);
    assertEquals(0.1f, weights[1], 1e-6f);
    assertNotEquals(0.25f, weights[0]);
  }
}
