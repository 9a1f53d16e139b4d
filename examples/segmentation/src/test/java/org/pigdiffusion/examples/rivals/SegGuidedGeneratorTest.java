package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.unet.UNetConfig;

class SegGuidedGeneratorTest {
  private static final int TRAINING = 6;

  private final PairSource training = new PlainPairs(0, TRAINING);
  private final AtomicInteger steps = new AtomicInteger();

  @TempDir Path folder;

  private SegGuidedGenerator generator(int stepsY, int stopAfter) {
    UNetConfig network =
        UNetConfig.builder(1, 1).baseWidth(4).groups(2).multipliers(1, 2).residualBlocks(1).build();
    TrainingConfig config =
        TrainingConfig.builder()
            .schedule(NoiseSchedule.paper())
            .steps(stepsY, stepsY)
            .batch(2, 1)
            .validation(2, 0)
            .checkpoints(2, 1)
            .seed(1)
            .build();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(Step step) {
            steps.incrementAndGet();
          }

          @Override
          public boolean isCancelled() {
            return steps.get() >= stopAfter;
          }
        };
    return new SegGuidedGenerator(
        folder, network, config, SamplingMethod.parse("ddim:2"), listener);
  }

  private Optional<PairSet> pairs(int count, int stopAfter) throws IOException {
    return generator(4, stopAfter).pairs(0, training, count);
  }

  @Test
  void imagesAreMadeForTheGivenMasksAndTheFirstStayTheSame() throws IOException {
    PairSet five = pairs(5, 1000).orElseThrow();
    PairSet nine = pairs(9, 1000).orElseThrow();
    assertEquals(9, nine.size());
    assertEquals(five, nine.slice(0, 5));
    assertEquals(4, steps.get(), "the second call trained again");
    assertEquals(new GivenMasks(training, 1).of(0, 9), nine.x());
    assertTrue(nine.y().isFinite());
    assertEquals(nine.y().clamp(-1, 1), nine.y());
  }

  @Test
  void aStoppedTrainingGoesOnToTheSamePairs(@TempDir Path other) throws IOException {
    assertTrue(pairs(2, 1).isEmpty());
    PairSet resumed = pairs(2, 1000).orElseThrow();
    assertEquals(4, steps.get());
    folder = other;
    assertEquals(pairs(2, 1000).orElseThrow(), resumed);
  }

  @Test
  void anotherTrainingPartIsRefused() throws IOException {
    assertTrue(pairs(1, 1000).isPresent());
    assertThrows(
        IllegalArgumentException.class,
        () -> generator(4, 1000).pairs(0, new PlainPairs(6, 12), 1));
  }

  @Test
  void aRoundOfMasksHasEachOnce() {
    GivenMasks masks = new GivenMasks(training, 1);
    assertEquals(all(training), sorted(masks.of(0, TRAINING)));
    assertEquals(all(training), sorted(masks.of(TRAINING, 2 * TRAINING)));
    assertNotEquals(masks.of(0, TRAINING), masks.of(TRAINING, 2 * TRAINING));
  }

  private static List<String> all(PairSource pairs) {
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> text(pairs.example(i).x()))
        .sorted()
        .toList();
  }

  private static List<String> sorted(Tensor masks) {
    return IntStream.range(0, masks.shape().batch())
        .mapToObj(i -> text(masks.slice(i, i + 1)))
        .sorted()
        .toList();
  }

  private static String text(Tensor mask) {
    return Arrays.toString(mask.toArray());
  }

  @Test
  void halfOfTheMasksAreLeftOutWhileItLearns() {
    PairSource ablated = new AblatedMasks(training, 0.5, 1);
    long without =
        Stream.iterate(0L, key -> key + 1)
            .limit(1000)
            .filter(key -> isEmpty(ablated.draw(0, key).x()))
            .count();
    // Six standard deviations of 1,000 draws.
    assertEquals(500.0, (double) without, 95.0);
    assertEquals(ablated.draw(0, 3).x(), ablated.draw(0, 3).x());
    assertEquals(training.example(0).y(), ablated.draw(0, 0).y());
    assertEquals(training.example(0).x(), new AblatedMasks(training, 0, 1).draw(0, 0).x());
  }

  private static boolean isEmpty(Tensor mask) {
    return mask.equals(Tensor.filled(mask.shape(), -1));
  }
}
