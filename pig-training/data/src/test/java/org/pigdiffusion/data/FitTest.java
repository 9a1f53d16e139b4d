package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.trainer.PairExample;

class FitTest {
  private static final IntensityRange BYTE = new IntensityRange(0, 255);

  /** Two rows of four: the edge is 102 but for two pixels. */
  private static final PixelGrid WIDE =
      PixelGrid.of(1, 2, 4, BYTE, 102, 102, 255, 102, 102, 0, 102, 102);

  private static final LabelMap MASK = LabelMap.of(2, 4, 0, 0, 1, 0, 0, 0, 0, 0);

  private static PairExample apply(Fit fit) {
    return Preprocessing.builder(4, 4).fit(fit).build().apply("a", "a", WIDE, MASK);
  }

  @Test
  void anotherRatioIsRefusedUnlessToldOtherwise() {
    UnusablePairException e =
        assertThrows(
            UnusablePairException.class,
            () -> Preprocessing.builder(4, 4).build().apply("a", "a", WIDE, MASK));
    assertEquals(DataFault.Kind.ASPECT_RATIO, e.kind());
    for (String word : new String[] {"4x4", "2x4", "Fit.PAD", "Fit.STRETCH", "widenedTo"}) {
      assertTrue(String.valueOf(e.getMessage()).contains(word), e.getMessage());
    }
  }

  @Test
  void paddingKeepsEveryPixelAndFillsUpWithTheEdgesMedian() {
    PairExample pair = apply(Fit.PAD);
    float background = BYTE.scale(102);
    float[] expected = new float[16];
    Arrays.fill(expected, background);
    expected[4 + 2] = 1;
    expected[8 + 1] = -1;
    assertArrayEquals(expected, pair.y().toArray(), 1e-6f);
    float[] mask = new float[16];
    Arrays.fill(mask, -1);
    mask[4 + 2] = 1;
    assertArrayEquals(mask, pair.x().toArray());
  }

  @Test
  void paddingOfClassesIsBackground() {
    PairExample pair =
        Preprocessing.builder(4, 4)
            .fit(Fit.PAD)
            .mask(MaskEncoding.classes(0, 1))
            .build()
            .apply("a", "a", WIDE, MASK);
    assertEquals(1, pair.x().at(0, 0, 0, 0));
    assertEquals(-1, pair.x().at(0, 1, 0, 0));
    assertEquals(1, pair.x().at(0, 1, 1, 2));
  }

  @Test
  void barsDoNotShiftThePercentiles() {
    Preprocessing padded =
        Preprocessing.builder(4, 4)
            .fit(Fit.PAD)
            .intensity(IntensityScaling.percentiles(0, 93))
            .build();
    // Of the sorted eight values 0, six times 102, 255, this percentile lies 0.51 past the last
    // 102.
    float background = new IntensityRange(0, 102 + 0.51 * 153).scale(102);
    assertEquals(background, padded.apply("a", "a", WIDE, MASK).y().at(0, 0, 0, 0), 1e-5);
  }

  @Test
  void stretchingFillsTheFrame() {
    PairExample pair = apply(Fit.STRETCH);
    assertEquals(1, pair.x().at(0, 0, 0, 2));
    assertEquals(1, pair.x().at(0, 0, 1, 2));
    assertEquals(-1, pair.x().at(0, 0, 2, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "64, 64, 511, 512, true",
    "64, 64, 1000, 1007, true",
    "64, 64, 1000, 1010, false",
    "64, 64, 520, 696, false",
    "32, 48, 200, 300, true"
  })
  void halfAPixelOfTheResultDoesNotCount(
      int height, int width, int rows, int columns, boolean fits) {
    Region place = Fit.REFUSE.within(height, width, Region.whole(rows, columns));
    assertEquals(fits, place.equals(Region.whole(height, width)));
  }

  @ParameterizedTest
  @CsvSource({
    // top, left, height, width of what a crop keeps in 100 x 80; then what becomes of it for 1:1
    "10, 20, 40, 30, 10, 15, 40, 40",
    "0, 0, 10, 60, 0, 0, 60, 60",
    "90, 10, 10, 30, 70, 10, 30, 30",
    "0, 5, 100, 60, 0, 0, 100, 80"
  })
  void aCropIsWidenedByPixelsOfTheFile(
      int top, int left, int height, int width, int t, int l, int h, int w) {
    Crop crop = (image, mask) -> java.util.Optional.of(new Region(top, left, height, width));
    PixelGrid image = PixelGrid.of(1, 100, 80, BYTE, new float[8000]);
    LabelMap mask = LabelMap.of(100, 80, new int[8000]);
    assertEquals(new Region(t, l, h, w), crop.widenedTo(64, 64).region(image, mask).orElseThrow());
  }

  @Test
  void aColourImageIsReadAsGreyOnlyWhenAskedFor() {
    PixelGrid red = PixelGrid.of(3, 1, 2, BYTE, 200, 0, 0, 0, 0, 0);
    LabelMap mask = LabelMap.of(1, 2, 0, 1);
    UnusablePairException e =
        assertThrows(
            UnusablePairException.class,
            () -> Preprocessing.builder(1, 2).build().apply("a", "a", red, mask));
    assertEquals(DataFault.Kind.COLOUR_IMAGE, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("ImageChannels.LUMINANCE"), e.getMessage());
    float y =
        Preprocessing.builder(1, 2)
            .channels(ImageChannels.LUMINANCE)
            .build()
            .apply("a", "a", red, mask)
            .y()
            .at(0, 0, 0, 0);
    assertEquals(BYTE.scale(0.299 * 200), y, 1e-6);
  }
}
