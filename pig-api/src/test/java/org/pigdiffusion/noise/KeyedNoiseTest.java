package org.pigdiffusion.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class KeyedNoiseTest {
  private static final Shape IMAGE = new Shape(1, 2, 3, 5);

  private static Tensor first(long seed, long pair, Role chain) {
    return NoiseSource.keyed(seed).open(pair).next(chain, IMAGE);
  }

  /** The Kolmogorov-Smirnov distance of 200,000 values; 1.95 / sqrt(n) is passed by 1 in 1000. */
  @Test
  void isStandardNormal() {
    float[] values =
        NoiseSource.keyed(1).open(0).next(Role.X, new Shape(20, 1, 100, 100)).toArray();
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
    float[] x = NoiseSource.keyed(2).open(5).next(Role.X, large).toArray();
    float[] y = NoiseSource.keyed(2).open(5).next(Role.Y, large).toArray();
    float[] nextPair = NoiseSource.keyed(2).open(6).next(Role.X, large).toArray();
    float[] nextSeed = NoiseSource.keyed(3).open(5).next(Role.X, large).toArray();
    for (float[] other : List.of(y, nextPair, nextSeed)) {
      double product = 0;
      for (int i = 0; i < x.length; i++) {
        product += x[i] * other[i];
      }
      assertEquals(0, product / x.length, 4 / Math.sqrt(x.length));
    }
  }

  @Test
  void everySeedPairAndChainHasItsOwnNoise() {
    Set<Tensor> seen = new HashSet<>();
    for (long seed : new long[] {0, 1, 2, -1, Long.MIN_VALUE, 1L << 32}) {
      for (long pair : new long[] {0, 1, 2, 1L << 32, Long.MAX_VALUE - 8}) {
        assertTrue(seen.add(first(seed, pair, Role.X)), seed + ", " + pair);
        assertTrue(seen.add(first(seed, pair, Role.Y)), seed + ", " + pair);
      }
    }
  }

  @Test
  void aPairsNoiseDoesNotDependOnItsBatch() {
    Shape seven = IMAGE.withBatch(7);
    NoiseSource.Batch together = NoiseSource.keyed(4).open(10);
    for (int draw = 0; draw < 3; draw++) {
      Tensor all = together.next(Role.X, seven);
      for (int i = 0; i < 7; i++) {
        NoiseSource.Batch alone = NoiseSource.keyed(4).open(10 + i);
        for (int earlier = 0; earlier < draw; earlier++) {
          assertNotEquals(all.slice(i, i + 1), alone.next(Role.X, IMAGE));
        }
        assertEquals(alone.next(Role.X, IMAGE), all.slice(i, i + 1));
      }
    }
  }

  @Test
  void aChainsNoiseDoesNotDependOnTheOtherChain() {
    NoiseSource.Batch onlyX = NoiseSource.keyed(5).open(0);
    NoiseSource.Batch both = NoiseSource.keyed(5).open(0);
    for (int draw = 0; draw < 3; draw++) {
      Tensor unused = both.next(Role.Y, IMAGE.withChannels(draw + 1));
      assertEquals(onlyX.next(Role.X, IMAGE), both.next(Role.X, IMAGE));
      assertEquals(draw + 1, unused.shape().channels());
    }
  }

  /** Guards against a change of generator or hash: published seeds must keep their pairs. */
  @Test
  void staysTheSameFromReleaseToRelease() {
    Tensor noise = NoiseSource.keyed(42).open(7).next(Role.Y, new Shape(1, 1, 1, 4));
    assertEquals(Tensor.of(noise.shape(), GOLDEN), noise);
  }

  private static final float[] GOLDEN = {-0.6052114f, 0.9118334f, 0.5989636f, 0.24476537f};

  @Test
  void namesItselfAndRefusesANegativePair() {
    assertEquals("keyed(42)", NoiseSource.keyed(42).description());
    assertEquals(NoiseSource.keyed(42), NoiseSource.keyed(42));
    assertRefused("firstPair", () -> NoiseSource.keyed(1).open(-1));
  }
}
