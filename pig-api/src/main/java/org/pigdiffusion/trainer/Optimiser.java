package org.pigdiffusion.trainer;

/**
 * The settings of Adam (Kingma and Ba 2014) with a limit on the gradient and a running mean of the
 * weights.
 *
 * @param learningRate above 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param clipNorm the greatest norm of the whole gradient, above 0; infinity for no limit
 * @param averageDecay decay of the exponential moving average of the weights (EMA), in [0, 1);
 *     after n steps at most {@code (1 + n) / (10 + n)}, so that it soon forgets the start
 */
public record Optimiser(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double clipNorm,
    double averageDecay) {
  /** Creates the settings. */
  public Optimiser {
    Checks.require(
        learningRate > 0 && Double.isFinite(learningRate), "learningRate", "above 0", learningRate);
    Checks.require(isDecay(beta1), "beta1", "in [0,1)", beta1);
    Checks.require(isDecay(beta2), "beta2", "in [0,1)", beta2);
    Checks.require(epsilon > 0, "epsilon", "above 0", epsilon);
    Checks.require(clipNorm > 0, "clipNorm", "above 0", clipNorm);
    Checks.require(isDecay(averageDecay), "averageDecay", "in [0,1)", averageDecay);
  }

  private static boolean isDecay(double value) {
    return value >= 0 && value < 1;
  }

  /** Rate 2e-4, betas 0.9 and 0.999, epsilon 1e-8, norm at most 1, average decay 0.999. */
  public static Optimiser standard() {
    return new Optimiser(2e-4, 0.9, 0.999, 1e-8, 1.0, 0.999);
  }

  /** These settings with another learning rate. */
  public Optimiser withLearningRate(double rate) {
    return new Optimiser(rate, beta1, beta2, epsilon, clipNorm, averageDecay);
  }

  /** These settings with another decay of the average. */
  public Optimiser withAverageDecay(double decay) {
    return new Optimiser(learningRate, beta1, beta2, epsilon, clipNorm, decay);
  }
}
