package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;

/** The transform that changes nothing. */
enum Identity implements GuideTransform {
  IDENTITY;

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    return cleanEstimate;
  }

  @Override
  public String description() {
    return "identity";
  }

  @Override
  public String toString() {
    return description();
  }
}
