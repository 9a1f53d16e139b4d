package org.pigdiffusion;

/**
 * What a network's prediction says of a noisy sample: which clean sample and which noise it is made
 * of.
 *
 * @param clean the clean estimate, x0hat or y0hat in the paper
 * @param noise the noise estimate, of the same shape
 */
public record Estimate(Tensor clean, Tensor noise) {
  /** Creates an estimate from two tensors of one shape. */
  public Estimate {
    noise.requireShape("noise", clean.shape());
  }
}
