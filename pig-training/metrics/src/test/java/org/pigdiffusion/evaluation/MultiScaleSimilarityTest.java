package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSource;

class MultiScaleSimilarityTest {
  private static final Shape SHAPE = new Shape(1, 1, 64, 64);

  private static Tensor magnitudesByTheirGreatest(Tensor normals) {
    float[] numbers = normals.toArray();
    double greatest =
        IntStream.range(0, numbers.length)
            .mapToDouble(i -> Math.abs(numbers[i]))
            .max()
            .orElseThrow();
    return normals.map(v -> Math.abs(v) / greatest);
  }

  /** MONAI, tests/metrics/test_compute_multiscalessim_metric.py: seed 0, |N| by its greatest. */
  @Test
  void noiseAsInMonaisTests() {
    NoiseSource.Batch normals = NoiseSource.torch(0).open(0);
    Tensor first = normals.next(Role.X, SHAPE);
    assertEquals(-1.1258, first.at(0, 0, 0, 0), 1e-4);
    Tensor predicted = magnitudesByTheirGreatest(first);
    Tensor target = magnitudesByTheirGreatest(normals.next(Role.X, SHAPE));
    MultiScaleSimilarity.Builder builder =
        MultiScaleSimilarity.builder().range(0, 1).weights(0.5, 0.5);
    assertEquals(0.023176, builder.build().between(predicted, target), 1e-6);
    assertEquals(0.022655, builder.uniform(11).build().between(predicted, target), 1e-6);
  }

  private static Tensor colours(IntBinaryOperator first, IntBinaryOperator second) {
    int height = 181;
    int width = 190;
    float[] values = new float[2 * height * width];
    for (int i = 0; i < height * width; i++) {
      values[i] = first.applyAsInt(i / width, i % width) / 50f - 1;
      values[height * width + i] = second.applyAsInt(i / width, i % width) * 2 / 63f - 1;
    }
    return Tensor.of(new Shape(1, 2, height, width), values);
  }

  /** MONAI's formula in numpy 2.4 and scipy 1.17, on images by formula, of odd height. */
  @Test
  void channelsAndScalesAsInNumpy() {
    Tensor a = colours((y, x) -> (3 * x * x + 5 * x * y + 7 * y * y) % 101, (y, x) -> (x + y) % 64);
    Tensor b =
        colours(
            (y, x) -> (3 * x * x + 5 * x * y + 7 * y * y + x) % 101, (y, x) -> (x + y + 5) % 64);
    assertEquals(0.3878229925120975, MultiScaleSimilarity.builder().build().between(a, b), 1e-6);
    MultiScaleSimilarity other =
        MultiScaleSimilarity.builder().gaussian(7, 2).weights(0.2, 0.3, 0.5).build();
    assertEquals(0.31502357051056695, other.between(a, b), 1e-6);
    assertEquals(1, other.between(a, a), 1e-9);
  }

  private static Tensor noise(int seed) {
    return magnitudesByTheirGreatest(NoiseSource.torch(seed).open(0).next(Role.X, SHAPE));
  }

  @Test
  void theMeanIsOverPairsOfDifferentImages() {
    MultiScaleSimilarity similarity = MultiScaleSimilarity.builder().range(0, 1).weights(1).build();
    Tensor a = noise(1);
    Tensor b = noise(2);
    Tensor c = a.map(v -> 0.9 * v);
    double ab = similarity.between(a, b);
    double ac = similarity.between(a, c);
    double bc = similarity.between(b, c);
    Statistic pairs = similarity.ofPairs(Tensor.concatBatch(List.of(a, b, c)));
    assertEquals((ab + ac + bc) / 3, pairs.value(), 1e-12);
    assertEquals((2 * ab + 6 * ac + 3 * bc) / 11, pairs.of(2, 1, 3), 1e-12);
    assertTrue(ac > 0.9 && ab < 0.5, ac + " and " + ab);
    assertEquals(3, pairs.size());
    assertThrows(IllegalArgumentException.class, () -> similarity.ofPairs(a));
  }

  @Test
  void imagesTooSmallForTheScalesAreRefused() {
    Tensor image = noise(1);
    MultiScaleSimilarity five = MultiScaleSimilarity.builder().build();
    assertEquals(
        "a: expected at least 176 pixels a side for 5 scales and a window of 11, found shape"
            + " [1,1,64,64]; give fewer weights or a smaller window",
        assertThrows(IllegalArgumentException.class, () -> five.between(image, image))
            .getMessage());
    Tensor broken = image.map(v -> v > 0.5 ? Double.NaN : v);
    MultiScaleSimilarity one = MultiScaleSimilarity.builder().weights(1).build();
    assertThrows(IllegalArgumentException.class, () -> one.between(image, broken));
  }

  @Test
  void badSettingsAreRefused() {
    MultiScaleSimilarity.Builder builder = MultiScaleSimilarity.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.range(1, 1));
    assertThrows(IllegalArgumentException.class, () -> builder.weights());
    assertThrows(IllegalArgumentException.class, () -> builder.weights(0.5, -0.5));
    assertThrows(IllegalArgumentException.class, () -> builder.uniform(10));
    assertThrows(IllegalArgumentException.class, () -> builder.gaussian(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> builder.gaussian(11, 0));
  }
}
