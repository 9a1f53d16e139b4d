package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;
import org.pigdiffusion.scheduler.Scheduler.Step;

/** The guide's chain of one batch. */
interface GuideChain {

  /** Takes a step, model x conditioned on y_t. */
  Step advance(int step, Tensor xt, Tensor yt);

  /** How often model x has been called for a pair of the batch. */
  int calls(int pair);

  /** A fixed x: clean, and the same at every step. */
  static GuideChain fixed() {
    return new GuideChain() {
      @Override
      public Step advance(int step, Tensor xt, Tensor yt) {
        return new Step(xt, xt);
      }

      @Override
      public int calls(int pair) {
        return 0;
      }
    };
  }
}
