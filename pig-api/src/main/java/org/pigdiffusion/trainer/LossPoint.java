package org.pigdiffusion.trainer;

import java.util.List;

/**
 * A point of a loss curve.
 *
 * @param step the steps done
 * @param loss the loss
 * @param byNoise the loss by noise level: the mean loss on each of some equal parts of the time
 *     steps, from the least noise to the most; none if it was not measured, as of an optimiser step
 */
public record LossPoint(int step, double loss, List<Double> byNoise) {
  /** Copies the list. */
  public LossPoint {
    byNoise = List.copyOf(byNoise);
  }

  /** A point whose loss is not known by noise level. */
  public LossPoint(int step, double loss) {
    this(step, loss, List.of());
  }
}
