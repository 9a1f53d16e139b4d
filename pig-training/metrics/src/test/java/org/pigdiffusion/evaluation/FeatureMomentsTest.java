package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureMomentsTest {

  /** Correlated, with means far from 0, as features behind a ReLU are. */
  private static float[][] vectors(int count, int dimensions, long seed) {
    float[][] vectors = new float[count][dimensions];
    for (int j = 0; j < dimensions; j++) {
      double[] column = Normals.of(count, 100 + j, 1 + j, seed * 100 + j);
      for (int i = 0; i < count; i++) {
        vectors[i][j] = (float) (column[i] + (j > 0 ? 0.7 * vectors[i][j - 1] : 0));
      }
    }
    return vectors;
  }

  /** In parts of the sizes 1, 2, 3, and so on, put together as a tree is. */
  private static FeatureMoments inParts(float[][] vectors) {
    int end = 1;
    FeatureMoments all = FeatureMoments.of(vectors[0]);
    for (int size = 2; end < vectors.length; size++) {
      int next = Math.min(end + size, vectors.length);
      FeatureMoments part = FeatureMoments.of(Arrays.copyOfRange(vectors, end, next));
      all = size % 2 == 0 ? all.plus(part) : part.plus(all);
      end = next;
    }
    return all;
  }

  @Test
  void byHand() {
    FeatureMoments moments =
        FeatureMoments.of(new float[] {1, 2}).plus(FeatureMoments.of(new float[] {3, 6}));
    assertEquals(2, moments.count());
    assertEquals(2, moments.dimensions());
    assertEquals(2, moments.mean().get(0));
    assertEquals(4, moments.mean().get(1));
    assertEquals(2, moments.covariance().get(0, 0));
    assertEquals(4, moments.covariance().get(0, 1));
    assertEquals(8, moments.covariance().get(1, 1));
  }

  @Test
  void partsGiveTheDistanceOfTheWhole() {
    assertDistance(200, 6, 1e-8);
  }

  @Test
  void fewerImagesThanFeaturesGiveTheDistanceOfTheWhole() {
    assertDistance(7, 20, 1e-5);
  }

  private static void assertDistance(int count, int dimensions, double relative) {
    float[][] sample = vectors(count, dimensions, 1);
    float[][] reference = vectors(count + 2, dimensions, 2);
    double whole = FrechetDistance.to(FeatureSet.of(reference)).of(FeatureSet.of(sample)).value();
    assertTrue(whole > 0.1, "a distance near 0 would prove little: " + whole);
    FeatureMoments parts = inParts(sample);
    assertEquals(count, parts.count());
    assertEquals(
        whole, FrechetDistance.between(parts, inParts(reference)), relative * whole, "in parts");
    assertEquals(
        whole, FrechetDistance.between(FeatureMoments.of(reference), parts), relative * whole);
  }

  @Test
  void aSampleIsAtDistanceZeroFromItself() {
    float[][] sample = vectors(50, 6, 3);
    assertEquals(0, FrechetDistance.between(inParts(sample), FeatureMoments.of(sample)), 1e-6);
  }

  @Test
  void momentsTravelBetweenProcesses() throws IOException, ClassNotFoundException {
    FeatureMoments moments = FeatureMoments.of(vectors(5, 3, 1));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(moments);
    }
    FeatureMoments read =
        (FeatureMoments)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertEquals(moments.count(), read.count());
    assertEquals(
        moments.covariance().getData()[1], read.covariance().getData()[1], 0, "a covariance");
  }

  @Test
  void vectorsThatDoNotFitAreRefused() {
    FeatureMoments two = FeatureMoments.of(new float[][] {{1, 2}, {3, 4}});
    assertRefused("expected vectors of 2 features, found 1", () -> two.plus(one(1)));
    assertRefused(
        "expected vectors of 1 features, found 2", () -> FrechetDistance.between(two, one(1)));
    assertRefused(
        "expected at least 2 for a covariance, found 1",
        () -> FrechetDistance.between(two, one(1, 2)));
    assertRefused("expected at least 1", FeatureMoments::of);
    assertRefused("expected finite features, found NaN", () -> one(Float.NaN));
  }

  private static FeatureMoments one(float... vector) {
    return FeatureMoments.of(vector);
  }

  private static void assertRefused(String message, Runnable use) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, use::run);
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }
}
