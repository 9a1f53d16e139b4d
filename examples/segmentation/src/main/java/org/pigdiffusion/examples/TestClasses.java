package org.pigdiffusion.examples;

import java.util.BitSet;
import java.util.List;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskClasses;
import org.pigdiffusion.trainer.PairSource;

/**
 * Refuses a class of masks that no test image has: a network that finds nothing of it would be
 * right everywhere, and so the mean over the classes would be too high.
 */
public final class TestClasses {
  private TestClasses() {}

  /**
   * Refuses test images without a lesion, or without one of the classes.
   *
   * @param tests the images to measure on, of all folds
   * @param greys the values of {@code --mask-classes}, background first; empty if it is not given
   */
  public static void require(List<PairSource> tests, List<Integer> greys) {
    int classes = MaskClasses.of(tests.get(0).example(0).x()).count();
    BitSet missing = missing(tests, classes);
    if (missing.isEmpty()) {
      return;
    }
    int images = tests.stream().mapToInt(PairSource::size).sum();
    if (greys.isEmpty()) {
      throw new IllegalArgumentException(
          "test images: expected a lesion in at least one of the %d, found none, so a network that"
                  .formatted(images)
              + " finds nothing would be right everywhere; give test images with lesions");
    }
    List<String> named =
        missing.stream().mapToObj(c -> "class %d (grey %d)".formatted(c, greys.get(c))).toList();
    throw new IllegalArgumentException(
        "--mask-classes: expected each class in at least one of the %d test images of all folds,"
                .formatted(images)
            + " found none with %s, so a network that finds nothing of it would be right everywhere;"
                .formatted(String.join(", ", named))
            + " leave the value out if no mask has it, or give test images that have it");
  }

  /** The classes that no image has; looks no further once it has found all. */
  private static BitSet missing(List<PairSource> tests, int classes) {
    BitSet missing = new BitSet();
    missing.set(1, classes + 1);
    for (PairSource test : tests) {
      for (int i = 0; i < test.size() && !missing.isEmpty(); i++) {
        clearThoseOf(test.example(i).x(), missing);
      }
    }
    return missing;
  }

  private static void clearThoseOf(Tensor mask, BitSet missing) {
    Shape shape = mask.shape();
    MaskClasses found = MaskClasses.of(mask);
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        missing.clear(found.at(0, y, x));
      }
    }
  }
}
