package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;

/** The transform that clamps values to the range of clean images. */
enum Clamped implements GuideTransform {
  CLAMPED;

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    return cleanEstimate.clamp(-1, 1);
  }

  @Override
  public String description() {
    return "clamped";
  }

  @Override
  public String toString() {
    return description();
  }
}
