package org.pigdiffusion.scheduler;

import static org.pigdiffusion.PredictionType.NOISE;
import static org.pigdiffusion.PredictionType.VELOCITY;
import static org.pigdiffusion.scheduler.Diffusers.LINEAR;
import static org.pigdiffusion.scheduler.Diffusers.SAMPLE;
import static org.pigdiffusion.scheduler.Diffusers.assertMean;
import static org.pigdiffusion.scheduler.Diffusers.assertSums;
import static org.pigdiffusion.scheduler.Diffusers.loop;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * The values that {@link Diffusers} asserts of the fast methods.
 *
 * <p>Left out:
 *
 * <ul>
 *   <li>"EDM ..." (five entries): networks with the EDM preconditioning, which is another
 *       parameterisation than the three here.
 *   <li>"DDIM inverse ...", "DPM inverse": no method here runs from the image to the noise.
 *   <li>"DPM-single ...": the singlestep variants are not offered.
 *   <li>"PNDM v" (67.3986): there the velocities of several times are averaged and turned into
 *       noise as if all were of the present one; here each becomes noise at its own time.
 * </ul>
 */
class DiffusersFastReferenceTest {
  private static final List<Double> STRIDES = TimeGrid.evenStrides().times(10, LINEAR);

  /** What they call a start with noise at the k-th step: the rest of the grid is a grid. */
  private static List<Double> from(int first) {
    return STRIDES.subList(first, STRIDES.size());
  }

  private static Tensor noisyAt(double time) {
    return LINEAR.at(time).noisy(SAMPLE, Diffusers.NOISE);
  }

  /**
   * Their DPM-Solver++ ends at the noise of time step 0, without lowering the order: there our
   * samples enter the last step.
   */
  private static Tensor atFirstTime(
      SamplingMethod method, List<Double> times, PredictionType type, Tensor start) {
    Scheduler scheduler = method.withGrid(new ExplicitGrid(times)).on(LINEAR);
    Scheduler.Run run = scheduler.newRun();
    Tensor sample = start;
    for (int step = 0; step < scheduler.evaluations() - 1; step++) {
      sample =
          Diffusers.step(scheduler, run, type, step, sample, (chain, shape) -> Tensor.zeros(shape));
    }
    return sample;
  }

  private static List<Double> andFirst(List<Double> times) {
    return Stream.concat(times.stream(), Stream.of(0.0)).toList();
  }

  private static Tensor dpmSolver(Thresholding thresholding, PredictionType type) {
    SamplingMethod method = DpmSolverPlusPlus.ofSteps(11).withThresholding(thresholding);
    return atFirstTime(method, andFirst(STRIDES), type, SAMPLE);
  }

  @Test
  void dpmSolver() {
    assertMean(0.3301, dpmSolver(Thresholding.none(), NOISE));
    assertMean(0.2251, dpmSolver(Thresholding.none(), VELOCITY));
  }

  @Test
  void dpmSolverOnEvenSigma() {
    SamplingMethod method = DpmSolverPlusPlus.ofSteps(10);
    List<Double> karras = TimeGrid.karras().times(10, LINEAR);
    assertMean(0.2096, atFirstTime(method, karras, VELOCITY, SAMPLE));
    List<Double> logSnr = TimeGrid.logSnrUniform().times(10, LINEAR);
    assertMean(0.1554, atFirstTime(method, logSnr, VELOCITY, SAMPLE));
  }

  @Test
  void dpmSolverFromANoisyStart() {
    List<Double> times = andFirst(from(5));
    SamplingMethod method = DpmSolverPlusPlus.ofSteps(6);
    assertSums(318.4111, 0.4146, atFirstTime(method, times, NOISE, noisyAt(times.get(0))));
  }

  /**
   * Quantile 0.87 and at most 0.5; with a most below 1, which is refused here, theirs clips to it
   * and divides by it.
   */
  @Test
  void dpmSolverWithDynamicThresholding() {
    record Half() implements Thresholding {
      @Override
      public Tensor apply(Tensor clean) {
        return clean.clamp(-0.5f, 0.5f).map(value -> 2 * value);
      }

      @Override
      public String description() {
        return "half";
      }
    }

    Thresholding half = new Half();
    assertMean(1.1364, dpmSolver(half, NOISE));
  }

  /** Their UniPC and DEIS end at the noise of time step 0. */
  private static Tensor toFirstTime(
      SamplingRule rule, List<Double> times, PredictionType type, Tensor start) {
    return loop(Diffusers.toFirstTime(times, LINEAR, Thresholding.none(), rule), type, 0, start);
  }

  @Test
  void uniPc() {
    SamplingRule rule = UniPc.ofOrder(2);
    assertMean(0.2464, toFirstTime(rule, STRIDES, NOISE, SAMPLE));
    assertMean(0.1014, toFirstTime(rule, STRIDES, VELOCITY, SAMPLE));
    List<Double> karras = TimeGrid.karras().times(10, LINEAR);
    assertMean(0.2925, toFirstTime(rule, karras, NOISE, SAMPLE));
    assertMean(0.1966, toFirstTime(rule, karras, VELOCITY, SAMPLE));
  }

  @Test
  void uniPcFromANoisyStart() {
    List<Double> times = from(8);
    SamplingRule rule = UniPc.ofOrder(2);
    assertSums(315.5757, 0.4109, toFirstTime(rule, times, NOISE, noisyAt(times.get(0))));
  }

  @Test
  void uniPcOfRows() {
    Shape rows = new Shape(4, 3, 1, 8);
    Tensor sample = Diffusers.ascending(rows);
    SamplingRule rule = UniPc.ofOrder(2);
    assertMean(0.2441, toFirstTime(rule, STRIDES, NOISE, sample));
    List<Double> times = from(8);
    Tensor start = LINEAR.at(times.get(0)).noisy(sample, Diffusers.descending(rows));
    assertSums(39.087, 0.4072, toFirstTime(rule, times, NOISE, start));
  }

  @Test
  void deis() {
    SamplingRule rule = new Deis(2);
    assertMean(0.23916, toFirstTime(rule, STRIDES, NOISE, SAMPLE));
    assertMean(0.091, toFirstTime(rule, STRIDES, VELOCITY, SAMPLE));
    List<Double> times = from(8);
    assertSums(315.3016, 0.41054, toFirstTime(rule, times, NOISE, noisyAt(times.get(0))));
  }

  private static final SamplingRule PNDM = new Pndm(Pndm.Start.RUNGE_KUTTA);

  @Test
  void pndm() {
    assertSums(198.1318, 0.258, pndmToFirstTime(LINEAR));
    assertSums(186.9482, 0.2434, pndmToFirstTime(NoiseSchedule.linear(1000, 0.01, 0.02)));
  }

  private static Tensor pndmToFirstTime(NoiseSchedule schedule) {
    Scheduler scheduler =
        Diffusers.toFirstTime(
            TimeGrid.leading().times(10, schedule), schedule, Thresholding.none(), PNDM);
    return loop(scheduler, NOISE, 0, SAMPLE);
  }

  /** Their step to abar 1 has the order of those before; here the last has order 1. */
  @Test
  void pndmToTheCleanEnd() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000, 0.01, 0.02);
    List<Point> path = Point.path(TimeGrid.leading().times(10, schedule), schedule);
    List<Evaluation> evaluations = PNDM.evaluations(path, schedule);
    Point last = Iterables.getLast(evaluations).at();
    Combination sameOrder =
        ProbabilityFlow.step(
            last,
            0,
            Iterables.getLast(path),
            ImmutableMap.of(0, 55 / 24., 1, -59 / 24., 2, 37 / 24., 3, -9 / 24.));
    Scheduler scheduler =
        new LinearScheduler(
            "their last step",
            schedule,
            Thresholding.none(),
            path,
            ImmutableList.<Evaluation>builder()
                .addAll(evaluations.subList(0, evaluations.size() - 1))
                .add(new Evaluation(last, sameOrder))
                .build());
    assertSums(230.0399, 0.2995, loop(scheduler, NOISE, 0, SAMPLE));
  }

  private static final NoiseSchedule LONG = NoiseSchedule.linear(1100, 1e-4, 0.02);

  @Test
  void euler() {
    List<Point> even = interpolated();
    SamplingRule rule = new Euler();
    assertSums(10.0807, 0.0131, quirk(on(even, rule), SAMPLE.map(v -> v * even.get(0).sigma())));
    List<Point> karras = Point.path(TimeGrid.karras().times(10, LONG), LONG);
    assertSums(
        124.52299, 0.162139, quirk(on(karras, rule), SAMPLE.map(v -> v * karras.get(0).sigma())));
    assertSums(57062.9297, 74.3007, quirk(on(even.subList(8, 11), rule), noisy(even)));
  }

  @Test
  void heun() {
    List<Point> even = interpolated();
    SamplingRule rule = new Heun();
    assertSums(0.1233, 0.0002, quirk(on(even, rule), SAMPLE.map(v -> v * even.get(0).sigma())));
    assertSums(75074.8906, 97.7538, quirk(on(even.subList(8, 11), rule), noisy(even)));
  }

  private static Tensor noisy(List<Point> path) {
    return Tensor.combine(path.get(0).sigma(), SAMPLE, path.get(8).sigma(), Diffusers.NOISE);
  }

  private static Scheduler on(List<Point> path, SamplingRule rule) {
    return Diffusers.on(path, "quirk", LONG, Thresholding.none(), rule);
  }

  /** Theirs has times between the time steps, with sigma interpolated and not its logarithm. */
  private static List<Point> interpolated() {
    ImmutableList.Builder<Point> path = ImmutableList.builder();
    double[] sigmas = theirSigmas();
    for (int i = 9; i >= 0; i--) {
      double time = 1099 * i / 9.0;
      int below = (int) time;
      double low = sigmas[below];
      double high = sigmas[Math.min(below + 1, 1099)];
      double sigma = low + (time - below) * (high - low);
      path.add(new Point(time, 1 / (1 + sigma * sigma)));
    }
    return path.add(Point.at(NoiseSchedule.CLEAN, LONG)).build();
  }

  /** In float32, which the values of several thousands show. */
  private static double[] theirSigmas() {
    double[] sigmas = new double[1100];
    float stride = (0.02f - 1e-4f) / 1099;
    double product = 1;
    for (int t = 0; t < 1100; t++) {
      float beta = t < 550 ? 1e-4f + stride * t : 0.02f - stride * (1099 - t);
      product *= 1 - beta;
      float abar = (float) product;
      sigmas[t] = (float) Math.sqrt((1 - abar) / abar);
    }
    return sigmas;
  }

  /**
   * Their tests of these two take the sample after scaling for that before: x / sqrt(1 + sigma^2)
   * enters the step in place of x, in samples of growing variance. A sample of theirs times a is
   * one of ours. A correct loop is in the other tests.
   */
  private static Tensor quirk(Scheduler scheduler, Tensor start) {
    Scheduler.Run run = scheduler.newRun();
    Tensor theirs = start;
    for (int step = 0; step < scheduler.evaluations(); step++) {
      double a = Math.sqrt(scheduler.alphaBar(step));
      double next = Math.sqrt(scheduler.alphaBar(step + 1));
      Tensor scaled = theirs.map(value -> value * a);
      Tensor prediction = Diffusers.model(scaled, scheduler.time(step));
      Tensor ours = scaled.map(value -> value * a);
      theirs =
          run.advance(
                  step,
                  ours,
                  NOISE.estimate(prediction, ours, scheduler.alphaBar(step)),
                  () -> Tensor.zeros(ours.shape()))
              .next()
              .map(value -> value / next);
    }
    return theirs;
  }
}
