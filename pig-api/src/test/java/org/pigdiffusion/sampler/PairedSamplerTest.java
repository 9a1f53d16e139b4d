package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.contract.GaussianDenoiser;
import org.pigdiffusion.contract.RecordingDenoiser.Call;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Ddpm;
import org.pigdiffusion.scheduler.Deis;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.Euler;
import org.pigdiffusion.scheduler.Heun;
import org.pigdiffusion.scheduler.Pndm;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.Scheduler;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;

/**
 * What a {@link PairedSampler} of two denoisers samples. Its other sides are in {@link
 * PairInvarianceTest}, {@link GuideRefreshTest}, {@link PairedSamplerRunTest}, {@link
 * ParallelSamplingTest} and {@link PairedSamplerFaultTest}.
 */
class PairedSamplerTest extends RecordedSampler {
  private static final GuideTransform BINARY = GuideTransform.binary(Threshold.absolute(0));
  private static final GuideTransform ANNOTATION = GuideTransform.ternary();

  private PairedSampler pointwise(GuideTransform guide) {
    Denoiser network = FunctionDenoiser.pointwise(1, 1);
    return recorded(network, network, guide, ANNOTATION);
  }

  private static SamplingRequest.Builder sevenSteps(int count) {
    return request(count).size(4, 5).method(Ddim.ofSteps(7)).batchSize(8);
  }

  /** The paper's loop as it stands, from the sampler's own starting noise. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 13, 100})
  void isAlgorithmTwo(int steps) {
    Denoiser modelX =
        GaussianDenoiser.of(SCHEDULE, PredictionType.NOISE, y -> 0.9 * Math.tanh(2 * y));
    Denoiser modelY = GaussianDenoiser.of(SCHEDULE, PredictionType.NOISE, mask -> 0.5 * mask);
    PairBatch batch =
        only(
            recorded(modelX, modelY, BINARY, ANNOTATION),
            sevenSteps(2).method(Ddim.ofSteps(steps)).build());
    Tensor x = calls.get(0).noisy();
    Tensor y = calls.get(0).condition();
    List<Double> times = TimeGrid.trailing().times(steps, SCHEDULE);
    for (int i = 0; i < steps; i++) {
      double abar = SCHEDULE.alphaBar(times.get(i));
      double next = i + 1 < steps ? SCHEDULE.alphaBar(times.get(i + 1)) : 1;
      Tensor ex = modelX.predict(x, y, times.get(i));
      Tensor xHat = Tensor.combine(1 / Math.sqrt(abar), x, -Math.sqrt(1 / abar - 1), ex);
      x = Tensor.combine(Math.sqrt(next), xHat, Math.sqrt(1 - next), ex);
      Tensor ey = modelY.predict(y, BINARY.apply(xHat), times.get(i));
      Tensor yHat = Tensor.combine(1 / Math.sqrt(abar), y, -Math.sqrt(1 / abar - 1), ey);
      y = Tensor.combine(Math.sqrt(next), yHat, Math.sqrt(1 - next), ey);
    }
    assertEquals(2 * steps, calls.size());
    assertClose(x, batch.x(), 1e-6);
    assertClose(y, batch.y(), 1e-6);
    assertClose(ANNOTATION.apply(batch.x()), batch.annotation(), 0);
  }

  /** A transform that notes what it was given and what it returned. */
  private static final class RecordingTransform implements GuideTransform {
    private final List<Tensor> given = new ArrayList<>();
    private final List<Tensor> returned = new ArrayList<>();

    @Override
    public Tensor apply(Tensor cleanEstimate) {
      given.add(cleanEstimate);
      returned.add(cleanEstimate.map(value -> value > 0.1 ? 0.75 : -0.5));
      return returned.get(returned.size() - 1);
    }

    @Override
    public String description() {
      return "recording";
    }
  }

  @Test
  void xGoesFirstGivenTheNoisyTargetThenYGivenTheTransformedGuide() {
    RecordingTransform guide = new RecordingTransform();
    PairBatch batch = only(pointwise(guide), sevenSteps(2).build());
    assertEquals(14, calls.size());
    for (int step = 0; step < 7; step++) {
      Call x = calls.get(2 * step);
      Call y = calls.get(2 * step + 1);
      assertEquals(Role.X, x.role());
      assertEquals(Role.Y, y.role());
      assertEquals(x.time(), y.time());
      assertSame(y.noisy(), x.condition(), "x is conditioned on y_t itself");
      assertSame(guide.returned.get(step), y.condition(), "y sees what the transform returned");
      double abar = SCHEDULE.alphaBar(x.time());
      Tensor xHat = SCHEDULE.at(x.time()).clean(x.noisy(), x.prediction());
      assertClose(xHat, guide.given.get(step), 1e-6 / Math.sqrt(abar));
    }
    assertEquals(7, guide.given.size(), "the annotation has a transform of its own");
    assertEquals(ANNOTATION.apply(batch.x()), batch.annotation());
  }

  static Stream<SamplingMethod> methods() {
    Stream.Builder<SamplingMethod> methods = Stream.builder();
    for (TimeGrid grid :
        List.of(TimeGrid.leading(), TimeGrid.trailing(), TimeGrid.linspace(), TimeGrid.quad())) {
      for (int steps : new int[] {1, 3, 7}) {
        for (double eta : new double[] {0, 0.5, 1}) {
          methods.add(SamplingMethod.of(new Ddim(eta), steps).withGrid(grid));
        }
        for (Ddpm.Variance variance : Ddpm.Variance.values()) {
          methods.add(SamplingMethod.of(new Ddpm(variance), steps).withGrid(grid));
        }
      }
    }
    return methods
        .add(Ddpm.ofSteps(100))
        .add(Ddim.ofSteps(100))
        .add(DpmSolverPlusPlus.ofSteps(7))
        .add(
            SamplingMethod.of(
                DpmSolverPlusPlus.ofOrder(2).withNoise(DpmSolverPlusPlus.Noise.SDE), 7))
        .add(SamplingMethod.of(UniPc.ofOrder(3), 7))
        .add(Deis.ofSteps(7))
        .add(SamplingMethod.of(new Pndm(Pndm.Start.RUNGE_KUTTA), 7))
        .add(Euler.ofSteps(7))
        .add(Heun.ofSteps(7))
        .build();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theTrueNoiseOfBothLeadsToThePair(SamplingMethod method) {
    Scheduler scheduler = method.on(SCHEDULE);
    // The rounding of the last prediction grows by 1 / sqrt(abar) of the last step.
    double tolerance = 2e-6 / Math.sqrt(scheduler.alphaBar(scheduler.evaluations() - 1));
    for (PredictionType type : PredictionType.values()) {
      Tensor x = tensor(new Shape(1, 1, 4, 5), i -> Math.sin(i));
      Tensor y = tensor(new Shape(1, 2, 4, 5), i -> Math.cos(i));
      PairBatch batch =
          only(
              recorded(
                  FunctionDenoiser.oracle(x, 2, SCHEDULE, type),
                  FunctionDenoiser.oracle(y, 1, SCHEDULE, PredictionType.NOISE),
                  IDENTITY,
                  ANNOTATION),
              sevenSteps(2).method(method).build());
      for (int i = 0; i < 2; i++) {
        assertClose(x, batch.x().slice(i, i + 1), tolerance);
        assertClose(y, batch.y().slice(i, i + 1), tolerance);
      }
    }
  }

  @Test
  void fromZeroTerminalSnrVelocityLeadsToThePair() {
    NoiseSchedule zero = SCHEDULE.zeroTerminalSnr();
    Tensor x = tensor(new Shape(1, 1, 4, 5), i -> Math.sin(i));
    Tensor y = tensor(new Shape(1, 1, 4, 5), i -> Math.cos(i));
    PairedSampler sampler =
        sampler(
            FunctionDenoiser.oracle(x, 1, zero, PredictionType.VELOCITY),
            FunctionDenoiser.oracle(y, 1, zero, PredictionType.CLEAN),
            zero,
            IDENTITY,
            IDENTITY);
    PairBatch batch = only(sampler, sevenSteps(1).build());
    assertClose(x, batch.x(), 1e-5);
    assertClose(y, batch.y(), 1e-5);
  }

  @Test
  void aFixedGuideGuidesAsItIsAndXIsNotAsked() {
    Tensor guides = tensor(new Shape(3, 1, 4, 5), i -> Math.sin(i));
    List<PairBatch> batches =
        pointwise(BINARY).sample(sevenSteps(3).batchSize(2).fixedX(guides).build()).toList();
    assertEquals(14, calls.size());
    for (int i = 0; i < 14; i++) {
      assertEquals(Role.Y, calls.get(i).role());
      assertEquals(i < 7 ? guides.slice(0, 2) : guides.slice(2, 3), calls.get(i).condition());
    }
    assertEquals(guides.slice(2, 3), batches.get(1).x());
    assertEquals(guides.slice(2, 3), batches.get(1).annotation());
    assertEquals(Optional.empty(), batches.get(0).provenance().modelX());
    assertEquals(IDENTITY, batches.get(0).provenance().guide());
    assertEquals(IDENTITY, batches.get(0).provenance().annotation());
  }

  /** Fixing x has no bearing on the noise of y. */
  @Test
  void aFixedGuideEqualToTheSampledOneMakesTheSameStart() {
    only(pointwise(BINARY), sevenSteps(1).build());
    only(pointwise(BINARY), sevenSteps(1).fixedX(Tensor.zeros(new Shape(1, 1, 4, 5))).build());
    assertEquals(calls.get(0).condition(), calls.get(14).noisy());
  }

  @Test
  void aGivenStartIsWhereBothChainsBegin() {
    Tensor x = tensor(new Shape(3, 1, 4, 5), i -> Math.sin(i));
    Tensor y = tensor(new Shape(3, 1, 4, 5), i -> Math.cos(i));
    List<PairBatch> batches =
        pointwise(BINARY).sample(sevenSteps(3).batchSize(2).start(x, y).build()).toList();
    assertEquals(x.slice(0, 2), calls.get(0).noisy());
    assertEquals(y.slice(0, 2), calls.get(1).noisy());
    assertEquals(x.slice(2, 3), calls.get(14).noisy());
    assertEquals(y.slice(2, 3), calls.get(15).noisy());
    assertTrue(batches.get(0).provenance().startGiven());
    assertEquals(NoiseSource.keyed(3), batches.get(0).provenance().noise());
  }

  @Test
  void theProvenanceOfARequestIsThatOfItsBatches() {
    Tensor guides = Tensor.zeros(new Shape(1, 1, 4, 5));
    for (SamplingRequest request :
        List.of(sevenSteps(1).build(), sevenSteps(1).fixedX(guides).build())) {
      calls.clear();
      Provenance before = pointwise(BINARY).provenance(request);
      assertEquals(List.of(), calls, "nothing is computed");
      assertEquals(only(pointwise(BINARY), request).provenance(), before);
    }
    SamplingRequest unfit = sevenSteps(1).fixedX(Tensor.zeros(new Shape(1, 2, 4, 5))).build();
    assertThrows(IllegalArgumentException.class, () -> pointwise(BINARY).provenance(unfit));
  }

  @Test
  void theNoiseSourceIsAskedForXThenY() {
    NoiseSource torch = NoiseSource.torch(5);
    only(pointwise(BINARY), sevenSteps(2).noise(torch).build());
    NoiseSource.Batch noise = torch.open(0);
    assertEquals(noise.next(Role.X, new Shape(2, 1, 4, 5)), calls.get(0).noisy());
    assertEquals(noise.next(Role.Y, new Shape(2, 1, 4, 5)), calls.get(1).noisy());
  }

  @Test
  void aTrajectoryKeepsEveryKthStepAndTheLast() {
    PairBatch batch = only(pointwise(BINARY), sevenSteps(2).trajectoryEvery(4).build());
    assertEquals(
        List.of(0, 4, 6), batch.trajectory().stream().map(TrajectoryPoint::evaluation).toList());
    for (TrajectoryPoint point : batch.trajectory()) {
      Call x = calls.get(2 * point.evaluation());
      assertEquals(x.time(), point.time());
      assertEquals(x.noisy(), point.x());
      assertEquals(x.condition(), point.y());
      assertClose(SCHEDULE.at(x.time()).clean(x.noisy(), x.prediction()), point.xClean(), 1e-4);
    }
    assertEquals(batch.x(), batch.trajectory().get(2).xClean());
    assertEquals(batch.y(), batch.trajectory().get(2).yClean());
    assertTrue(only(pointwise(BINARY), sevenSteps(2).build()).trajectory().isEmpty());
  }

  @Test
  void provenanceSaysHowToMakeTheBatchAgain() {
    PairBatch batch = only(pointwise(BINARY), sevenSteps(2).firstIndex(9).build());
    assertEquals(9, batch.firstIndex());
    assertEquals(2, batch.size());
    Provenance.Model model = new Provenance.Model("function", "cpu");
    Provenance expected =
        Provenance.builder(NoiseSource.keyed(3), Ddim.ofSteps(7), SCHEDULE, model)
            .guide(BINARY)
            .annotation(GuideTransform.classes(3))
            .modelX(model)
            .build();
    assertEquals(expected, batch.provenance());
    assertEquals(expected, Provenance.fromProperties(batch.provenance().toProperties()));
  }
}
