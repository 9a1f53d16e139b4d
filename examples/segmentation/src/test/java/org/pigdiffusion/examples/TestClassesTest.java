package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class TestClassesTest {
  private static final Shape ONE_ROW = new Shape(1, 1, 1, 2);

  private static PairSource images(Tensor... masks) {
    return new PairSource() {
      @Override
      public int size() {
        return masks.length;
      }

      @Override
      public PairExample example(int index) {
        return new PairExample("a", "a", masks[index], Tensor.zeros(ONE_ROW));
      }
    };
  }

  /** One pixel of background and one of a class, of three. */
  private static Tensor ofClass(int one) {
    float[] values = new float[8];
    for (int channel = 0; channel < 4; channel++) {
      values[2 * channel] = channel == 0 ? 1 : -1;
      values[2 * channel + 1] = channel == one ? 1 : -1;
    }
    return Tensor.adopt(ONE_ROW.withChannels(4), values);
  }

  private static String refusal(List<PairSource> tests, List<Integer> greys) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> TestClasses.require(tests, greys))
            .getMessage());
  }

  @Test
  void eachClassMustBeInSomeFold() {
    List<Integer> greys = List.of(0, 10, 20, 30);
    TestClasses.require(List.of(images(ofClass(3), ofClass(1)), images(ofClass(2))), greys);
    String refusal = refusal(List.of(images(ofClass(2)), images(ofClass(2))), greys);
    assertTrue(
        refusal.contains(
            "of the 2 test images of all folds, found none with class 1 (grey 10),"
                + " class 3 (grey 30), so"),
        refusal);
  }

  @Test
  void oneImageMustHaveALesion() {
    Tensor none = Tensor.filled(ONE_ROW, -1);
    TestClasses.require(List.of(images(none), images(Tensor.of(ONE_ROW, -1, 1))), List.of());
    assertEquals(
        "test images: expected a lesion in at least one of the 2, found none, so a network that"
            + " finds nothing would be right everywhere; give test images with lesions",
        refusal(List.of(images(none), images(none)), List.of()));
  }
}
