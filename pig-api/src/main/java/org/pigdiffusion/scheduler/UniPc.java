package org.pigdiffusion.scheduler;

import com.google.common.primitives.Doubles;
import java.util.List;
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
 * @param order of the predictor, 2 or 3; the corrector's is higher by one
 * @param variant where the paper leaves a choice
 */
public record UniPc(int order, Variant variant) implements SamplingRule {
  static final UniPc STANDARD = new UniPc(2, Variant.BH2);

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
    ExponentialIntegrator.requireOrder(2, order);
  }

  /** Order 2 with BH2, on the {@link TimeGrid#karras} grid. */
  public static SamplingMethod ofSteps(int steps) {
    return SamplingMethod.of(STANDARD, steps);
  }

  /** The standard rule with another order. */
  public static UniPc ofOrder(int order) {
    return new UniPc(order, STANDARD.variant);
  }

  /** The same with another variant. */
  public UniPc withVariant(Variant newVariant) {
    return new UniPc(order, newVariant);
  }

  @Override
  public TimeGrid defaultGrid() {
    return TimeGrid.karras();
  }

  @Override
  public String description() {
    return TextWriter.rule("unipc")
        .setting("order", order, STANDARD.order)
        .setting("variant", variant, STANDARD.variant)
        .text();
  }

  @Override
  public List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule) {
    return SamplingRule.oneForEachStep(path, i -> next(path, i));
  }

  /**
   * Prediction and correction of a step begin at one sample and differ in the weights of clean
   * estimates only. So the corrected sample is the predicted one plus clean estimates times
   * differences of weights, and correction and next prediction are one combination.
   */
  private Combination next(List<Point> path, int i) {
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
  private double[] predictor(List<Point> path, int i) {
    ExponentialIntegrator step = ExponentialIntegrator.between(1, path.get(i), path.get(i + 1));
    double[] nodes = step.nodes(path, i, ExponentialIntegrator.order(order, path, i));
    return nodes.length == 2
        ? step.weightsWithSlope(variant.b(step) / 2, nodes[1])
        : step.weights(nodes);
  }

  /** The weights of the clean estimates at the new point, then at point i and before it. */
  private double[] corrector(List<Point> path, int i) {
    ExponentialIntegrator step = ExponentialIntegrator.between(1, path.get(i), path.get(i + 1));
    double[] nodes = step.nodes(path, i, ExponentialIntegrator.order(order, path, i));
    if (nodes.length == 1) {
      double[] weights = step.weightsWithSlope(variant.b(step) / 2, 1);
      return new double[] {weights[1], weights[0]};
    }
    return step.weights(Doubles.concat(new double[] {1}, nodes));
  }
}
