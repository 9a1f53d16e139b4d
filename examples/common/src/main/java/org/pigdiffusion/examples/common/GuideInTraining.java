package org.pigdiffusion.examples.common;

import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.TargetCondition;

/** What model y is shown of x while it learns, as programs name it. */
public enum GuideInTraining {
  /** The true x_0. */
  CLEAN,
  /** What model x estimates, clamped to the range of clean images. */
  ESTIMATE,
  /** The noisy x_t: no sampler guides so. */
  NOISY;

  /** The setting of the trainer. */
  public TargetCondition condition() {
    return switch (this) {
      case CLEAN -> TargetCondition.trueClean();
      case ESTIMATE -> TargetCondition.predictedClean(GuideTransform.clamped());
      case NOISY -> TargetCondition.noisy();
    };
  }
}
