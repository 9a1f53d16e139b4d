package org.pigdiffusion.sampler;

import com.google.common.collect.Iterables;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.GaussianDenoiser;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.TimeGrid;

/**
 * A pair of exact denoisers that guide each other, to measure how fast the error falls as the steps
 * double. The mean of x swings with y, so that x0hat of many pixels crosses the threshold 0 on the
 * way.
 */
final class GaussianPair {
  static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(4097, 2.5e-6, 0.005);
  static final TimeGrid GRID = TimeGrid.karras();
  private static final int FEWEST_STEPS = 20;

  private GaussianPair() {}

  /** The steps of one pair of 32x32. */
  static List<TrajectoryPoint> trajectory(
      SamplingMethod method, GuideTransform guide, GuideRefresh refresh) {
    SamplingRequest request =
        SamplingRequest.builder()
            .size(32, 32)
            .method(method)
            .guideRefresh(refresh)
            .trajectoryEvery(1)
            .build();
    PairedSampler sampler =
        PairedSampler.builder()
            .x(GaussianDenoiser.of(SCHEDULE, PredictionType.CLEAN, y -> 0.9 * Math.sin(3 * y)))
            .y(GaussianDenoiser.of(SCHEDULE, PredictionType.CLEAN, mask -> 0.5 * mask))
            .schedule(SCHEDULE)
            .guide(guide)
            .build();
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      return batches.toList().get(0).trajectory();
    }
  }

  /**
   * Mean absolute errors of y with 20, 40, 80, ... steps against 2,048 steps of third order, as y
   * enters the last evaluation: at time 0, whatever the steps.
   */
  static double[] errors(
      int count, IntFunction<SamplingMethod> method, GuideTransform guide, GuideRefresh refresh) {
    SamplingMethod fine = SamplingMethod.of(DpmSolverPlusPlus.ofOrder(3), 2048).withGrid(GRID);
    Tensor exact = last(trajectory(fine, guide, GuideRefresh.always()));
    return IntStream.range(0, count)
        .mapToObj(i -> last(trajectory(method.apply(FEWEST_STEPS << i), guide, refresh)))
        .mapToDouble(y -> difference(exact, y))
        .toArray();
  }

  /** How often the error halves when the steps double, from the second on. */
  static double order(double[] errors) {
    int last = errors.length - 1;
    return Math.log(errors[1] / errors[last]) / Math.log(2) / (last - 1);
  }

  private static Tensor last(List<TrajectoryPoint> trajectory) {
    return Iterables.getLast(trajectory).y();
  }

  private static double difference(Tensor one, Tensor other) {
    float[] a = one.toArray();
    float[] b = other.toArray();
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).average().orElse(0);
  }
}
