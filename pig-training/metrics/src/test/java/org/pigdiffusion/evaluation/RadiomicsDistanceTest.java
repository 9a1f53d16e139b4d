package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class RadiomicsDistanceTest {
  private static final int SIZE = 12;

  /** Noise of a contrast, with a block of a size as lesion. */
  private static PairSet pair(int seed, double contrast, int lesion) {
    double[] noise = Normals.of(SIZE * SIZE, 0, contrast, seed);
    float[] x = new float[SIZE * SIZE];
    float[] y = new float[SIZE * SIZE];
    for (int i = 0; i < y.length; i++) {
      boolean inside = i / SIZE < lesion && i % SIZE < lesion + seed % 2;
      x[i] = inside ? 1 : -1;
      y[i] = (float) (noise[i] + (inside ? 0.5 : 0));
    }
    Shape shape = new Shape(1, 1, SIZE, SIZE);
    return new PairSet(Tensor.of(shape, x), Tensor.of(shape, y));
  }

  private static PairSet pairs(int firstSeed, double contrast, int lesion) {
    return PairSet.concat(
        IntStream.range(firstSeed, firstSeed + 12)
            .mapToObj(seed -> pair(seed, contrast, lesion))
            .toList());
  }

  @Test
  void pairsOfAnotherTextureOrShapeAreFartherThanOthersOfTheSame() {
    RadiomicsDistance distance = RadiomicsDistance.to(pairs(0, 0.2, 5));
    PairSet same = pairs(100, 0.2, 5);
    PairSet rough = pairs(200, 0.4, 5);
    PairSet large = pairs(300, 0.2, 8);
    double images = distance.ofImages(same).value();
    double lesions = distance.ofLesions(same).value();
    assertTrue(distance.ofImages(rough).value() > 10 * images, "texture of images");
    assertTrue(distance.ofLesions(rough).value() > 10 * lesions, "texture of lesions");
    assertTrue(distance.ofLesions(large).value() > 10 * lesions, "shape of lesions");
    assertEquals(0, distance.ofImages(pairs(0, 0.2, 5)).value(), 1e-3);
    assertEquals(0, distance.ofLesions(pairs(0, 0.2, 5)).value(), 1e-3);
    assertEquals(12, distance.ofLesions(same).size());
  }

  @Test
  void imagesAloneAreComparedWhateverTheirMasks() {
    PairSet reference = PairSet.concat(List.of(pairs(0, 0.2, 5), pairs(50, 0.2, 0)));
    RadiomicsDistance distance = RadiomicsDistance.toImages(reference);
    PairSet other = pairs(100, 0.2, 5);
    PairSet alone = new PairSet(Tensor.zeros(other.x().shape().withChannels(0)), other.y());
    assertTrue(distance.ofImages(alone).value() > 0);
    assertEquals(distance.ofImages(other).value(), distance.ofImages(alone).value());
    assertThrows(IllegalStateException.class, () -> distance.ofLesions(other));
  }

  @Test
  void pairsWithoutALesionOrWithoutDifferencesAreRefused() {
    PairSet good = pairs(0, 0.2, 5);
    RadiomicsDistance distance = RadiomicsDistance.to(good);
    PairSet bad = PairSet.concat(List.of(pair(1, 0.2, 5), pair(2, 0.2, 0)));
    assertEquals(
        "sample: expected a lesion of pixels that touch, on an image of finite values, in every"
            + " pair, found none in pair 1; reject such pairs with PairFilter",
        assertThrows(IllegalArgumentException.class, () -> distance.ofLesions(bad)).getMessage());
    PairSet broken = new PairSet(good.x(), good.y().map(v -> v > 0.5 ? Double.NaN : v));
    assertThrows(IllegalArgumentException.class, () -> distance.ofImages(broken));
    assertThrows(IllegalArgumentException.class, () -> distance.ofLesions(broken));
    PairSet equal = PairSet.concat(List.of(pair(1, 0.2, 5), pair(1, 0.2, 5)));
    assertEquals(
        "reference: expected pairs that differ, found 2 of equal features",
        assertThrows(IllegalArgumentException.class, () -> RadiomicsDistance.to(equal))
            .getMessage());
  }
}
