package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.contract.TensorAssertions;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;

/** What a {@link PairedSampler} does about faults of its networks and of its caller. */
class PairedSamplerFaultTest extends RecordedSampler {
  private static final Shape IMAGE = new Shape(1, 1, 4, 4);

  /** A model that breaks at a time step, as a network without a good training does. */
  private static FunctionDenoiser breakingAt(double brokenTime, float value) {
    return new FunctionDenoiser(
        1,
        1,
        PredictionType.NOISE,
        (noisy, condition, time) ->
            time == brokenTime
                ? TensorAssertions.tensor(noisy.shape(), i -> i == 3 ? value : 0)
                : noisy);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aPredictionThatIsNotFiniteIsNamed(float value) {
    Denoiser good = FunctionDenoiser.pointwise(1, 1);
    double second = Ddim.ofSteps(3).on(SCHEDULE).time(1);
    assertNamed("model X of function on cpu", recorded(breakingAt(second, value), good));
    assertNamed("model Y of function on cpu", recorded(good, breakingAt(second, value)));
  }

  private static void assertNamed(String model, PairedSampler sampler) {
    BackendException failure =
        assertThrows(BackendException.class, () -> sampler.sample(request(2).build()).toList());
    assertTrue(failure.getMessage().startsWith(model), failure.getMessage());
    assertTrue(failure.getMessage().endsWith("at evaluation 1"), failure.getMessage());
  }

  /** The prediction is of one pair of two, whose x does not change. */
  @Test
  void aPredictionOfSomePairsThatIsNotFiniteIsNamed() {
    FunctionDenoiser broken =
        new FunctionDenoiser(
            1,
            1,
            PredictionType.CLEAN,
            (noisy, y, time) ->
                noisy.shape().batch() == 2 ? noisy : noisy.map(value -> Double.NaN));
    Tensor start = TensorAssertions.tensor(IMAGE.withBatch(2), i -> i < 16 ? 0 : Math.sin(i));
    SamplingRequest request =
        request(2).start(start, start).guideRefresh(GuideRefresh.whileChanging(0)).build();
    PairedSampler sampler = recorded(broken, FunctionDenoiser.pointwise(1, 1));
    BackendException failure =
        assertThrows(BackendException.class, () -> sampler.sample(request).toList());
    assertTrue(failure.getMessage().startsWith("model X"), failure.getMessage());
    assertTrue(failure.getMessage().endsWith("at evaluation 2"), failure.getMessage());
  }

  @Test
  void aRefreshPolicyThatFailsEndsTheRun() {
    IllegalStateException failure = new IllegalStateException("broken policy");
    Rule broken =
        new Rule(
            moment -> {
              throw failure;
            });
    SamplingRequest request = request(1).guideRefresh(broken).build();
    assertSame(
        failure,
        assertThrows(IllegalStateException.class, () -> recorded().sample(request).toList()));
  }

  @Test
  void aFailureOfTheEngineComesThrough() {
    BackendException failure = new BackendException("no memory", new IllegalStateException());
    FunctionDenoiser failing =
        new FunctionDenoiser(
            1,
            1,
            PredictionType.NOISE,
            (noisy, condition, time) -> {
              throw failure;
            });
    PairedSampler sampler = recorded(failing, FunctionDenoiser.pointwise(1, 1));
    assertSame(
        failure,
        assertThrows(BackendException.class, () -> sampler.sample(request(2).build()).toList()));
  }

  @Test
  void aSamplerOfClosedModelsFailsAtItsNextBatch() {
    Denoiser x = FunctionDenoiser.pointwise(1, 1);
    PairedSampler sampler = recorded(x, FunctionDenoiser.pointwise(1, 1));
    Iterator<PairBatch> batches = sampler.sample(request(4).build()).iterator();
    batches.next();
    x.close();
    assertThrows(IllegalStateException.class, batches::next);
  }

  @Test
  void modelsThatDoNotFitEachOtherAreRefused() {
    assertRefused(
        "models",
        () -> recorded(FunctionDenoiser.pointwise(1, 3), FunctionDenoiser.pointwise(1, 1)));
    assertRefused(
        "models",
        () -> recorded(FunctionDenoiser.pointwise(2, 1), FunctionDenoiser.pointwise(1, 1)));
  }

  @Test
  void requestsThatDoNotFitTheModelsAreRefusedAtOnce() {
    PairedSampler sampler = recorded();
    SamplingRequest.Builder sizeless = SamplingRequest.builder().method(Ddim.ofSteps(3));
    assertRefused("size", () -> sampler.sample(sizeless.build()));
    assertRefused("steps", () -> sampler.sample(request(1).method(Ddim.ofSteps(101)).build()));
    Tensor one = Tensor.zeros(IMAGE);
    Tensor two = Tensor.zeros(IMAGE.withChannels(2));
    assertRefused("fixedX", () -> sampler.sample(request(1).fixedX(two).build()));
    assertRefused("start x", () -> sampler.sample(request(1).start(two, one).build()));
    assertRefused("start y", () -> sampler.sample(request(1).start(one, two).build()));
    assertEquals(0, calls.size());
  }

  @Test
  void aRequestWithoutASizeHasTheOneThatModelYLearntFrom() {
    Denoiser fixed = ofSize(SizeRule.fixed(8, 16));
    Denoiser any = ofSize(SizeRule.multipleOf(4));
    SamplingRequest sizeless = SamplingRequest.builder().method(Ddim.ofSteps(3)).build();
    assertEquals(new Shape(1, 1, 12, 4), sampled(learntFrom(any, 12, 4), sizeless));
    assertEquals(new Shape(1, 1, 8, 16), sampled(fixed, sizeless));
    assertEquals(new Shape(1, 1, 8, 16), sampled(learntFrom(fixed, 8, 16), sizeless));
    assertRefused("trainedSize", () -> learntFrom(fixed, 12, 4));
    assertEquals(
        new Shape(1, 1, 8, 8),
        sampled(learntFrom(any, 12, 4), sizeless.toBuilder().size(8, 8).build()));
    assertRefused("size", () -> recorded(learntFrom(any, 12, 4), any).sample(sizeless));
  }

  @Test
  void modelsThatLearntFromTwoSizesNeedOne() {
    Denoiser any = ofSize(SizeRule.multipleOf(4));
    PairedSampler sampler = recorded(learntFrom(any, 8, 8), learntFrom(any, 16, 16));
    SamplingRequest.Builder request = SamplingRequest.builder().method(Ddim.ofSteps(3));
    assertRefused("size", () -> sampler.sample(request.build()));
    assertEquals(1, sampler.sample(request.size(8, 8).build()).toList().size());
  }

  private Shape sampled(Denoiser y, SamplingRequest request) {
    return recorded(ofSize(SizeRule.multipleOf(1)), y).sample(request).toList().get(0).y().shape();
  }

  private static Denoiser learntFrom(Denoiser model, int height, int width) {
    return new FunctionDenoiser(
        model.spec().toBuilder().trainedSize(new ImageSize(height, width)).build(),
        (noisy, condition, time) -> noisy);
  }

  @Test
  void sizesThatAModelDoesNotTakeAreRefused() {
    Denoiser eights = ofSize(SizeRule.multipleOf(8));
    Denoiser fixed = ofSize(SizeRule.fixed(8, 16));
    assertRefused("height", () -> recorded(eights, fixed).sample(request(1).size(12, 16).build()));
    assertRefused("width", () -> recorded(fixed, eights).sample(request(1).size(8, 8).build()));
    Denoiser any = ofSize(SizeRule.multipleOf(1));
    assertRefused("height", () -> recorded(any, eights).sample(request(1).size(12, 16).build()));
    assertRefused("height", () -> recorded(eights, any).sample(request(1).size(12, 16).build()));
    PairBatch batch =
        recorded(eights, fixed)
            .sample(SamplingRequest.builder().method(Ddim.ofSteps(2)).build())
            .toList()
            .get(0);
    assertEquals(new Shape(1, 1, 8, 16), batch.y().shape());
  }

  private static Denoiser ofSize(SizeRule size) {
    return new FunctionDenoiser(
        DenoiserSpec.builder(1, 1, "sized").size(size).build(), (noisy, condition, time) -> noisy);
  }

  @ParameterizedTest
  @EnumSource
  void noisePredictionFromPureNoiseIsRefused(Role role) {
    NoiseSchedule zero = SCHEDULE.zeroTerminalSnr();
    Denoiser noise = FunctionDenoiser.pointwise(1, 1);
    Denoiser velocity =
        FunctionDenoiser.oracle(Tensor.zeros(IMAGE), 1, zero, PredictionType.VELOCITY);
    PairedSampler sampler =
        sampler(
            role == Role.X ? noise : velocity,
            role == Role.Y ? noise : velocity,
            zero,
            IDENTITY,
            IDENTITY);
    assertRefused("scheduler", () -> sampler.sample(request(1).build()));
    if (role == Role.X) {
      // A fixed x is not denoised, so it does not matter how.
      SamplingRequest fixed = request(1).fixedX(Tensor.zeros(IMAGE)).build();
      assertEquals(1, sampler.sample(fixed).toList().size());
    }
  }

  @Test
  void aTransformThatChangesTheShapeIsRefused() {
    GuideTransform wrong =
        new GuideTransform() {
          @Override
          public Tensor apply(Tensor cleanEstimate) {
            return Tensor.zeros(cleanEstimate.shape().withChannels(2));
          }

          @Override
          public String description() {
            return "wrong";
          }
        };
    Denoiser network = FunctionDenoiser.pointwise(1, 1);
    PairedSampler guiding = recorded(network, network, wrong, IDENTITY);
    assertRefused(
        "result of guide transform wrong", () -> guiding.sample(request(1).build()).toList());
    PairedSampler finishing = recorded(network, network, IDENTITY, wrong);
    assertRefused(
        "result of guide transform wrong", () -> finishing.sample(request(1).build()).toList());
  }
}
