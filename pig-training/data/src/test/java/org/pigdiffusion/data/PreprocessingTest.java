package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.trainer.PairExample;

class PreprocessingTest {
  private static final PixelGrid IMAGE =
      PixelGrid.of(1, 2, 2, new IntensityRange(0, 1000), 0, 100, 250, 500);
  private static final LabelMap MASK = LabelMap.of(2, 2, 0, 0, 0, 1);

  private static float[] y(IntensityScaling scaling) {
    return Preprocessing.builder(2, 2)
        .intensity(scaling)
        .build()
        .apply("a", "g", IMAGE, MASK)
        .y()
        .toArray();
  }

  @Test
  void aBuilderOfItKeepsEverySetting() {
    Preprocessing settings =
        Preprocessing.builder(4, 8)
            .crop(Crop.blankBorders())
            .channels(ImageChannels.RGB)
            .intensity(IntensityScaling.minMax())
            .mask(MaskEncoding.classes(0, 128, 255))
            .fit(Fit.PAD)
            .dicom(DicomOptions.standard())
            .build();
    Preprocessing again = settings.toBuilder().build();
    assertEquals(settings, again);
    assertEquals(settings.hashCode(), again.hashCode());
    assertEquals(settings.toString(), again.toString());
    assertNotEquals(settings, settings.toBuilder().fit(Fit.STRETCH).build());
  }

  @Test
  void intensitiesAreScaledLinearlyAndClipped() {
    assertArrayEquals(new float[] {-1, -0.8f, -0.5f, 0}, y(IntensityScaling.fullRange()), 1e-6f);
    assertArrayEquals(new float[] {-1, -0.6f, 0, 1}, y(IntensityScaling.minMax()), 1e-6f);
    assertArrayEquals(new float[] {-1, -1, 0.5f, 1}, y(IntensityScaling.window(100, 300)), 1e-6f);
    // Between sorted values 0, 100, 250, 500: the 50th percentile is 175, the 100th 500.
    assertArrayEquals(
        new float[] {-1, -1, -1 + 150f / 325, 1}, y(IntensityScaling.percentiles(50, 100)), 1e-5f);
  }

  @Test
  void aPairKeepsNameGroupAndSize() {
    PairExample pair =
        Preprocessing.builder(2, 2)
            .channels(ImageChannels.RGB)
            .mask(MaskEncoding.classes(0, 255))
            .build()
            .apply("a", "g", IMAGE, MASK);
    assertEquals("a", pair.name());
    assertEquals("g", pair.group());
    assertEquals(new Shape(1, 3, 2, 2), pair.y().shape());
    assertEquals(Tensor.of(new Shape(1, 2, 2, 2), 1, 1, 1, -1, -1, -1, -1, 1), pair.x());
  }

  @Test
  void aLesionThatVanishesIsRefused() {
    int[] labels = new int[64];
    labels[0] = 1;
    PixelGrid image = PixelGrid.of(1, 8, 8, new IntensityRange(0, 1), new float[64]);
    UnusablePairException e =
        assertThrows(
            UnusablePairException.class,
            () ->
                Preprocessing.builder(2, 2)
                    .build()
                    .apply("a", "g", image, LabelMap.of(8, 8, labels)));
    assertEquals(DataFault.Kind.LESION_LOST, e.kind());
  }

  @Test
  void settingsArePartOfTheValue() {
    Crop crop = Crop.blankBorders().then(Crop.aroundLesion(0.5, 32, LesionChoice.LARGEST));
    Crop same = Crop.blankBorders().then(Crop.aroundLesion(0.5, 32, LesionChoice.LARGEST));
    assertEquals(
        Preprocessing.builder(8, 8).crop(crop).build(),
        Preprocessing.builder(8, 8).crop(same).build());
  }
}
