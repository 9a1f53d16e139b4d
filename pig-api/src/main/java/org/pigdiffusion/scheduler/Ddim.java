package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * DDIM (Song et al. 2020, arXiv 2010.02502, Eq. 12; PIG Eq. 7 and Algorithm 2):
 *
 * <pre>
 * next  = sqrt(abar') x0hat + sqrt(1 - abar' - sigma^2) e + sigma z
 * sigma = eta sqrt((1 - abar') / (1 - abar)) sqrt(1 - abar / abar')
 * </pre>
 *
 * <p>with abar' that of the next time step in the list. Eta 0 is the deterministic rule of the
 * paper's Algorithm 2; eta 1 has the variance of DDPM. If the clean estimate is thresholded, {@code
 * e} stays the network's.
 *
 * @param steps N
 * @param eta share of DDPM's noise, in [0, 1]
 * @param grid which time steps
 * @param thresholding of the clean estimate
 */
@CheckReturnValue
public record Ddim(int steps, double eta, TimeGrid grid, Thresholding thresholding)
    implements SamplingMethod {

  /** Checks the settings. */
  public Ddim {
    LinearScheduler.requireSteps(steps);
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("eta: expected in [0,1], found " + eta);
    }
  }

  /** The deterministic rule on the {@link TimeGrid#trailing} grid, without thresholding. */
  public static Ddim ofSteps(int steps) {
    return new Ddim(steps, 0, TimeGrid.trailing(), Thresholding.none());
  }

  /** The same with another eta. */
  public Ddim withEta(double newEta) {
    return new Ddim(steps, newEta, grid, thresholding);
  }

  /** The same on another grid. */
  public Ddim withGrid(TimeGrid newGrid) {
    return new Ddim(steps, eta, newGrid, thresholding);
  }

  /** The same with another thresholding. */
  public Ddim withThresholding(Thresholding newThresholding) {
    return new Ddim(steps, eta, grid, newThresholding);
  }

  @Override
  public Scheduler on(NoiseSchedule schedule) {
    return LinearScheduler.of(this, steps, grid, thresholding, schedule, this::evaluations);
  }

  ImmutableList<Evaluation> evaluations(ImmutableList<Point> path) {
    return LinearScheduler.Rule.each(path, i -> next(path.get(i), path.get(i + 1)));
  }

  private Combination next(Point from, Point to) {
    double abar = from.alphaBar();
    double next = to.alphaBar();
    double sigma = eta * Math.sqrt((1 - next) / (1 - abar)) * Math.sqrt(1 - abar / next);
    return Combination.builder()
        .clean(0, to.a())
        .noise(0, Math.sqrt(Math.max(0, 1 - next - sigma * sigma)))
        .freshNoise(sigma)
        .build();
  }
}
