package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.trainer.PairSource;

/** What each rival that is given masks keeps to. */
abstract class FoldGeneratorContract {
  @TempDir Path folder;

  /** A generator whose two trainings take a few steps each, 6 or more together. */
  abstract FoldGenerator create(RivalSettings settings);

  private static boolean never() {
    return false;
  }

  private FoldGenerator generator(String name, BooleanSupplier stopped) {
    return create(TinyRival.settings(folder.resolve(name), stopped));
  }

  private static PairSet pairs(FoldGenerator generator, PairSource training, int count)
      throws IOException {
    return generator.pairs(0, training, count).orElseThrow();
  }

  @Test
  void theMasksAreTheGivenOnes() throws IOException {
    PairSource training = TinyRival.pairs(7, 1);
    PairSet made = pairs(generator("run", FoldGeneratorContract::never), training, 14);
    assertEquals(new GivenMasks(training, TinyRival.config().seed()).of(0, 14), made.x());
    assertTrue(made.y().isFinite());
    assertEquals(made.y(), made.y().clamp(-1, 1));
    // Two pairs of one mask are two images.
    for (int i = 7; i < 14; i++) {
      PairSet later = made.slice(i, i + 1);
      if (later.x().equals(made.slice(0, 1).x())) {
        assertNotEquals(made.slice(0, 1).y(), later.y());
      }
    }
  }

  @Test
  void theFirstPairsStayTheSameWhenMoreAreAskedFor() throws IOException {
    PairSource training = TinyRival.pairs(7, 1);
    PairSet few = pairs(generator("run", FoldGeneratorContract::never), training, 3);
    PairSet more = pairs(generator("run", FoldGeneratorContract::never), training, 12);
    assertEquals(few, more.slice(0, 3));
    assertEquals(more, pairs(generator("other", FoldGeneratorContract::never), training, 12));
  }

  @Test
  void goesOnWhereverItWasStopped() throws IOException {
    PairSource training = TinyRival.pairs(7, 1);
    PairSet whole = pairs(generator("whole", FoldGeneratorContract::never), training, 9);
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier eachThird = () -> asked.incrementAndGet() % 3 == 0;
    int stops = 0;
    while (generator("stopped", eachThird).pairs(0, training, 9).isEmpty()) {
      stops++;
      assertTrue(stops < 50, "it does not go on");
    }
    assertTrue(stops >= 3, "stopped " + stops + " times");
    assertEquals(whole, pairs(generator("stopped", FoldGeneratorContract::never), training, 9));
  }

  @Test
  void foldsAreApartAndAnotherTrainingPartIsRefused() throws IOException {
    FoldGenerator generator = generator("run", FoldGeneratorContract::never);
    PairSet first = pairs(generator, TinyRival.pairs(7, 1), 2);
    PairSet second = generator.pairs(1, TinyRival.pairs(7, 100), 2).orElseThrow();
    assertNotEquals(first.y(), second.y());
    assertThrows(
        IllegalArgumentException.class, () -> generator.pairs(0, TinyRival.pairs(7, 100), 2));
  }
}
