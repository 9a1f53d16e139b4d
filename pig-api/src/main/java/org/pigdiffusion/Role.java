package org.pigdiffusion;

/** The two chains of a pair, named as in the PIG paper. */
public enum Role {
  /** The guide, in the paper a lesion mask: denoised first, conditioned on the noisy target. */
  X,
  /** The target, in the paper a tissue slice: denoised second, conditioned on the clean guide. */
  Y
}
