package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;
import org.pigdiffusion.scheduler.Scheduler.Outcome;

/** The guide's chain of one batch. */
interface GuideChain {

  /** Moves x_t on, model x conditioned on y_t. */
  Outcome advance(int evaluation, Tensor xt, Tensor yt);

  /** How often model x has been called for a pair of the batch. */
  int calls(int pair);

  /** A fixed x: clean, and the same at every evaluation. */
  static GuideChain fixed() {
    return new GuideChain() {
      @Override
      public Outcome advance(int evaluation, Tensor xt, Tensor yt) {
        return new Outcome(xt, xt);
      }

      @Override
      public int calls(int pair) {
        return 0;
      }
    };
  }
}
