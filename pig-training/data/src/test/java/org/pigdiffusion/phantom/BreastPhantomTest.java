package org.pigdiffusion.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskStatistics;
import org.pigdiffusion.trainer.PairExample;

class BreastPhantomTest {
  @Test
  void pairIOfASeedIsAlwaysTheSame() {
    PairExample alone = BreastPhantom.of(6, 42, 32).example(5);
    BreastPhantom others = BreastPhantom.of(100, 42, 32);
    List<PairExample> parallel =
        IntStream.range(0, 6).parallel().mapToObj(others::example).toList();
    assertEquals(alone, parallel.get(5));
    assertSame(others.example(5), others.example(5));
  }

  @Test
  void otherSeedsAndIndicesAreOtherPairs() {
    BreastPhantom phantom = BreastPhantom.of(2, 1, 32);
    assertNotEquals(phantom.example(0).y(), phantom.example(1).y());
    assertNotEquals(phantom.example(0).y(), BreastPhantom.of(1, 2, 32).example(0).y());
    assertNotEquals(phantom.example(0).group(), phantom.example(1).group());
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void masksAreOneLesionOfHalfToTenPercent(int side) {
    BreastPhantom phantom = BreastPhantom.of(60, 3, side);
    for (int i = 0; i < phantom.size(); i++) {
      Tensor x = phantom.example(i).x();
      assertEquals(new Shape(1, 1, side, side), x.shape());
      for (float value : x.toArray()) {
        assertTrue(value == -1 || value == 1);
      }
      MaskStatistics statistics = MaskStatistics.ofEach(x).get(0);
      assertEquals(1, statistics.components(), "pair " + i);
      assertTrue(
          statistics.areaFraction() >= 0.005 && statistics.areaFraction() <= 0.10,
          "pair " + i + ": " + statistics);
    }
  }

  @Test
  void slicesUseTheRangeWithoutBurningOut() {
    BreastPhantom phantom = BreastPhantom.of(40, 4, 64);
    int clipped = 0;
    double low = 0;
    double high = 0;
    for (int i = 0; i < phantom.size(); i++) {
      double least = 1;
      double most = -1;
      for (float value : phantom.example(i).y().toArray()) {
        assertTrue(value >= -1 && value <= 1);
        clipped += Math.abs(value) == 1 ? 1 : 0;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      low += least / phantom.size();
      high += most / phantom.size();
    }
    assertTrue(clipped < 0.005 * 40 * 64 * 64, clipped + " clipped");
    assertTrue(low < -0.6 && high > 0.3, low + " to " + high);
  }

  @Test
  void massesAreBrighterThanWhatIsAroundThemButNotByMuch() {
    BreastPhantom phantom = BreastPhantom.of(60, 5, 64);
    double difference = 0;
    int brighter = 0;
    for (int i = 0; i < phantom.size(); i++) {
      double contrast = contrast(phantom.example(i));
      difference += contrast / phantom.size();
      brighter += contrast > 0 ? 1 : 0;
    }
    assertTrue(brighter > 48, brighter + " of 60");
    assertTrue(difference > 0.1 && difference < 0.7, "mean contrast " + difference);
  }

  /** Mean inside the mask less mean within three pixels around it. */
  private static double contrast(PairExample pair) {
    double inside = 0;
    double around = 0;
    int insideCount = 0;
    int aroundCount = 0;
    for (int y = 3; y < 61; y++) {
      for (int x = 3; x < 61; x++) {
        if (pair.x().at(0, 0, y, x) > 0) {
          inside += pair.y().at(0, 0, y, x);
          insideCount++;
        } else if (near(pair.x(), y, x)) {
          around += pair.y().at(0, 0, y, x);
          aroundCount++;
        }
      }
    }
    return inside / insideCount - around / aroundCount;
  }

  private static boolean near(Tensor mask, int y, int x) {
    for (int dy = -3; dy <= 3; dy++) {
      for (int dx = -3; dx <= 3; dx++) {
        if (mask.at(0, 0, y + dy, x + dx) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void theSlicesPowerSpectrumFallsAsThatOfMammograms() {
    // Burgess 2003: exponents of 1.5 to 3.5, mean about 2.8.
    BreastPhantom phantom = BreastPhantom.of(30, 6, 128);
    double mean = 0;
    for (int i = 0; i < phantom.size(); i++) {
      float[] values = phantom.example(i).y().toArray();
      double[][] plane = new double[128][128];
      for (int k = 0; k < values.length; k++) {
        plane[k / 128][k % 128] = values[k];
      }
      double exponent = PowerSpectrum.exponent(plane, 3, 30);
      assertTrue(exponent > 1.5 && exponent < 3.5, "pair " + i + ": " + exponent);
      mean += exponent / phantom.size();
    }
    assertEquals(2.8, mean, 0.5);
  }

  @Test
  void badSizesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> BreastPhantom.of(0, 1, 64));
    assertThrows(IllegalArgumentException.class, () -> BreastPhantom.of(1, 1, 48));
    assertThrows(IndexOutOfBoundsException.class, () -> BreastPhantom.of(3, 1, 64).example(3));
  }
}
