package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import org.pigdiffusion.Tensor;

/** One transform after another. */
record Then(GuideTransform first, GuideTransform second) implements GuideTransform {

  Then {
    requireNonNull(first, "first");
    requireNonNull(second, "next");
  }

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    return second.apply(first.apply(cleanEstimate));
  }

  @Override
  public void requireFits(int channels) {
    first.requireFits(channels);
    second.requireFits(channels);
  }

  @Override
  public String description() {
    return "then(%s,%s)".formatted(first.description(), second.description());
  }

  @Override
  public String toString() {
    return description();
  }
}
