package org.pigdiffusion.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.NoiseSourceContract;

/** Against PyTorch 2.15 on a CPU: {@code torch.manual_seed(seed); torch.randn(n)}. */
class TorchNoiseTest extends NoiseSourceContract {
  /** PyTorch's vector code computes in float32; this computes in double. */
  private static final double TOLERANCE = 2e-6;

  @Override
  protected NoiseSource create(long seed) {
    return NoiseSource.torch(seed);
  }

  private static float[] randn(long seed, int n) {
    return NoiseSource.torch(seed).open(0).next(Role.X, new Shape(1, 1, 1, n)).toArray();
  }

  private static void assertValues(float[] actual, int from, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[from + i], TOLERANCE, "value " + (from + i));
    }
  }

  @Test
  void sixteenValues() {
    assertValues(
        randn(0, 16),
        0,
        -1.12584,
        -1.15236,
        -0.2505786,
        -0.4338788,
        0.8487104,
        0.6920092,
        -0.3160128,
        -2.115219,
        0.3222749,
        -1.263335,
        0.3499832,
        0.3081339,
        0.1198415,
        1.237658,
        1.116777,
        -0.2472782);
    assertValues(
        randn(42, 16),
        0,
        1.926915,
        1.487284,
        0.9007172,
        -2.105521,
        0.6784185,
        -1.234545,
        -0.04306748,
        -1.604667,
        -0.7521353,
        1.648723,
        -0.3924786,
        -1.403607,
        -0.7278813,
        -0.5594302,
        -0.7688389,
        0.7624454);
  }

  /** torch redraws the last 16 values where 16 does not divide their number. */
  @Test
  void numbersThatAreNoMultipleOfSixteen() {
    assertValues(
        randn(0, 17),
        0,
        -1.12584,
        -1.695931,
        0.5666506,
        0.7935084,
        0.5988395,
        -1.555095,
        -0.3413604,
        1.853006,
        0.4680964,
        -0.5854976,
        -0.1733968,
        0.1834779,
        1.389366,
        1.586334,
        0.9462984,
        -0.8436767,
        0.9318266);
    assertValues(
        randn(0, 23),
        0,
        -1.12584,
        -1.15236,
        -0.2505786,
        -0.4338788,
        0.8487104,
        0.6920092,
        -0.3160128,
        1.853006,
        0.4680964,
        -0.1577124,
        1.44366,
        0.2660494,
        0.1664553,
        0.8743818,
        -0.1434738,
        -0.8436767,
        0.9318266,
        1.259009,
        2.004981,
        0.0537369,
        0.6180567,
        -0.4128022,
        -0.8410648);
    assertValues(
        randn(0, 100),
        84,
        -2.613322,
        -1.696474,
        -0.2282418,
        0.279955,
        0.07324605,
        1.113318,
        0.2822672,
        0.4342256,
        0.4569401,
        -0.8653713,
        0.7813079,
        -0.9267894,
        0.2064163,
        -0.3334479,
        -0.42883,
        0.2329183);
  }

  @Test
  void severalBlocks() {
    float[] values = randn(42, 64);
    assertValues(
        values,
        48,
        -0.913823,
        -0.6581373,
        0.07802387,
        0.5258088,
        -0.4879917,
        1.191369,
        -0.8140076,
        -0.7359928,
        -1.403248,
        0.03600367,
        -0.06347727,
        0.6756149,
        -0.09780689,
        1.844594,
        -1.184537,
        1.383549);
  }

  /** Beyond 624 draws the twister has to twist again. */
  @Test
  void manyValues() {
    float[] values = randn(0, 12288);
    assertValues(values, 12284, 0.9200912, 1.2245888, -0.9603298, -0.6734276);
    double sum = 0;
    double absolute = 0;
    for (float value : values) {
      sum += value;
      absolute += Math.abs(value);
    }
    assertEquals(-154.946776, sum, 1e-3);
    assertEquals(9818.352576, absolute, 1e-3);
    assertValues(
        randn(5, 1000),
        990,
        1.4115328,
        0.4119524,
        0.3811347,
        0.8403056,
        0.6615185,
        1.0012777,
        -0.2577034,
        0.2791051,
        -0.1192151,
        0.1088036);
  }

  @Test
  void theGreatestSeed() {
    assertValues(
        randn((1L << 32) - 1, 16), 0, -2.664298, -1.091049, 0.4514474, 0.2283607, 1.898618);
  }

  @Test
  void drawsFollowEachOtherWhateverTheChain() {
    NoiseSource.Batch noise = NoiseSource.torch(7).open(0);
    float[] first = noise.next(Role.X, new Shape(1, 1, 4, 5)).toArray();
    float[] second = noise.next(Role.Y, new Shape(1, 2, 4, 5)).toArray();
    assertValues(first, 0, -0.8201345, 0.3956312, 0.8989085, -1.3884039);
    assertValues(first, 16, -0.8667016, -0.5640067, -2.0564625, -0.3567225);
    assertValues(second, 0, 0.9571022, -0.6618676, -0.8284521, -0.6056803);
    assertValues(second, 36, -0.3984588, -0.1731676, 0.756881, 0.9862263);
  }

  @Test
  void aBatchBeginsWithTheSeedOfItsFirstPair() {
    Shape shape = new Shape(2, 1, 4, 4);
    Tensor fifth = NoiseSource.torch(3).open(5).next(Role.X, shape);
    assertEquals(NoiseSource.torch(8).open(0).next(Role.X, shape), fifth);
    assertNotEquals(NoiseSource.torch(3).open(0).next(Role.X, shape), fifth);
  }

  @Test
  void refusesWhatTorchDoesDifferently() {
    assertRefused("shape", () -> randn(0, 15));
    assertRefused("seed", () -> NoiseSource.torch(-1));
    assertRefused("seed", () -> NoiseSource.torch(1L << 32));
    NoiseSource.torch((1L << 32) - 2).open(1);
    assertRefused("firstPair", () -> NoiseSource.torch((1L << 32) - 2).open(2));
    assertEquals("torch(9)", NoiseSource.torch(9).description());
  }
}
