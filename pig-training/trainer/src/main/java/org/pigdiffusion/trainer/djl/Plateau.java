package org.pigdiffusion.trainer.djl;

/**
 * What the plateau rule remembers.
 *
 * @param best the lowest loss that counted as an improvement
 * @param waited losses since
 * @param factor the learning rate's factor by now
 */
record Plateau(double best, int waited, double factor) {
  static final Plateau START = new Plateau(Double.POSITIVE_INFINITY, 0, 1);

  /** An improvement must be by this share to count, as in PyTorch's ReduceLROnPlateau. */
  private static final double THRESHOLD = 1e-4;

  Plateau after(double loss, double lowering, int patience) {
    if (loss < best * (1 - THRESHOLD) || best == Double.POSITIVE_INFINITY) {
      return new Plateau(loss, 0, factor);
    }
    return waited < patience
        ? new Plateau(best, waited + 1, factor)
        : new Plateau(best, 0, factor * lowering);
  }
}
