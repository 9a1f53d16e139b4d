package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.GuideInput;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UpwardAttention;
import org.pigdiffusion.unet.Weights;

/**
 * What every {@link Denoiser} of a {@link org.pigdiffusion.unet.UNet} does. A backend's test
 * extends this class and says how its denoiser is made and how close it comes to the oracle. Here
 * is what it predicts.
 */
public abstract class DenoiserContract extends DenoiserCallsContract {
  private static final long SEED = 7;

  /** A new, open denoiser of the network with these weights, predicting noise. */
  protected abstract Denoiser create(UNetConfig config, Weights weights) throws Exception;

  /** The largest difference allowed between a predicted value and the oracle's. */
  protected abstract double tolerance();

  /** A network with everything in it: two levels, attention, a shortcut, a condition. */
  public static UNetConfig tiny() {
    return tiny(1, 1).build();
  }

  private static UNetConfig.Builder tiny(int channels, int conditionChannels) {
    return UNetConfig.builder(channels, conditionChannels)
        .baseWidth(8)
        .multipliers(1, 2)
        .residualBlocks(1)
        .attentionLevels(ImmutableSortedSet.of(1))
        .groups(4);
  }

  /** Networks that differ from each other in each of the settings. */
  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("condition concatenated", tiny(), 1, 8, 8, 500.0),
        Arguments.of("not square", tiny(), 2, 12, 6, 3.0),
        Arguments.of(
            "condition added", tiny(1, 1).guideInput(GuideInput.ADD).build(), 2, 8, 8, 1023.0),
        Arguments.of("unconditional", tiny(1, 0).build(), 3, 8, 8, 0.0),
        Arguments.of("different channels", tiny(3, 2).build(), 2, 8, 8, 1.0),
        Arguments.of("fractional time", tiny(), 1, 8, 8, 37.25),
        Arguments.of(
            "no attention",
            tiny(1, 1).attentionLevels(ImmutableSortedSet.of()).middleAttention(false).build(),
            1,
            8,
            8,
            20.0),
        Arguments.of(
            "one level",
            tiny(2, 1).multipliers(1).attentionLevels(ImmutableSortedSet.of(0)).build(),
            1,
            5,
            7,
            20.0),
        Arguments.of(
            "three levels, odd multiples of 4",
            tiny(1, 1)
                .multipliers(1, 2, 2)
                .residualBlocks(2)
                .attentionLevels(ImmutableSortedSet.of(1, 2))
                .dropout(0.1)
                .build(),
            2,
            12,
            20,
            250.0),
        Arguments.of(
            "attention upward at the lowest level only",
            tiny(1, 1)
                .multipliers(1, 1, 2)
                .attentionLevels(ImmutableSortedSet.of(0, 1))
                .upwardAttention(UpwardAttention.LOWEST_LEVEL)
                .build(),
            1,
            8,
            8,
            999.0),
        Arguments.of("patches", tiny(1, 1).patch(2).build(), 1, 8, 8, 500.0),
        Arguments.of("patches of several channels", tiny(3, 2).patch(2).build(), 2, 12, 8, 70.0),
        Arguments.of(
            "patches of a sum",
            tiny(2, 2).guideInput(GuideInput.ADD).multipliers(1, 1).patch(4).build(),
            2,
            8,
            16,
            70.0));
  }

  @ParameterizedTest(name = "{0}, {2}x{3}x{4}, t {5}")
  @MethodSource("networks")
  void agreesWithTheOracle(
      String name, UNetConfig config, int batch, int height, int width, double time)
      throws Exception {
    Weights weights = RandomWeights.of(config, SEED);
    Tensor noisy = RandomWeights.input(new Shape(batch, config.channels(), height, width), 1);
    Tensor condition =
        RandomWeights.input(noisy.shape().withChannels(config.conditionChannels()), 2);
    try (Denoiser denoiser = create(config, weights);
        Denoiser oracle = new ReferenceDenoiser(config, weights)) {
      assertClose(
          oracle.predict(noisy, condition, time),
          denoiser.predict(noisy, condition, time),
          tolerance());
    }
  }

  /** Where the variance is as small as the number added to it, that number shows. */
  @Test
  void faintInputsAreNormalisedAsTheOracleDoes() throws Exception {
    UNetConfig config = tiny(1, 1).groups(8).build();
    Weights weights = RandomWeights.of(config, SEED);
    Tensor faint = RandomWeights.input(new Shape(1, 1, 8, 8), 1).map(v -> v / 1000);
    try (Denoiser denoiser = create(config, weights);
        Denoiser oracle = new ReferenceDenoiser(config, weights)) {
      Tensor expected = oracle.predict(faint, faint, 10);
      assertClose(expected, denoiser.predict(faint, faint, 10), 10 * tolerance());
    }
  }

  @Test
  void saysWhatItTakes() throws Exception {
    UNetConfig config = tiny(3, 2).multipliers(1, 2).patch(2).build();
    try (Denoiser denoiser = create(config, RandomWeights.of(config, SEED))) {
      assertEquals(3, denoiser.spec().channels());
      assertEquals(2, denoiser.spec().conditionChannels());
      denoiser.spec().size().require(12, 4);
      assertThrows(IllegalArgumentException.class, () -> denoiser.spec().size().require(6, 4));
      assertTrue(!denoiser.spec().id().isEmpty() && !denoiser.spec().device().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void anImageDoesNotDependOnItsBatchMates(int batch) throws Exception {
    Tensor noisy = RandomWeights.input(new Shape(batch, 1, 8, 8), 3);
    Tensor condition = RandomWeights.input(noisy.shape(), 4);
    try (Denoiser denoiser = createTiny()) {
      Tensor together = denoiser.predict(noisy, condition, 100);
      for (int i = 0; i < batch; i++) {
        Tensor alone = denoiser.predict(noisy.slice(i, i + 1), condition.slice(i, i + 1), 100);
        assertClose(alone, together.slice(i, i + 1), tolerance());
      }
    }
  }

  /** Of two, of one and between the steps: whoever takes one time at a call has to sort them. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void imagesMayHaveTimesOfTheirOwn(int batch) throws Exception {
    double[] times = Arrays.copyOf(new double[] {900, 3, 900, 37.25, 3}, batch);
    Tensor noisy = RandomWeights.input(new Shape(batch, 1, 8, 8), 3);
    Tensor condition = RandomWeights.input(noisy.shape(), 4);
    try (Denoiser denoiser = createTiny();
        Denoiser oracle = new ReferenceDenoiser(tiny(), RandomWeights.of(tiny(), SEED))) {
      Tensor together = denoiser.predict(noisy, condition, times);
      assertClose(oracle.predict(noisy, condition, times), together, tolerance());
      assertClose(together, denoiser.predict(noisy, condition, times), repeatTolerance());
      for (int i = 0; i < batch; i++) {
        Tensor alone = denoiser.predict(noisy.slice(i, i + 1), condition.slice(i, i + 1), times[i]);
        assertClose(alone, together.slice(i, i + 1), tolerance());
      }
    }
  }

  @Test
  void oneTimeIsTheSameTimeForEachImage() throws Exception {
    Tensor noisy = RandomWeights.input(new Shape(3, 1, 8, 8), 3);
    double[] times = {100, 100, 100};
    try (Denoiser denoiser = createTiny()) {
      assertClose(
          denoiser.predict(noisy, noisy, 100),
          denoiser.predict(noisy, noisy, times),
          repeatTolerance());
    }
    assertArrayEquals(new double[] {100, 100, 100}, times);
  }

  @Test
  void wrongTimesAreNamed() throws Exception {
    Tensor two = Tensor.zeros(new Shape(2, 1, 8, 8));
    try (Denoiser denoiser = createTiny()) {
      TensorAssertions.assertRefused("times", () -> denoiser.predict(two, two, new double[] {1}));
      TensorAssertions.assertRefused(
          "times", () -> denoiser.predict(two, two, new double[] {1, 2, 3}));
      TensorAssertions.assertRefused(
          "time", () -> denoiser.predict(two, two, new double[] {1, -1}));
    }
  }

  @Test
  void wrongArgumentsAreNamed() throws Exception {
    UNetConfig config = tiny(2, 1).build();
    Tensor noisy = Tensor.zeros(new Shape(2, 2, 8, 8));
    Tensor condition = Tensor.zeros(new Shape(2, 1, 8, 8));
    try (Denoiser denoiser = create(config, RandomWeights.of(config, SEED))) {
      assertRefused(denoiser, "noisy", Tensor.zeros(new Shape(2, 3, 8, 8)), condition, 1);
      assertRefused(denoiser, "condition", noisy, Tensor.zeros(new Shape(2, 2, 8, 8)), 1);
      assertRefused(denoiser, "condition", noisy, Tensor.zeros(new Shape(1, 1, 8, 8)), 1);
      assertRefused(denoiser, "condition", noisy, Tensor.zeros(new Shape(2, 1, 8, 4)), 1);
      assertRefused(
          denoiser,
          "width",
          Tensor.zeros(new Shape(2, 2, 8, 7)),
          Tensor.zeros(new Shape(2, 1, 8, 7)),
          1);
      assertRefused(denoiser, "time", noisy, condition, -1);
      assertRefused(denoiser, "time", noisy, condition, Double.NaN);
    }
  }

  private static void assertRefused(
      Denoiser denoiser, String argument, Tensor noisy, Tensor condition, double time) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> denoiser.predict(noisy, condition, time));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(argument + ":"), message);
    assertTrue(message.contains("expected") && message.contains("found"), message);
  }

  @Override
  final Denoiser createTiny() throws Exception {
    return create(tiny(), RandomWeights.of(tiny(), SEED));
  }
}
