package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.Scheduler;
import org.pigdiffusion.scheduler.TimeGrid;

/**
 * What every {@link SamplingMethod} does. The test of a method extends this class and says how the
 * method is made. Here is what its samples are.
 */
public abstract class SchedulerContract extends SchedulerCourseContract {
  private static final Tensor CLEAN = tensor(SHAPE, i -> Math.sin(i));

  /**
   * Whether x_t given x_0 keeps the distribution of the forward process at every step. DDPM with
   * the large variance does not.
   */
  protected boolean keepsTheMarginals() {
    return true;
  }

  /**
   * The largest difference allowed between the recovered image and the true one, before the
   * rounding of the last prediction grows by 1 / sqrt(abar) of the last step.
   */
  protected double tolerance() {
    return 2e-6;
  }

  private double tolerance(Scheduler scheduler) {
    return tolerance() / Math.sqrt(scheduler.alphaBar(scheduler.evaluations() - 1));
  }

  @ParameterizedTest
  @MethodSource("courses")
  void theTrueNoiseLeadsToTheCleanImage(Course course) {
    Scheduler scheduler = on(course);
    NoiseSource.Batch noise = NoiseSource.keyed(1).open(0);
    Chain chain = new Chain(scheduler, noise.next(Role.X, SHAPE), noise);
    for (int step = 0; step < scheduler.evaluations(); step++) {
      Scheduler.Outcome taken = chain.advance(trueNoise(scheduler, step, chain.sample));
      assertClose(CLEAN, taken.clean(), 1e-6 / scheduler.alphaBar(step));
    }
    assertClose(CLEAN, chain.sample, tolerance(scheduler));
  }

  /** With the noise that began the run, a rule without noise stays on the closed form. */
  @ParameterizedTest
  @MethodSource("courses")
  void withoutFreshNoiseEverySampleIsTheClosedForm(Course course) {
    Scheduler scheduler = on(course);
    Tensor noise = NoiseSource.keyed(2).open(0).next(Role.X, SHAPE);
    double first = scheduler.alphaBar(0);
    Chain chain =
        new Chain(
            scheduler,
            Tensor.combine(Math.sqrt(first), CLEAN, Math.sqrt(1 - first), noise),
            NoiseSource.keyed(3).open(0));
    List<Tensor> samples = new ArrayList<>();
    for (int step = 0; step < scheduler.evaluations(); step++) {
      chain.advance(noise);
      samples.add(chain.sample);
    }
    assumeTrue(chain.asked.isEmpty(), "the rule adds noise");
    for (int step = 0; step < samples.size(); step++) {
      double abar = scheduler.alphaBar(step + 1);
      Tensor closedForm = Tensor.combine(Math.sqrt(abar), CLEAN, Math.sqrt(1 - abar), noise);
      // The rounding of the start grows by up to 1 / sqrt(abar) of the start.
      assertClose(closedForm, samples.get(step), 1e-6 / Math.sqrt(first));
    }
  }

  /** Mean and variance within five standard errors, the seed fixed. */
  @Test
  void everySampleHasTheVarianceOfTheForwardProcess() {
    assumeTrue(keepsTheMarginals());
    Shape shape = new Shape(1, 1, 200, 200);
    Tensor clean = Tensor.filled(shape, 0.5f);
    Scheduler scheduler = create(8, TimeGrid.trailing()).on(NoiseSchedule.linear(100, 1e-3, 0.2));
    NoiseSource.Batch noise = NoiseSource.keyed(4).open(0);
    Chain chain = new Chain(scheduler, noise.next(Role.X, shape), noise);
    for (int step = 0; step < scheduler.evaluations(); step++) {
      chain.advance(FunctionDenoiser.trueNoise(clean, chain.sample, scheduler.alphaBar(step)));
      double abar = scheduler.alphaBar(step + 1);
      float[] values = chain.sample.toArray();
      double mean = mean(values, 0, 1);
      double variance = mean(values, Math.sqrt(abar) * 0.5, 2);
      int n = values.length;
      assertEquals(Math.sqrt(abar) * 0.5, mean, 5 * Math.sqrt((1 - abar) / n) + 1e-6);
      assertEquals(1 - abar, variance, 5 * (1 - abar) * Math.sqrt(2.0 / n) + 1e-6);
    }
  }

  private static double mean(float[] values, double centre, int power) {
    double sum = 0;
    for (float value : values) {
      sum += Math.pow(value - centre, power);
    }
    return sum / values.length;
  }

  @ParameterizedTest
  @MethodSource("courses")
  void asksForNoiseAtMostOnceAStepAndNeverInTheLast(Course course) {
    Scheduler scheduler = on(course);
    NoiseSource.Batch noise = NoiseSource.keyed(5).open(0);
    Chain chain = new Chain(scheduler, noise.next(Role.X, SHAPE), noise);
    for (int step = 0; step < scheduler.evaluations(); step++) {
      chain.advance(trueNoise(scheduler, step, chain.sample));
    }
    assertEquals(chain.asked.stream().distinct().toList(), chain.asked);
    assertTrue(!chain.asked.contains(scheduler.evaluations() - 1), "noise was added to the result");
  }

  @Test
  void pureNoiseIsRefusedToNoisePrediction() {
    Scheduler zero = zeroTerminal();
    String message = assertRefused("scheduler", () -> zero.requireUsableWith(PredictionType.NOISE));
    assertTrue(message.contains("zero terminal SNR"), message);
    on(new Course(TimeGrid.trailing(), 10, 1000)).requireUsableWith(PredictionType.NOISE);
  }

  @ParameterizedTest
  @EnumSource(names = {"VELOCITY", "CLEAN"})
  void pureNoiseLeadsToTheCleanImageByOtherPredictions(PredictionType type) {
    Scheduler scheduler = zeroTerminal();
    scheduler.requireUsableWith(type);
    NoiseSource.Batch noise = NoiseSource.keyed(7).open(0);
    Chain chain = new Chain(scheduler, noise.next(Role.X, SHAPE), noise);
    for (int step = 0; step < scheduler.evaluations(); step++) {
      double abar = scheduler.alphaBar(step);
      Tensor prediction = type.target(CLEAN, trueNoise(scheduler, step, chain.sample), abar);
      chain.advance(type, prediction);
      assertTrue(chain.sample.isFinite(), "at step " + step);
    }
    assertClose(CLEAN, chain.sample, tolerance(scheduler));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cosine(1000)",
        "scaledLinear(1000,0.00085,0.012)",
        "sigmoid(1000,1e-4,0.02)",
        "constant(200,0.1)",
        "jsd(1000)"
      })
  void theTrueVelocityLeadsToTheCleanImageOnEverySchedule(String description) {
    Scheduler scheduler = create(12, TimeGrid.trailing()).on(NoiseSchedule.parse(description));
    NoiseSource.Batch noise = NoiseSource.keyed(8).open(0);
    Chain chain = new Chain(scheduler, noise.next(Role.X, SHAPE), noise);
    for (int step = 0; step < scheduler.evaluations(); step++) {
      double abar = scheduler.alphaBar(step);
      Tensor predictedNoise = trueNoise(scheduler, step, chain.sample);
      chain.advance(
          PredictionType.VELOCITY, PredictionType.VELOCITY.target(CLEAN, predictedNoise, abar));
    }
    assertClose(CLEAN, chain.sample, tolerance(scheduler));
  }

  private Scheduler zeroTerminal() {
    return create(10, TimeGrid.trailing())
        .on(NoiseSchedule.linear(1000, 1e-4, 0.02).zeroTerminalSnr());
  }

  private static Tensor trueNoise(Scheduler scheduler, int step, Tensor sample) {
    return FunctionDenoiser.trueNoise(CLEAN, sample, scheduler.alphaBar(step));
  }
}
