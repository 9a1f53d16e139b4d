package org.pigdiffusion.trainer;

/** The weight of each pixel in the mean squared error. */
public enum LossWeighting {
  /** The same everywhere (Algorithm 1). */
  NONE,
  /**
   * The sigmoid of the condition, its mean over the channels: the PIG authors' weighting of model
   * y, by which the lesion counts more.
   */
  SIGMOID_OF_CONDITION,
  /**
   * The signal-to-noise ratio of the time step, at most 5, as a weight of the clean image's error
   * (Hang et al. 2023, arXiv 2303.09556).
   */
  MIN_SNR
}
