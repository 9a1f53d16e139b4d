package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.contract.FunctionDenoiser;

class OneTimeNetworkTest {
  private static final Shape SHAPE = new Shape(5, 2, 3, 3);
  private static final Tensor NOISY = tensor(SHAPE, i -> Math.sin(i));
  private static final Tensor CONDITION = tensor(SHAPE.withChannels(1), i -> Math.cos(i));

  /** Calls of a network, as {@code batch at time}. */
  private final List<String> calls = new ArrayList<>();

  private OneTimeNetwork noted(Denoiser denoiser) {
    return (noisy, condition, time) -> {
      calls.add(noisy.shape().batch() + " at " + time);
      return denoiser.predict(noisy, condition, time);
    };
  }

  @Test
  void imagesOfEqualTimesGoTogetherAndComeOutInOrderBitForBit() {
    double[] times = {7, 2.5, 7, 900, 2.5};
    try (Denoiser network = FunctionDenoiser.mixing(2, 1)) {
      Tensor together = noted(network).runEach(NOISY, CONDITION, times);
      assertEquals(List.of("2 at 7.0", "2 at 2.5", "1 at 900.0"), calls);
      for (int i = 0; i < 5; i++) {
        Tensor alone = network.predict(NOISY.slice(i, i + 1), CONDITION.slice(i, i + 1), times[i]);
        assertEquals(alone, together.slice(i, i + 1));
      }
    }
  }

  @Test
  void oneTimeOfAllImagesIsOneCallOfTheVeryBatch() {
    OneTimeNetwork same =
        (noisy, condition, time) -> {
          assertSame(NOISY, noisy);
          assertSame(CONDITION, condition);
          return noisy;
        };
    assertSame(NOISY, same.runEach(NOISY, CONDITION, new double[] {4, 4, 4, 4, 4}));
  }

  @Test
  void aConditionMayHaveNoChannels() {
    Tensor nothing = Tensor.zeros(SHAPE.withChannels(0));
    double[] times = {1, 2, 1, 2, 1};
    try (Denoiser network = FunctionDenoiser.pointwise(2, 0)) {
      Tensor together = noted(network).runEach(NOISY, nothing, times);
      assertEquals(2, calls.size());
      assertEquals(
          network.predict(NOISY.slice(3, 4), nothing.slice(3, 4), 2), together.slice(3, 4));
    }
  }
}
