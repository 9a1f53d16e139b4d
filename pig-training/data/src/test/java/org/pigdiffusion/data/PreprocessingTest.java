package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.TensorAssertions;
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
            .leastPatch(3)
            .fit(Fit.PAD)
            .dicom(DicomOptions.standard())
            .build();
    Preprocessing again = settings.toBuilder().build();
    assertEquals(settings, again);
    assertEquals(settings.hashCode(), again.hashCode());
    assertEquals(settings.toString(), again.toString());
    assertNotEquals(settings, settings.toBuilder().fit(Fit.STRETCH).build());
    assertNotEquals(settings, settings.toBuilder().leastPatch(1).build());
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

  /** 6 by 6 pixels, an island of 2 by 2, and 2 pixels of what the lower border may have cut. */
  private static LabelMap withIslands() {
    int[] labels = new int[16 * 16];
    for (int i = 0; i < labels.length; i++) {
      int row = i / 16;
      int column = i % 16;
      boolean lesion = row >= 4 && row < 10 && column >= 2 && column < 8;
      boolean island = row >= 4 && row < 6 && column >= 12 && column < 14;
      boolean cut = row >= 14 && column >= 2 && column < 4;
      labels[i] = lesion || island || cut ? 1 : 0;
    }
    return LabelMap.of(16, 16, labels);
  }

  private static PairExample applied(Preprocessing.Builder settings, LabelMap labels) {
    float[] pixels = new float[labels.height() * labels.width()];
    pixels[0] = 1;
    PixelGrid image =
        PixelGrid.of(1, labels.height(), labels.width(), new IntensityRange(0, 1), pixels);
    return settings.build().apply("a", "g", image, labels);
  }

  /** At half the size the lesion has 9 pixels, the island 1, and what is cut 1. */
  @Test
  void islandsAreCountedInPixelsOfTheNetwork() {
    Preprocessing.Builder half = Preprocessing.builder(8, 8);
    assertEquals(9 + 1 + 1, lesion(applied(half, withIslands())));
    assertEquals(9 + 1, lesion(applied(half.leastPatch(2), withIslands())));
    assertEquals(9 + 1, lesion(applied(half.leastPatch(9), withIslands())));
    assertEquals(1, lesion(applied(half.leastPatch(10), withIslands())));
  }

  /** The border is that of the crop, wherever bars put it. */
  @Test
  void whatTheCropHasCutStaysAlsoWithinBars() {
    LabelMap rows = withIslands().crop(new Region(8, 0, 8, 16));
    Preprocessing.Builder padded = Preprocessing.builder(16, 16).fit(Fit.PAD).leastPatch(13);
    assertEquals(2 * 6 + 2 * 2, lesion(applied(padded, rows)));
    LabelMap inside = withIslands().crop(new Region(3, 0, 8, 16));
    assertEquals(6 * 6, lesion(applied(padded, inside)));
  }

  @Test
  void aLesionOfIslandsAloneIsRefused() {
    LabelMap island = withIslands().crop(new Region(2, 9, 7, 7));
    UnusablePairException e =
        assertThrows(
            UnusablePairException.class,
            () -> applied(Preprocessing.builder(7, 7).leastPatch(5), island));
    assertEquals(DataFault.Kind.LESION_LOST, e.kind());
    assertTrue(String.valueOf(e.getMessage()).endsWith("patches of fewer than 5 are removed"));
    TensorAssertions.assertRefused(
        "leastPatch", () -> Preprocessing.builder(7, 7).leastPatch(0).build());
  }

  private static int lesion(PairExample pair) {
    int count = 0;
    for (float value : pair.x().toArray()) {
      count += value > 0 ? 1 : 0;
    }
    return count;
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
