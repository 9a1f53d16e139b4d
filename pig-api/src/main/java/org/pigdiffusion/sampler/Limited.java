package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;

/** The transform that limits values to the range of clean images. */
enum Limited implements GuideTransform {
  LIMITED;

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    return cleanEstimate.clamp(-1, 1);
  }

  @Override
  public String description() {
    return "limited";
  }

  @Override
  public String toString() {
    return description();
  }
}
