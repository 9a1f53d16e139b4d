package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.contract.GaussianDenoiser;
import org.pigdiffusion.contract.RecordingDenoiser.Call;
import org.pigdiffusion.sampler.GuideRefresh.Moment;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Ddpm;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.Heun;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.Thresholding;
import org.pigdiffusion.scheduler.TimeGrid;

/**
 * When a {@link PairedSampler} of two denoisers calls model x, and what it does at the steps at
 * which it does not.
 */
class GuideRefreshTest extends RecordedSampler {
  private static final int STEPS = 12;
  private static final GuideTransform BINARY = GuideTransform.binary(Threshold.absolute(0));

  private static SamplingRequest.Builder twelveSteps(int count, GuideRefresh refresh) {
    return request(count)
        .method(Ddim.ofSteps(STEPS))
        .batchSize(8)
        .guideRefresh(refresh)
        .trajectoryEvery(1);
  }

  private PairedSampler bounded(GuideTransform guide) {
    return recorded(
        GaussianDenoiser.of(SCHEDULE, PredictionType.VELOCITY, y -> 0.9 * Math.tanh(2 * y)),
        GaussianDenoiser.of(SCHEDULE, PredictionType.NOISE, mask -> 0.5 * mask),
        guide,
        BINARY);
  }

  /** The calls of each step, in the order of Proposition 1. */
  private List<List<Call>> callsByStep() {
    List<List<Call>> byStep = new ArrayList<>();
    List<Call> ofStep = new ArrayList<>();
    for (Call call : calls) {
      ofStep.add(call);
      if (call.role() == Role.Y) {
        byStep.add(ofStep);
        ofStep = new ArrayList<>();
      }
    }
    assertTrue(ofStep.isEmpty(), "a step ends with y");
    return byStep;
  }

  @ParameterizedTest
  @CsvSource({
    "always, 0 1 2 3 4 5 6 7 8 9 10 11",
    "every(1), 0 1 2 3 4 5 6 7 8 9 10 11",
    "every(3), 0 3 6 9",
    "every(5), 0 5 10",
    "every(100), 0",
    "frozenAfter(4), 0 1 2 3",
    "frozenAfter(1), 0",
    "'noiseLevelWithin(0,1)', 0 1 2 3 4 5 6 7 8 9 10 11",
    "'noiseLevelWithin(0,0)', 0",
    "'and(every(2),frozenAfter(5))', 0 2 4",
    "'or(frozenAfter(2),every(4))', 0 1 5 9",
    "whileChanging(0), 0 1 2 3 4 5 6 7 8 9 10 11",
    "whileChanging(1E9), 0 1",
  })
  void modelXIsCalledAtTheStepsThatThePolicySays(String policy, String steps) {
    List<Integer> expected = Stream.of(steps.split(" ")).map(Integer::valueOf).toList();
    PairBatch batch = only(bounded(BINARY), twelveSteps(2, GuideRefresh.parse(policy)).build());
    List<List<Call>> byStep = callsByStep();
    assertEquals(STEPS, byStep.size());
    for (int step = 0; step < STEPS; step++) {
      List<Call> ofStep = byStep.get(step);
      TrajectoryPoint point = batch.trajectory().get(step);
      assertEquals(expected.contains(step) ? 2 : 1, ofStep.size(), "calls of step " + step);
      for (Call call : ofStep) {
        assertEquals(point.time(), call.time());
      }
      Call x = ofStep.get(0);
      Call y = ofStep.get(ofStep.size() - 1);
      if (ofStep.size() == 2) {
        assertSame(point.x(), x.noisy());
        assertSame(point.y(), x.condition(), "x is conditioned on y_t itself");
      }
      assertSame(point.y(), y.noisy());
      assertEquals(BINARY.apply(point.xClean()), y.condition());
    }
    PairBatch.Calls perPair = new PairBatch.Calls(expected.size(), STEPS);
    assertEquals(List.of(perPair, perPair), batch.calls());
  }

  @Test
  void theNoiseLevelFallsThroughAnInterval() {
    only(bounded(BINARY), twelveSteps(1, GuideRefresh.noiseLevelWithin(0.5, 0.9)).build());
    List<List<Call>> byStep = callsByStep();
    int called = 0;
    for (int step = 1; step < STEPS; step++) {
      double level = Math.sqrt(1 - Ddim.ofSteps(STEPS).on(SCHEDULE).alphaBar(step));
      boolean inside = level >= 0.5 && level <= 0.9;
      assertEquals(inside ? 2 : 1, byStep.get(step).size(), "at noise level " + level);
      called += inside ? 1 : 0;
    }
    assertTrue(called > 0 && called < STEPS - 1);
  }

  @Test
  void theCleanEstimateIsHeldAndXMovesOnTowardsIt() {
    PairBatch batch = only(bounded(BINARY), twelveSteps(2, GuideRefresh.every(4)).build());
    List<TrajectoryPoint> points = batch.trajectory();
    for (int step = 0; step < STEPS - 1; step++) {
      Tensor held = points.get(step / 4 * 4).xClean();
      assertEquals(held, points.get(step).xClean());
      double abar = SCHEDULE.alphaBar((int) points.get(step).time());
      double next = SCHEDULE.alphaBar((int) points.get(step + 1).time());
      Tensor noise = FunctionDenoiser.trueNoise(held, points.get(step).x(), abar);
      assertClose(
          Tensor.combine(Math.sqrt(next), held, Math.sqrt(1 - next), noise),
          points.get(step + 1).x(),
          1e-6);
    }
  }

  static Stream<SamplingMethod> methods() {
    return Stream.of(
        Ddim.ofSteps(STEPS),
        SamplingMethod.of(new Ddim(1), STEPS),
        Ddim.ofSteps(STEPS).withThresholding(Thresholding.clamped()),
        Ddim.ofSteps(STEPS).withThresholding(Thresholding.dynamic(0.5, 2)),
        Ddpm.ofSteps(STEPS),
        SamplingMethod.of(DpmSolverPlusPlus.ofOrder(3), STEPS),
        SamplingMethod.of(
            DpmSolverPlusPlus.ofOrder(2).withNoise(DpmSolverPlusPlus.Noise.SDE), STEPS),
        Heun.ofSteps(STEPS));
  }

  /** Whatever noise was added on the way. */
  @ParameterizedTest
  @MethodSource("methods")
  void aGuideFrozenToTheEndIsTheFinishedX(SamplingMethod method) {
    PairedSampler sampler = recorded();
    SamplingRequest.Builder request = twelveSteps(2, GuideRefresh.frozenAfter(3)).method(method);
    PairBatch batch = only(sampler, request.build());
    for (TrajectoryPoint point : batch.trajectory().subList(2, batch.trajectory().size())) {
      assertEquals(batch.x(), point.xClean());
    }
  }

  /** Between two calls DDIM's x takes one long step, if x does not look at y. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 6})
  void everyKthStepIsDdimOnTheCoarserGrid(int k) {
    double[] coarse = IntStream.range(0, STEPS / k).mapToDouble(i -> 95 - 8 * k * i).toArray();
    double[] fine = IntStream.range(0, STEPS).mapToDouble(i -> 95 - 8 * i).toArray();
    Tensor[] x = new Tensor[2];
    for (int i = 0; i < 2; i++) {
      double[] times = i == 0 ? coarse : fine;
      PairedSampler sampler =
          recorded(
              GaussianDenoiser.of(SCHEDULE, PredictionType.NOISE, y -> 0.3),
              FunctionDenoiser.pointwise(1, 1));
      GuideRefresh refresh = i == 0 ? GuideRefresh.always() : GuideRefresh.every(k);
      SamplingMethod method = Ddim.ofSteps(times.length).withGrid(TimeGrid.explicit(times));
      x[i] = only(sampler, twelveSteps(2, refresh).method(method).build()).x();
    }
    assertClose(x[0], x[1], 1e-6);
  }

  /** The x of the outer pairs is 0 all along, that of the inner ones not. */
  @Test
  void modelXIsCalledForThePairsThatAreDueOnly() {
    FunctionDenoiser halving =
        new FunctionDenoiser(1, 1, PredictionType.CLEAN, (noisy, y, t) -> noisy.map(v -> v / 2));
    Tensor x = tensor(new Shape(4, 1, 4, 4), i -> i < 16 || i >= 48 ? 0 : Math.sin(i));
    Tensor y = tensor(new Shape(4, 1, 4, 4), i -> Math.cos(i));
    PairBatch batch =
        only(
            recorded(halving, FunctionDenoiser.pointwise(1, 1)),
            twelveSteps(4, GuideRefresh.whileChanging(0)).start(x, y).build());
    List<List<Call>> byStep = callsByStep();
    for (int step = 0; step < STEPS; step++) {
      TrajectoryPoint point = batch.trajectory().get(step);
      Call call = byStep.get(step).get(0);
      assertEquals(Role.X, call.role());
      // A change is known after two calls.
      assertEquals(step < 2 ? point.x() : point.x().select(1, 2), call.noisy());
      assertEquals(step < 2 ? point.y() : point.y().select(1, 2), call.condition());
      Call target = byStep.get(step).get(1);
      assertSame(point.y(), target.noisy());
      assertSame(point.xClean(), target.condition());
      assertEquals(point.x().map(v -> v / 2), point.xClean());
    }
    PairBatch.Calls two = new PairBatch.Calls(2, STEPS);
    PairBatch.Calls all = new PairBatch.Calls(STEPS, STEPS);
    assertEquals(List.of(two, all, all, two), batch.calls());
  }

  @Test
  void thePolicyIsToldWhatIsKnownOfThePair() {
    List<Moment> told = new ArrayList<>();
    Rule rule =
        new Rule(
            moment -> {
              told.add(moment);
              return moment.evaluation() == 3 || moment.evaluation() == 4;
            });
    PairBatch batch = only(bounded(BINARY), twelveSteps(1, rule).build());
    assertEquals(
        IntStream.range(1, STEPS).boxed().toList(), told.stream().map(Moment::evaluation).toList());
    assertEquals(List.of(1, 2, 3, 1, 1, 2, 3, 4, 5, 6, 7), told.stream().map(Moment::age).toList());
    for (Moment moment : told) {
      double abar = Ddim.ofSteps(STEPS).on(SCHEDULE).alphaBar(moment.evaluation());
      assertEquals(STEPS, moment.evaluations());
      assertEquals(Math.sqrt(1 - abar), moment.noiseLevel(), 1e-15);
    }
    double[] change = told.stream().mapToDouble(Moment::change).toArray();
    for (int step = 1; step < STEPS; step++) {
      double expected =
          step <= 3
              ? Double.POSITIVE_INFINITY
              : step == 4 ? meanDifference(batch, 0, 3) : meanDifference(batch, 3, 4);
      assertEquals(expected, change[step - 1], 1e-12);
    }
  }

  private static double meanDifference(PairBatch batch, int step, int other) {
    float[] a = batch.trajectory().get(step).xClean().toArray();
    float[] b = batch.trajectory().get(other).xClean().toArray();
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).average().orElse(0);
  }

  @Test
  void aFixedGuideIsNotAskedAbout() {
    Rule never =
        new Rule(
            moment -> {
              throw new AssertionError("asked about a fixed x");
            });
    Tensor guide = Tensor.zeros(new Shape(1, 1, 4, 4));
    PairBatch batch = only(recorded(), twelveSteps(1, never).fixedX(guide).build());
    assertEquals(List.of(new PairBatch.Calls(0, STEPS)), batch.calls());
    assertEquals(STEPS, calls.size());
  }

  @Test
  void provenanceNamesThePolicy() {
    PairBatch batch = only(recorded(), twelveSteps(1, GuideRefresh.every(4)).build());
    assertEquals(GuideRefresh.every(4), batch.provenance().guideRefresh());
    assertEquals(
        GuideRefresh.always(), only(recorded(), request(1).build()).provenance().guideRefresh());
  }

  @Test
  void cancellingIsAskedBeforeEachCallThatIsMade() {
    AtomicInteger asked = new AtomicInteger();
    SamplingListener afterNine =
        new SamplingListener() {
          @Override
          public boolean isCancelled() {
            return asked.incrementAndGet() > 9;
          }
        };
    SamplingRequest request = twelveSteps(1, GuideRefresh.every(4)).build();
    assertThrows(
        SamplingCancelledException.class, () -> recorded().sample(request, afterNine).toList());
    assertEquals(9, calls.size());
  }
}
