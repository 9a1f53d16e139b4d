package org.pigdiffusion.scheduler;

import java.util.List;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * DDIM (Song et al. 2020, arXiv 2010.02502, Eq. 12; PIG Eq. 7 and Algorithm 2):
 *
 * <pre>
 * next  = sqrt(abar') x0hat + sqrt(1 - abar' - sigma^2) e + sigma z
 * sigma = eta sqrt((1 - abar') / (1 - abar)) sqrt(1 - abar / abar')
 * </pre>
 *
 * <p>with abar' that of the next time in the grid. Eta 0 is the deterministic rule of the paper's
 * Algorithm 2; eta 1 has the variance of DDPM. If the clean estimate is thresholded, {@code e}
 * stays the network's.
 *
 * @param eta share of DDPM's noise, in [0, 1]
 */
public record Ddim(double eta) implements SamplingRule {
  static final Ddim STANDARD = new Ddim(0);

  /** Checks the settings; -0.0 becomes 0.0, so that one rule has one text. */
  public Ddim {
    eta += 0.0;
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("eta: expected in [0,1], found " + eta);
    }
  }

  /** The deterministic rule, on the {@link TimeGrid#trailing} grid. */
  public static SamplingMethod ofSteps(int steps) {
    return SamplingMethod.of(STANDARD, steps);
  }

  @Override
  public TimeGrid defaultGrid() {
    return TimeGrid.trailing();
  }

  @Override
  public String description() {
    return TextWriter.rule("ddim").setting("eta", eta, STANDARD.eta).text();
  }

  @Override
  public List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule) {
    return SamplingRule.oneForEachStep(path, i -> next(path.get(i), path.get(i + 1)));
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
