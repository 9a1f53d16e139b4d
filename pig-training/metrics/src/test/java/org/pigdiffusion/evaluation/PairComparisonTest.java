package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class PairComparisonTest {
  /**
   * Pairs whose mask i covers {@code i % 4} of 4 pixels in a row, and whose image is of a grey that
   * depends on i.
   */
  private static PairSet pairs(int count, float shift) {
    float[] x = new float[count * 4];
    float[] y = new float[count * 4];
    for (int i = 0; i < x.length; i++) {
      int n = i / 4;
      x[i] = i % 4 < n % 4 ? 1 : -1;
      y[i] = shift + n % 5;
    }
    Shape shape = new Shape(count, 1, 1, 4);
    return new PairSet(Tensor.adopt(shape, x), Tensor.adopt(shape, y));
  }

  private static FeatureSet grey(Tensor images) {
    float[][] features = new float[images.shape().batch()][];
    for (int n = 0; n < features.length; n++) {
      features[n] = new float[] {images.at(n, 0, 0, 0)};
    }
    return FeatureSet.of(features);
  }

  @Test
  void masksAreAlwaysCompared() {
    PairQuality quality = PairComparison.builder().against(pairs(40, 0)).measure(pairs(20, 0));
    assertEquals(20, quality.pairs());
    assertEquals(
        EnumSet.of(Quantity.MASK_AREA_DISTANCE, Quantity.MASK_COUNT_DISTANCE),
        quality.quantities().keySet());
    assertEquals(0, value(quality, Quantity.MASK_AREA_DISTANCE), 1e-12);
    assertEquals(0, value(quality, Quantity.MASK_COUNT_DISTANCE), 1e-12);
  }

  /** Areas 0, 1/4, 2/4, 3/4 against 0 alone: 3/8 on average; one lesion in three of four. */
  @Test
  void distancesOfMasksByHand() {
    PairSet empty =
        new PairSet(Tensor.filled(new Shape(4, 1, 1, 4), -1), Tensor.zeros(new Shape(4, 1, 1, 4)));
    PairQuality quality = PairComparison.builder().against(empty).measure(pairs(8, 0));
    assertEquals(3 / 8.0, value(quality, Quantity.MASK_AREA_DISTANCE), 1e-12);
    assertEquals(3 / 4.0, value(quality, Quantity.MASK_COUNT_DISTANCE), 1e-12);
  }

  @Test
  void imagesAreComparedByTheirFeatures() {
    PairComparison comparison =
        PairComparison.builder()
            .features(PairComparisonTest::grey)
            .frechetPairs(10)
            .bootstrap(Bootstrap.of(50, 3))
            .against(pairs(10, 0));
    PairQuality same = comparison.measure(pairs(20, 0));
    assertEquals(10, same.frechetPairs());
    assertEquals(0, value(same, Quantity.FRECHET_DISTANCE), 1e-9);
    PairQuality moved = comparison.measure(pairs(20, 3));
    assertEquals(9, value(moved, Quantity.FRECHET_DISTANCE), 1e-9);
    assertTrue(value(moved, Quantity.KERNEL_DISTANCE) > 10);
    assertFalse(
        measured(moved, Quantity.FRECHET_DISTANCE).covers(value(same, Quantity.FRECHET_DISTANCE)));
    assertEquals(moved, comparison.measure(pairs(20, 3)));
  }

  @Test
  void imagesLieAmongTheRealOnesOrNot() {
    PairComparison comparison =
        PairComparison.builder()
            .features(PairComparisonTest::spread)
            .bootstrap(Bootstrap.of(20, 3))
            .against(pairs(30, 0));
    PairQuality same = comparison.measure(pairs(30, 0));
    assertEquals(1, value(same, Quantity.PRECISION));
    assertEquals(1, value(same, Quantity.RECALL));
    assertEquals(1, value(same, Quantity.COVERAGE));
    PairQuality far = comparison.measure(pairs(30, 100));
    assertEquals(0, value(far, Quantity.PRECISION));
    assertEquals(0, value(far, Quantity.RECALL));
    assertEquals(0, value(far, Quantity.DENSITY));
    assertEquals(0, value(far, Quantity.COVERAGE));
  }

  @Test
  void fewImagesHaveNoManifold() {
    PairComparison comparison =
        PairComparison.builder().features(PairComparisonTest::spread).against(pairs(30, 0));
    assertFalse(comparison.measure(pairs(5, 0)).quantities().containsKey(Quantity.PRECISION));
  }

  /** A feature of its own for each image, so that no two are the same. */
  private static FeatureSet spread(Tensor images) {
    float[][] features = new float[images.shape().batch()][];
    for (int n = 0; n < features.length; n++) {
      features[n] = new float[] {images.at(n, 0, 0, 0) + 0.01f * n};
    }
    return FeatureSet.of(features);
  }

  @Test
  void exchangedClassesAreNotAligned() {
    Shape shape = new Shape(2, 3, 1, 2);
    Tensor masks = Tensor.of(shape, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1);
    Tensor exchanged = Tensor.of(shape, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1);
    PairSet pairs = new PairSet(masks, Tensor.zeros(new Shape(2, 1, 1, 2)));
    PairComparison comparison =
        PairComparison.builder().segmenter(images -> exchanged).against(pairs);
    assertEquals(0.5, value(comparison.measure(pairs), Quantity.ALIGNMENT), 1e-12);
  }

  @Test
  void imagesWithoutMasksAreComparedAlone() {
    PairComparison comparison =
        PairComparison.builder()
            .features(PairComparisonTest::spread)
            .segmenter(images -> images)
            .radiomics()
            .bootstrap(Bootstrap.of(20, 3))
            .against(pairs(30, 0));
    PairSet pairs = pairs(30, 0);
    PairSet alone = new PairSet(Tensor.zeros(pairs.x().shape().withChannels(0)), pairs.y());
    PairQuality quality = comparison.measure(alone);
    assertEquals(
        EnumSet.range(Quantity.FRECHET_DISTANCE, Quantity.RADIOMICS_DISTANCE),
        EnumSet.copyOf(quality.quantities().keySet()));
    assertEquals(0, value(quality, Quantity.RADIOMICS_DISTANCE), 1e-9);
    assertEquals(
        measured(comparison.measure(pairs), Quantity.COVERAGE),
        measured(quality, Quantity.COVERAGE));
    assertTrue(
        value(comparison.measure(pairs(30, -0.5f)), Quantity.RADIOMICS_DISTANCE) > 0.1,
        "darker images have other radiomics");
  }

  private static double value(PairQuality quality, Quantity quantity) {
    return measured(quality, quantity).value();
  }

  private static Measured measured(PairQuality quality, Quantity quantity) {
    return Map.copyOf(quality.quantities()).get(quantity);
  }
}
