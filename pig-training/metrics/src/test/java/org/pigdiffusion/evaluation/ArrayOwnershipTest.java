package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.ConnectedComponents;
import org.pigdiffusion.data.IntensityRange;
import org.pigdiffusion.data.LabelMap;
import org.pigdiffusion.data.MaskEncoding;
import org.pigdiffusion.data.PixelGrid;

/** A value stays what it is, whatever becomes of the arrays that it was made of or hands out. */
class ArrayOwnershipTest {

  @Test
  void picturesAndMasksKeepTheirPixels() {
    float[] grey = {1, 2};
    PixelGrid picture = PixelGrid.of(1, 1, 2, new IntensityRange(0, 9), grey);
    int[] classes = {0, 1};
    LabelMap labels = LabelMap.of(1, 2, classes);
    boolean[] foreground = {true, false};
    ConnectedComponents components = ConnectedComponents.of(foreground, 1, 2);
    grey[0] = 9;
    picture.toArray()[1] = 9;
    classes[1] = 0;
    foreground[1] = true;
    assertArrayEquals(new float[] {1, 2}, picture.toArray());
    assertEquals(1, labels.lesionPixels());
    assertEquals(1, components.all().get(0).pixels());
    assertArrayEquals(new boolean[] {true, true}, foreground, "an argument is not written to");
  }

  @Test
  void anEncodingKeepsItsGreyValues() {
    int[] greys = {0, 7};
    MaskEncoding encoding = MaskEncoding.classes(greys);
    greys[1] = 9;
    assertEquals(MaskEncoding.classes(0, 7), encoding);
  }

  @Test
  void keptFeaturesAreNotTheArraysOfTheExtractor(@TempDir Path folder) throws IOException {
    float[][] ofExtractor = {{1}, {2}};
    FeatureSet features =
        new FeatureCache(folder, "one", images -> ofExtractor)
            .of(Tensor.zeros(new Shape(2, 1, 1, 1)));
    KernelDistance kernel = KernelDistance.to(FeatureSet.of(new float[][] {{1}, {2}}));
    double before = kernel.of(features).value();
    ofExtractor[0][0] = 9;
    assertEquals(before, kernel.of(features).value());
  }

  @Test
  void statisticsKeepTheirNumbers() {
    double[] sample = {1, 3};
    double[] reference = {5, 4};
    Statistic mean = Statistic.mean(sample);
    Statistic distance = Statistic.wasserstein(sample, reference);
    assertArrayEquals(new double[] {5, 4}, reference, "an argument is not sorted");
    float[][] vectors = {{1}, {2}};
    FeatureSet features = FeatureSet.of(vectors);
    KernelDistance kernel = KernelDistance.to(FeatureSet.of(new float[][] {{1}, {2}}));
    double before = kernel.of(features).value();
    sample[0] = 9;
    reference[0] = 99;
    vectors[0][0] = 9;
    assertEquals(2, mean.value());
    assertEquals(2.5, distance.value());
    assertEquals(before, kernel.of(features).value());
  }

  @Test
  void masksKeepTheirPixels() {
    boolean[] lesion = {true, false};
    Mask mask = Mask.of(lesion, 1, 2);
    lesion[0] = false;
    assertEquals(1, mask.pixels());
  }
}
