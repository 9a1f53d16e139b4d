package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.PatchLabels;

/** A mask that another transform makes, without its islands. */
record WithoutIslands(int leastPixels, GuideTransform mask) implements GuideTransform {

  WithoutIslands {
    requireNonNull(mask, "mask");
    if (leastPixels < 1) {
      throw new IllegalArgumentException("leastPixels: expected at least 1, found " + leastPixels);
    }
    if (makesClasses(mask)) {
      throw new IllegalArgumentException(
          "mask: expected one of lesion and background, such as binary(absolute,0.0), since an"
              + " island becomes background, found %s; leave withoutIslands(%d) out"
                  .formatted(mask.description(), leastPixels));
    }
  }

  /** Whether an island could as well be of one class as of another. */
  private static boolean makesClasses(GuideTransform mask) {
    if (mask instanceof Then chain) {
      return makesClasses(chain.second());
    }
    if (mask instanceof Smoothed smoothed) {
      return makesClasses(smoothed.then());
    }
    return mask instanceof Classes || mask instanceof SoftClasses || mask instanceof Ternary;
  }

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    Tensor masks = mask.apply(cleanEstimate);
    Shape shape = masks.shape();
    float[] values = masks.toArray();
    boolean[] lesion = new boolean[shape.planeSize()];
    for (int from = 0; from < values.length; from += lesion.length) {
      for (int i = 0; i < lesion.length; i++) {
        lesion[i] = values[from + i] > 0;
      }
      boolean[] stays =
          PatchLabels.of(lesion, shape.height(), shape.width()).withoutIslands(leastPixels);
      for (int i = 0; i < lesion.length; i++) {
        values[from + i] = lesion[i] && !stays[i] ? -1 : values[from + i];
      }
    }
    return Tensor.adopt(shape, values);
  }

  @Override
  public void requireFits(int channels) {
    Binary.requireOneChannel(this, channels, "classes(" + channels + ")");
    mask.requireFits(channels);
  }

  @Override
  public String description() {
    return "withoutIslands(%d,%s)".formatted(leastPixels, mask.description());
  }

  @Override
  public String toString() {
    return description();
  }
}
