package org.pigdiffusion.sampler;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Guides that are given and whose channels are classes: each pixel belongs to exactly one. */
record ClassGuides(Tensor guides, GuideTransform annotation) {

  /** Refuses the first pixel of no class, or of several. */
  void requireOneClassPerPixel() {
    if (!channelsAreClasses()) {
      return;
    }
    Shape shape = guides.shape();
    for (int n = 0; n < shape.batch(); n++) {
      for (int row = 0; row < shape.height(); row++) {
        for (int column = 0; column < shape.width(); column++) {
          requireOneClass(n, row, column);
        }
      }
    }
  }

  /** Whether the annotation finds a class even where there is none. */
  private boolean channelsAreClasses() {
    if (guides.shape().channels() < 2) {
      return false;
    }
    Tensor none = Tensor.filled(guides.shape().withBatch(1), -1);
    return count(annotation.apply(none), 0, 0, 0, 1) == 1;
  }

  private static int count(Tensor tensor, int n, int row, int column, float value) {
    int found = 0;
    for (int c = 0; c < tensor.shape().channels(); c++) {
      found += tensor.at(n, c, row, column) == value ? 1 : 0;
    }
    return found;
  }

  private void requireOneClass(int n, int row, int column) {
    int classes = guides.shape().channels();
    if (count(guides, n, row, column, -1) == classes) {
      throw refused(n, row, column, "no class", "the background is a class too: set its channel");
    }
    int several = count(guides, n, row, column, 1);
    if (several > 1) {
      throw refused(n, row, column, several + " classes", "keep one of them");
    }
  }

  private IllegalArgumentException refused(
      int n, int row, int column, String found, String remedy) {
    return new IllegalArgumentException(
        "fixedX: expected each pixel in one class, 1 in its channel and -1 in the others, as %s"
                .formatted(annotation.description())
            + " makes it, found %s at row %d, column %d of guide %d; %s"
                .formatted(found, row, column, n, remedy));
  }
}
