package org.pigdiffusion.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.NoiseSourceContract;

class KeyedNoiseTest extends NoiseSourceContract {
  private static final Shape IMAGE = new Shape(1, 2, 3, 5);

  @Override
  protected NoiseSource create(long seed) {
    return NoiseSource.keyed(seed);
  }

  private static Tensor first(long seed, long pair, Role chain) {
    return NoiseSource.keyed(seed).open(pair).next(chain, IMAGE);
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
  void namesItself() {
    assertEquals("keyed(42)", NoiseSource.keyed(42).description());
    assertEquals(NoiseSource.keyed(42), NoiseSource.keyed(42));
  }
}
