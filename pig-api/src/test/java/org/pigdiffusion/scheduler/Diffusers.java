package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;

/**
 * The problem on which the tests of huggingface/diffusers run every scheduler: tests/schedulers,
 * commit 58eb52c. Sums of absolute values are compared within 1e-2 and means within 1e-3, as there.
 */
final class Diffusers {
  static final Shape SHAPE = new Shape(4, 3, 8, 8);
  static final Tensor SAMPLE = ascending(SHAPE);
  static final Tensor NOISE = descending(SHAPE);
  static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000, 1e-4, 0.02);

  private Diffusers() {}

  static Tensor ascending(Shape shape) {
    double size = shape.size();
    return dummy(shape, i -> i / size);
  }

  static Tensor descending(Shape shape) {
    double size = shape.size();
    return dummy(shape, i -> (size - 1 - i) / size);
  }

  /** Their values run with the batch index fastest: i = ((c * 8 + h) * 8 + w) * 4 + b. */
  private static Tensor dummy(Shape shape, IntToDoubleFunction value) {
    int image = shape.imageSize();
    return tensor(shape, i -> value.applyAsDouble(i % image * shape.batch() + i / image));
  }

  /** Their model. */
  static Tensor model(Tensor sample, double time) {
    return sample.map(value -> value * time / (time + 1));
  }

  /** Their option to end at the noise of time step 0 instead of none. */
  static Scheduler toFirstTime(
      List<Double> times, NoiseSchedule schedule, Thresholding thresholding, SamplingRule rule) {
    ImmutableList.Builder<Point> path = ImmutableList.builder();
    times.forEach(time -> path.add(Point.at(time, schedule)));
    path.add(Point.at(0, schedule));
    return on(path.build(), "to time 0", schedule, thresholding, rule);
  }

  /** A rule on a path of its own. */
  static Scheduler on(
      List<Point> path,
      String name,
      NoiseSchedule schedule,
      Thresholding thresholding,
      SamplingRule rule) {
    return new LinearScheduler(
        name, schedule, thresholding, path, rule.evaluations(path, schedule));
  }

  static Tensor loop(Scheduler scheduler, PredictionType type, int first, Tensor start) {
    NoiseSource.Batch noise = NoiseSource.torch(0).open(0);
    Scheduler.Run run = scheduler.newRun();
    Tensor sample = start;
    for (int step = first; step < scheduler.evaluations(); step++) {
      sample = step(scheduler, run, type, step, sample, noise);
    }
    return sample;
  }

  /** Their times are whole, also where sigma is that of a time between. */
  static Tensor step(
      Scheduler scheduler,
      Scheduler.Run run,
      PredictionType type,
      int step,
      Tensor sample,
      NoiseSource.Batch noise) {
    Tensor prediction = model(sample, Math.rint(scheduler.time(step)));
    Estimate estimate = type.estimate(prediction, sample, scheduler.alphaBar(step));
    return run.advance(step, sample, estimate, () -> noise.next(Role.X, sample.shape())).next();
  }

  static void assertSums(double sum, double mean, Tensor... results) {
    double actual = 0;
    int size = 0;
    for (Tensor result : results) {
      actual += sumOfAbsolute(result);
      size += result.shape().size();
    }
    assertEquals(sum, actual, 1e-2);
    assertEquals(mean, actual / size, 1e-3);
  }

  static void assertMean(double mean, Tensor result) {
    assertEquals(mean, sumOfAbsolute(result) / result.shape().size(), 1e-3);
  }

  private static double sumOfAbsolute(Tensor result) {
    double sum = 0;
    for (float value : result.toArray()) {
      sum += Math.abs(value);
    }
    return sum;
  }
}
