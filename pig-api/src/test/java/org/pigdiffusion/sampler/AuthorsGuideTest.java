package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** The guide transforms of the PIG authors' code, and thresholds that are exactly met. */
class AuthorsGuideTest {

  private static Tensor row(float... values) {
    return Tensor.of(new Shape(1, 1, 1, values.length), values);
  }

  /** A lesion of 5x5 in 9x9: the window's mean is 1 in its centre only; the bound is 0.5. */
  @Test
  void theAuthorsTransformSmoothsThenTakesThreeQuarters() {
    Shape shape = new Shape(1, 1, 9, 9);
    float[] values = new float[81];
    float[] mask = new float[81];
    for (int i = 0; i < 81; i++) {
      int row = Math.abs(i / 9 - 4);
      int column = Math.abs(i % 9 - 4);
      values[i] = row <= 2 && column <= 2 ? 1 : -1;
      // The share of the window inside the lesion is (5 - row)(5 - column) / 25, above 0.75.
      mask[i] = (5 - row) * (5 - column) > 0.75 * 25 ? 1 : -1;
    }
    assertEquals(Tensor.of(shape, mask), GuideTransform.authors().apply(Tensor.of(shape, values)));
  }

  /**
   * 40, the noisiest steps' kind of x0hat, counts as 1: with it, the 5x5 mean would have its
   * greatest value elsewhere, and a bound above all of the lesion.
   */
  @Test
  void theAuthorsTransformLimitsFirst() {
    Shape shape = new Shape(1, 1, 9, 20);
    float[] values = new float[180];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 20 < 9 ? 1 : -1;
    }
    Tensor half = Tensor.of(shape, values);
    values[4 * 20 + 17] = 40;
    Tensor spiked = Tensor.of(shape, values);
    assertEquals(1, GuideTransform.authors().apply(spiked).at(0, 0, 4, 2));
    assertEquals(
        GuideTransform.authors().apply(half).at(0, 0, 4, 2),
        GuideTransform.authors().apply(spiked).at(0, 0, 4, 2));
    assertEquals(
        -1,
        GuideTransform.binary(Threshold.relative(0.75)).smoothed(5).apply(spiked).at(0, 0, 4, 2));
  }

  /** 1/3 max + 2/3 min of [-1, 1] is -1/3, 7/8 max + 1/8 min is 3/4. */
  @Test
  void theAuthorsThreeClassesHaveTwoBounds() {
    GuideTransform unsmoothed =
        GuideTransform.ternary(Threshold.relative(1 / 3.0), Threshold.relative(7 / 8.0));
    assertEquals(
        row(-1, -1, 0, 0, 1, 1), unsmoothed.apply(row(-1, -0.34f, -0.33f, 0.75f, 0.76f, 1)));
    assertEquals(
        GuideTransform.clamped().then(unsmoothed.smoothed(5)), GuideTransform.authorsTernary());
    assertEquals(
        row(-1, 0, 0, 1),
        GuideTransform.ternary(Threshold.absolute(-0.5), Threshold.absolute(0.5))
            .apply(row(-0.6f, -0.5f, 0.5f, 0.6f)));
  }

  /** Nothing is above the upper bound, and nothing below the lower. */
  @Test
  void threeClassesOfAConstantImageAreZero() {
    assertEquals(row(0, 0), GuideTransform.authorsTernary().apply(row(0.3f, 0.3f)));
  }

  /**
   * 0.1 and 7/15 are no floats: at such a threshold is the float next to it. A map of -1 and 1 is
   * full of such values; here, where the greatest mean is 0.6, PyTorch says 0 of -7/15.
   */
  @Test
  void aThresholdIsAFloatAsTheValuesAre() {
    assertEquals(
        row(-1, 1), GuideTransform.binary(Threshold.absolute(0.1)).apply(row(0.1f, 0.1000001f)));
    GuideTransform ternary =
        GuideTransform.ternary(Threshold.relative(1 / 3.0), Threshold.relative(7 / 8.0));
    assertEquals(
        row(-1, -1, 0, 0, 1), ternary.apply(row(-1, -0.4667f, (float) (-7 / 15.0), 0.4f, 0.6f)));
  }

  /**
   * A model trained before the limit was part of {@link GuideTransform#authors} says so, and keeps
   * what it was trained with.
   */
  @Test
  void anOlderDescriptionOfTheAuthorsTransformMeansWhatItSays() {
    GuideTransform older = GuideTransform.parse("smoothed(5,binary(relative,0.75))");
    assertEquals(GuideTransform.binary(Threshold.relative(0.75)).smoothed(5), older);
    assertEquals("smoothed(5,binary(relative,0.75))", older.description());
    assertEquals(
        "then(clamped,smoothed(5,binary(relative,0.75)))", GuideTransform.authors().description());
  }
}
