package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.GuideInput;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UpwardAttention;
import org.pigdiffusion.unet.Weights;

/**
 * What every {@link Denoiser} of a {@link org.pigdiffusion.unet.UNet} does. A backend's test
 * extends this class and says how its denoiser is made and how close it comes to the oracle.
 */
public abstract class UNetDenoiserContract extends DenoiserContract {
  private static final long SEED = 7;

  /** A new, open denoiser of the network with these weights, predicting noise. */
  protected abstract Denoiser create(UNetConfig config, Weights weights) throws Exception;

  /** A network with everything in it: two levels, attention, a shortcut, a condition. */
  public static UNetConfig tiny() {
    return tiny(1, 1).build();
  }

  private static UNetConfig.Builder tiny(int channels, int conditionChannels) {
    return UNetConfig.builder(channels, conditionChannels)
        .baseWidth(8)
        .multipliers(1, 2)
        .residualBlocks(1)
        .attentionLevels(Set.of(1))
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
            tiny(1, 1).attentionLevels(Set.of()).middleAttention(false).build(),
            1,
            8,
            8,
            20.0),
        Arguments.of(
            "one level",
            tiny(2, 1).multipliers(1).attentionLevels(Set.of(0)).build(),
            1,
            5,
            7,
            20.0),
        Arguments.of(
            "three levels, odd multiples of 4",
            tiny(1, 1)
                .multipliers(1, 2, 2)
                .residualBlocks(2)
                .attentionLevels(Set.of(1, 2))
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
                .attentionLevels(Set.of(0, 1))
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
    }
  }

  /** Times between the steps too. */
  @Test
  void eachImageAtItsTimeAgreesWithTheOracle() throws Exception {
    double[] times = {900, 3, 900, 37.25, 3};
    Tensor noisy = RandomWeights.input(new Shape(5, 1, 8, 8), 3);
    Tensor condition = RandomWeights.input(noisy.shape(), 4);
    try (Denoiser denoiser = create();
        Denoiser oracle = new ReferenceDenoiser(tiny(), RandomWeights.of(tiny(), SEED))) {
      assertClose(
          oracle.predict(noisy, condition, times),
          denoiser.predict(noisy, condition, times),
          tolerance());
    }
  }

  @Override
  protected final Denoiser create() throws Exception {
    return create(tiny(), RandomWeights.of(tiny(), SEED));
  }
}
