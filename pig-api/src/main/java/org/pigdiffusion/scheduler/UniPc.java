package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import com.google.errorprone.annotations.CheckReturnValue;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * UniPC, a unified predictor-corrector (Zhao et al. 2023, arXiv 2302.04867), for clean estimates.
 * Each step predicts like {@link DpmSolverPlusPlus}; the clean estimate at the new point then
 * corrects that very step before the next one begins. The correction costs no network evaluation,
 * since the network is not asked again at the corrected sample.
 *
 * <p>The first steps have as low an order as the estimates so far allow; the last, which leads to
 * sigma 0, has order 1, the one before it at most 2. A step that begins in pure noise is not
 * corrected.
 *
 * @param steps N, the number of network evaluations
 * @param order of the predictor, 2 or 3; the corrector's is higher by one
 * @param variant where the paper leaves a choice
 * @param grid which times
 * @param thresholding of the clean estimate
 */
@CheckReturnValue
public record UniPc(int steps, int order, Variant variant, TimeGrid grid, Thresholding thresholding)
    implements SamplingMethod {

  /**
   * The function B(h) of the paper. It weighs the slope of the clean estimate where two estimates
   * are all there is: in predictions of order 2 and in the first correction. With more, the weights
   * are those of the polynomial through the estimates, whatever B is.
   */
  public enum Variant {
    /** {@code B(h) = h}. */
    BH1 {
      @Override
      double b(ExponentialIntegrator step) {
        return step.h();
      }
    },
    /** {@code B(h) = e^h - 1} in the paper's notation; here {@code 1 - e^-h}. */
    BH2 {
      @Override
      double b(ExponentialIntegrator step) {
        return step.total();
      }
    };

    abstract double b(ExponentialIntegrator step);
  }

  /** Checks the settings. */
  public UniPc {
    LinearScheduler.requireSteps(steps);
    ExponentialIntegrator.requireOrder(2, order);
  }

  /** Order 2 with BH2, on the {@link TimeGrid#karras} grid, without thresholding. */
  public static UniPc ofSteps(int steps) {
    return new UniPc(steps, 2, Variant.BH2, TimeGrid.karras(), Thresholding.none());
  }

  /** The same with another order. */
  public UniPc withOrder(int newOrder) {
    return new UniPc(steps, newOrder, variant, grid, thresholding);
  }

  /** The same with another variant. */
  public UniPc withVariant(Variant newVariant) {
    return new UniPc(steps, order, newVariant, grid, thresholding);
  }

  /** The same on another grid. */
  public UniPc withGrid(TimeGrid newGrid) {
    return new UniPc(steps, order, variant, newGrid, thresholding);
  }

  /** The same with another thresholding. */
  public UniPc withThresholding(Thresholding newThresholding) {
    return new UniPc(steps, order, variant, grid, newThresholding);
  }

  @Override
  public Scheduler on(NoiseSchedule schedule) {
    return LinearScheduler.of(this, steps, grid, thresholding, schedule, this::evaluations);
  }

  ImmutableList<Evaluation> evaluations(ImmutableList<Point> path) {
    return LinearScheduler.Rule.each(path, i -> next(path, i));
  }

  /**
   * Prediction and correction of a step begin at one sample and differ in the weights of clean
   * estimates only. So the corrected sample is the predicted one plus clean estimates times
   * differences of weights, and correction and next prediction are one combination.
   */
  private Combination next(ImmutableList<Point> path, int i) {
    Point from = path.get(i);
    Point to = path.get(i + 1);
    double decay = to.s() / from.s();
    Combination.Builder next = Combination.builder().sample(0, decay);
    if (i > 0 && !path.get(i - 1).isPureNoise()) {
      double[] corrected = corrector(path, i - 1);
      double[] predicted = predictor(path, i - 1);
      for (int lag = 0; lag < corrected.length; lag++) {
        double before = lag == 0 ? 0 : predicted[lag - 1];
        next.clean(lag, decay * from.a() * (corrected[lag] - before));
      }
    }
    double[] weights = predictor(path, i);
    for (int lag = 0; lag < weights.length; lag++) {
      next.clean(lag, to.a() * weights[lag]);
    }
    return next.build();
  }

  /** The weights of the clean estimates at point i and before it. */
  private double[] predictor(ImmutableList<Point> path, int i) {
    ExponentialIntegrator step = ExponentialIntegrator.between(1, path.get(i), path.get(i + 1));
    double[] nodes = step.nodes(path, i, ExponentialIntegrator.order(order, path, i));
    return nodes.length == 2
        ? step.weightsWithSlope(variant.b(step) / 2, nodes[1])
        : step.weights(nodes);
  }

  /** The weights of the clean estimates at the new point, then at point i and before it. */
  private double[] corrector(ImmutableList<Point> path, int i) {
    ExponentialIntegrator step = ExponentialIntegrator.between(1, path.get(i), path.get(i + 1));
    double[] nodes = step.nodes(path, i, ExponentialIntegrator.order(order, path, i));
    if (nodes.length == 1) {
      double[] weights = step.weightsWithSlope(variant.b(step) / 2, 1);
      return new double[] {weights[1], weights[0]};
    }
    return step.weights(Doubles.concat(new double[] {1}, nodes));
  }
}
