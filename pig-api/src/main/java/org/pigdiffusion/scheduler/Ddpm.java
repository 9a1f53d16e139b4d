package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * DDPM, ancestral sampling (Ho et al. 2020, arXiv 2006.11239, Eq. 6 and 7): the posterior's mean
 *
 * <pre>
 * mean = sqrt(abar') beta / (1 - abar) x0hat + sqrt(alpha) (1 - abar') / (1 - abar) x_t
 * </pre>
 *
 * <p>plus noise, with {@code alpha = abar / abar'} and {@code beta = 1 - alpha} taken between two
 * neighbours in the list of time steps, so that fewer steps than T are right too. The last step
 * adds no noise.
 *
 * @param steps N
 * @param variance of the added noise
 * @param grid which time steps
 * @param thresholding of the clean estimate
 */
@CheckReturnValue
public record Ddpm(int steps, Variance variance, TimeGrid grid, Thresholding thresholding)
    implements SamplingMethod {

  /** The variance of the noise that a step adds. */
  public enum Variance {
    /** The posterior's, {@code beta (1 - abar') / (1 - abar)}: right for one fixed clean image. */
    FIXED_SMALL,
    /** beta: right for clean images that are standard normal. */
    FIXED_LARGE
  }

  /** Checks the settings. */
  public Ddpm {
    LinearScheduler.requireSteps(steps);
  }

  /** The small variance on the {@link TimeGrid#trailing} grid, without thresholding. */
  public static Ddpm ofSteps(int steps) {
    return new Ddpm(steps, Variance.FIXED_SMALL, TimeGrid.trailing(), Thresholding.none());
  }

  /** The same with another variance. */
  public Ddpm withVariance(Variance newVariance) {
    return new Ddpm(steps, newVariance, grid, thresholding);
  }

  /** The same on another grid. */
  public Ddpm withGrid(TimeGrid newGrid) {
    return new Ddpm(steps, variance, newGrid, thresholding);
  }

  /** The same with another thresholding. */
  public Ddpm withThresholding(Thresholding newThresholding) {
    return new Ddpm(steps, variance, grid, newThresholding);
  }

  @Override
  public Scheduler on(NoiseSchedule schedule) {
    return LinearScheduler.of(this, steps, grid, thresholding, schedule, this::evaluations);
  }

  ImmutableList<Evaluation> evaluations(ImmutableList<Point> path) {
    return LinearScheduler.Rule.each(
        path, i -> next(path.get(i).alphaBar(), path.get(i + 1).alphaBar()));
  }

  private Combination next(double abar, double next) {
    double alpha = abar / next;
    double beta = 1 - alpha;
    double posterior = beta * (1 - next) / (1 - abar);
    double added =
        next == 1
            ? 0
            : switch (variance) {
              case FIXED_SMALL -> posterior;
              case FIXED_LARGE -> beta;
            };
    return Combination.builder()
        .clean(0, Math.sqrt(next) * beta / (1 - abar))
        .sample(0, Math.sqrt(alpha) * (1 - next) / (1 - abar))
        .freshNoise(Math.sqrt(added))
        .build();
  }
}
