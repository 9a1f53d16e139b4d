package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TimeSampling;
import org.pigdiffusion.trainer.TrainingConfig;

class BatchesTest {
  private static final Randomness RANDOMNESS = new Randomness(5, Role.X);

  private static Batches batches(TrainingConfig config) {
    return new Batches(TinyRun.pairs(10, 1), config, RANDOMNESS);
  }

  @Test
  void aPassIsTheSameWhateverCameBeforeIt() {
    TrainingConfig config = TinyRun.config().build();
    Batches inOrder = batches(config);
    DrawnPairs first = inOrder.draw(0);
    DrawnPairs second = inOrder.draw(1);
    assertEquals(second, batches(config).draw(1));
    assertEquals(first, inOrder.draw(0));
    assertNotEquals(first.noiseX(), second.noiseX());
    assertNotEquals(first.noiseX(), first.noiseY());
    Batches other = new Batches(TinyRun.pairs(10, 1), config, new Randomness(5, Role.Y));
    assertNotEquals(first.noiseX(), other.draw(0).noiseX());
  }

  @Test
  void everyPairComesOnceInEachEpoch() {
    DataOrder order = new DataOrder(RANDOMNESS, 7);
    StringBuilder epochs = new StringBuilder();
    for (int epoch = 0; epoch < 3; epoch++) {
      Set<Integer> pairs = new HashSet<>();
      for (int i = 0; i < 7; i++) {
        int pair = order.pair(7L * epoch + i);
        pairs.add(pair);
        epochs.append(pair);
      }
      assertEquals(7, pairs.size());
    }
    assertNotEquals(epochs.substring(0, 7), epochs.substring(7, 14));
  }

  /** Pairs that say, in their first pixel, of which draw they are. */
  private static PairSource numbered(List<Long> keys) {
    PairSource pairs = TinyRun.pairs(10, 1);
    return new PairSource() {
      @Override
      public int size() {
        return 10;
      }

      @Override
      public PairExample example(int index) {
        return pairs.example(index);
      }

      @Override
      public PairExample draw(int index, long key) {
        keys.add(key);
        return example(index);
      }
    };
  }

  @Test
  void eachDrawOfAPairHasAKeyThatDependsOnItsPositionAlone() {
    List<Long> all = new ArrayList<>();
    List<Long> later = new ArrayList<>();
    TrainingConfig config = TinyRun.config().build();
    Batches batches = new Batches(numbered(all), config, RANDOMNESS);
    for (int pass = 0; pass < 20; pass++) {
      assertEquals(3, batches.draw(pass).times().length());
    }
    assertEquals(60, new HashSet<>(all).size(), "six epochs, no key twice");
    assertEquals(batches.draw(11), new Batches(numbered(later), config, RANDOMNESS).draw(11));
    assertEquals(all.subList(33, 36), later);
  }

  @Test
  void antitheticTimesComeInPairs() {
    TrainingConfig config =
        TinyRun.config().batch(5, 1).timeSampling(TimeSampling.ANTITHETIC).build();
    ImmutableIntArray times = batches(config).draw(3).times();
    assertEquals(5, times.length());
    assertEquals(99, times.get(0) + times.get(3));
    assertEquals(99, times.get(1) + times.get(4));
  }

  @Test
  void theAuthorsDrawOneMoreThanHalf() {
    TrainingConfig config =
        TinyRun.config().batch(6, 1).timeSampling(TimeSampling.ANTITHETIC_AUTHORS).build();
    ImmutableIntArray times = batches(config).draw(3).times();
    assertEquals(6, times.length());
    assertEquals(99, times.get(0) + times.get(4));
    assertEquals(99, times.get(1) + times.get(5));
    assertNotEquals(99, times.get(0) + times.get(3));
  }

  @Test
  void uniformTimesReachBothEnds() {
    TrainingConfig config =
        TinyRun.config().batch(50, 1).timeSampling(TimeSampling.UNIFORM).build();
    Set<Integer> seen = new HashSet<>();
    Batches batches = batches(config);
    for (int pass = 0; pass < 40; pass++) {
      batches.draw(pass).times().forEach(seen::add);
    }
    assertEquals(100, seen.size());
  }

  @Test
  void augmentationsMoveBothImagesAlike() {
    Tensor image = Tensor.of(new Shape(1, 2, 2, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertEquals(image, new Augmenter(false, false, 0, 0, false).apply(image));
    assertEquals(
        Tensor.of(image.shape(), 3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10),
        new Augmenter(true, false, 0, 0, false).apply(image));
    assertEquals(
        Tensor.of(image.shape(), 4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9),
        new Augmenter(false, true, 0, 0, false).apply(image));
    assertEquals(
        Tensor.of(image.shape(), 1, 1, 2, 1, 1, 2, 7, 7, 8, 7, 7, 8),
        new Augmenter(false, false, 1, 1, false).apply(image));

    Tensor square = Tensor.of(new Shape(1, 2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    assertEquals(
        Tensor.of(square.shape(), 1, 3, 2, 4, 5, 7, 6, 8),
        new Augmenter(false, false, 0, 0, true).apply(square));
    assertEquals(
        Tensor.of(square.shape(), 3, 1, 4, 2, 7, 5, 8, 6),
        new Augmenter(true, false, 0, 0, true).apply(square),
        "turned to the right");
    assertRefused("augmentation", () -> new Augmenter(false, false, 0, 0, true).apply(image));

    TrainingConfig config =
        TinyRun.config()
            .augmentation(new Augmentation(0.5, 0.5, 2).withQuarterTurns())
            .batch(8, 1)
            .build();
    DrawnPairs pairs = batches(config).draw(0);
    float[] x = pairs.x0().toArray();
    float[] y = pairs.y0().toArray();
    for (int i = 0; i < x.length; i++) {
      assertEquals(0.5 * x[i], y[i], 0.11, "the pairs' y is half their x");
    }
    assertNotEquals(
        pairs.x0(),
        batches(TinyRun.config().augmentation(Augmentation.none()).batch(8, 1).build())
            .draw(0)
            .x0());
    assertTrue(pairs.x0().isFinite());
  }
}
