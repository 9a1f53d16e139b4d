package org.pigdiffusion.scheduler;

import java.util.List;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * DDPM, ancestral sampling (Ho et al. 2020, arXiv 2006.11239, Eq. 6 and 7): the posterior's mean
 *
 * <pre>
 * mean = sqrt(abar') beta / (1 - abar) x0hat + sqrt(alpha) (1 - abar') / (1 - abar) x_t
 * </pre>
 *
 * <p>plus noise, with {@code alpha = abar / abar'} and {@code beta = 1 - alpha} taken between two
 * neighbours in the grid, so that fewer steps than T are right too. The last step adds no noise.
 *
 * @param variance of the added noise
 */
public record Ddpm(Variance variance) implements SamplingRule {
  static final Ddpm STANDARD = new Ddpm(Variance.FIXED_SMALL);

  /** The variance of the noise that a step adds. */
  public enum Variance {
    /** The posterior's, {@code beta (1 - abar') / (1 - abar)}: right for one fixed clean image. */
    FIXED_SMALL,
    /** beta: right for clean images that are standard normal. */
    FIXED_LARGE
  }

  /** The small variance, on the {@link TimeGrid#trailing} grid. */
  public static SamplingMethod ofSteps(int steps) {
    return SamplingMethod.of(STANDARD, steps);
  }

  @Override
  public TimeGrid defaultGrid() {
    return TimeGrid.trailing();
  }

  @Override
  public String description() {
    return TextWriter.rule("ddpm").setting("variance", variance, STANDARD.variance).text();
  }

  @Override
  public List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule) {
    return SamplingRule.oneForEachStep(
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
