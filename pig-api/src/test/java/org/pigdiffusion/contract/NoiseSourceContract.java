package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSource;

/**
 * What every {@link NoiseSource} does. The test of a source extends this class and says how the
 * source is made. Whether a pair's noise depends on its batch is each source's own affair.
 */
public abstract class NoiseSourceContract {
  private static final Shape IMAGES = new Shape(3, 2, 4, 6);

  /** The source of a seed; equal seeds give equal sources. */
  protected abstract NoiseSource create(long seed);

  /** Some draws of both chains, as a sampler makes them. */
  private static List<Tensor> draws(NoiseSource source, long firstPair) {
    NoiseSource.Batch batch = source.open(firstPair);
    List<Tensor> drawn = new ArrayList<>();
    for (int draw = 0; draw < 3; draw++) {
      drawn.add(batch.next(Role.X, IMAGES));
      drawn.add(batch.next(Role.Y, IMAGES.withChannels(1)));
    }
    return drawn;
  }

  @Test
  void aBatchIsTheSameEachTimeItIsOpened() {
    NoiseSource source = create(5);
    List<Tensor> once = draws(source, 4);
    assertEquals(once, draws(source, 4));
    assertEquals(once, draws(create(5), 4));
  }

  @Test
  void openBatchesDoNotDisturbEachOther() {
    NoiseSource source = create(5);
    NoiseSource.Batch one = source.open(0);
    NoiseSource.Batch other = source.open(0);
    for (int draw = 0; draw < 3; draw++) {
      assertEquals(one.next(Role.X, IMAGES), other.next(Role.X, IMAGES));
    }
  }

  @Test
  void aSourceMayBeSharedByThreads() throws Exception {
    NoiseSource source = create(5);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Tensor>>> running = new ArrayList<>();
      for (int pair = 0; pair < 16; pair++) {
        int first = pair;
        running.add(threads.submit(() -> draws(source, first)));
      }
      for (int pair = 0; pair < 16; pair++) {
        assertEquals(draws(source, pair), running.get(pair).get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void seedsPairsChainsAndDrawsDiffer() {
    Set<Tensor> seen = new HashSet<>();
    for (long seed : new long[] {0, 100}) {
      for (long pair : new long[] {0, 10, 20}) {
        for (Tensor noise : draws(create(seed), pair)) {
          for (int image = 0; image < IMAGES.batch(); image++) {
            assertTrue(seen.add(noise.slice(image, image + 1)), "seed " + seed + ", pair " + pair);
          }
        }
      }
    }
  }

  /** The Kolmogorov-Smirnov distance of 200,000 values; 1.95 / sqrt(n) is passed by 1 in 1000. */
  @ParameterizedTest
  @EnumSource
  void isStandardNormal(Role chain) {
    float[] values = create(1).open(0).next(chain, new Shape(20, 1, 100, 100)).toArray();
    Arrays.sort(values);
    int n = values.length;
    double sum = 0;
    double squares = 0;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      sum += values[i];
      squares += (double) values[i] * values[i];
      double expected = normalBelow(values[i]);
      distance = Math.max(distance, Math.max(expected - (double) i / n, (i + 1.0) / n - expected));
    }
    assertEquals(0, sum / n, 4 / Math.sqrt(n));
    assertEquals(1, squares / n, 4 * Math.sqrt(2.0 / n));
    assertTrue(distance < 1.95 / Math.sqrt(n), "distance " + distance);
  }

  /** Abramowitz and Stegun 26.2.17, right to 7.5e-8. */
  private static double normalBelow(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double tail =
        Math.exp(-z * z / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return z > 0 ? 1 - tail : tail;
  }

  @Test
  void neighboursAreNotCorrelated() {
    Shape large = new Shape(1, 1, 300, 300);
    NoiseSource.Batch batch = create(2).open(5);
    float[] x = batch.next(Role.X, large).toArray();
    float[] y = batch.next(Role.Y, large).toArray();
    float[] later = batch.next(Role.X, large).toArray();
    float[] nextPair = create(2).open(6).next(Role.X, large).toArray();
    float[] nextSeed = create(3).open(5).next(Role.X, large).toArray();
    for (float[] other : List.of(y, later, nextPair, nextSeed)) {
      double product = 0;
      for (int i = 0; i < x.length; i++) {
        product += x[i] * other[i];
      }
      assertEquals(0, product / x.length, 4 / Math.sqrt(x.length));
    }
  }

  /** The text of a source stands in the provenance of its pairs. */
  @Test
  void theTextTellsSourcesApart() {
    assertEquals(create(42).description(), create(42).description());
    assertNotEquals(create(42).description(), create(43).description());
  }

  @Test
  void aNegativePairIsRefused() {
    assertRefused("firstPair", () -> create(1).open(-1));
  }
}
