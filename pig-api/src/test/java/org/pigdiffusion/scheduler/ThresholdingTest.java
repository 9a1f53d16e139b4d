package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class ThresholdingTest {
  private static final Shape ROW = new Shape(1, 1, 1, 8);
  private static final Tensor VALUES =
      Tensor.of(ROW, 0.1f, -2f, 3f, 0.5f, -1.5f, 0.2f, 2.5f, -0.3f);

  @Test
  void noneChangesNothing() {
    assertSame(VALUES, Thresholding.none().apply(VALUES));
  }

  @Test
  void clampedToOne() {
    assertEquals(
        Tensor.of(ROW, 0.1f, -1f, 1f, 0.5f, -1f, 0.2f, 1f, -0.3f),
        Thresholding.clamped().apply(VALUES));
  }

  /** Computed with torch.quantile: the 0.75 quantile of the absolute values is 2.125. */
  @Test
  void dynamicClampsToAQuantileAndDividesByIt() {
    Tensor expected =
        Tensor.of(
            ROW, 0.0470588f, -0.9411765f, 1f, 0.2352941f, -0.7058824f, 0.0941176f, 1f, -0.1411765f);
    assertClose(expected, Thresholding.dynamic(0.75, 10).apply(VALUES), 1e-6);
  }

  /** The quantile is 2.125, clamped to 1.2. */
  @Test
  void dynamicGoesNoFurtherThanTheMost() {
    Tensor expected = Tensor.of(ROW, 0.0833333f, -1f, 1f, 0.4166667f, -1f, 0.1666667f, 1f, -0.25f);
    assertClose(expected, Thresholding.dynamic(0.75, 1.2).apply(VALUES), 1e-6);
  }

  /** The 0.2 quantile is below 1: the same as clamping. */
  @Test
  void dynamicNeverStretches() {
    assertClose(
        Thresholding.clamped().apply(VALUES), Thresholding.dynamic(0.2, 5).apply(VALUES), 1e-6);
  }

  @Test
  void dynamicTakesEachImageOnItsOwnAndAllItsChannelsTogether() {
    Tensor batch = Tensor.of(new Shape(2, 2, 1, 2), 4, 1, -2, 0, 0.5f, -0.25f, 0, 1);
    Tensor expected = Tensor.of(new Shape(2, 2, 1, 2), 1, 0.25f, -0.5f, 0, 0.5f, -0.25f, 0, 1);
    assertClose(expected, Thresholding.dynamic(1, 100).apply(batch), 1e-6);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertRefused("quantile", () -> Thresholding.dynamic(0, 1));
    assertRefused("quantile", () -> Thresholding.dynamic(1.01, 1));
    assertRefused("quantile", () -> Thresholding.dynamic(Double.NaN, 1));
    assertRefused("most", () -> Thresholding.dynamic(0.5, 0.9));
    assertRefused("most", () -> Thresholding.dynamic(0.5, Double.NaN));
  }

  @Test
  void dynamicThatGoesNoFurtherThanOneClips() {
    assertClose(
        Thresholding.clamped().apply(VALUES), Thresholding.dynamic(0.75, 1).apply(VALUES), 1e-6);
  }
}
