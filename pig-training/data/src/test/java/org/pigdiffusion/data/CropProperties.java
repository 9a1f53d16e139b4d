package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CropProperties {
  private static final IntensityRange BYTE = new IntensityRange(0, 255);

  private static PixelGrid black(int height, int width) {
    return PixelGrid.of(1, height, width, BYTE, new float[height * width]);
  }

  private static LabelMap lesion(int height, int width, Region... boxes) {
    int[] labels = new int[height * width];
    for (Region box : boxes) {
      for (int y = box.top(); y < box.top() + box.height(); y++) {
        for (int x = box.left(); x < box.left() + box.width(); x++) {
          labels[y * width + x] = 1;
        }
      }
    }
    return LabelMap.of(height, width, labels);
  }

  @Property
  void aLesionCropIsASquareInsideTheImageThatHoldsTheLesion(
      @ForAll @IntRange(min = 5, max = 60) int height,
      @ForAll @IntRange(min = 5, max = 60) int width,
      @ForAll @DoubleRange(min = 0, max = 0.99) double atY,
      @ForAll @DoubleRange(min = 0, max = 0.99) double atX,
      @ForAll @IntRange(min = 1, max = 20) int lesionHeight,
      @ForAll @IntRange(min = 1, max = 20) int lesionWidth,
      @ForAll @DoubleRange(min = 0, max = 2) double margin,
      @ForAll @IntRange(min = 1, max = 80) int leastSide) {
    int shorter = Math.min(height, width);
    int boxHeight = Math.min(lesionHeight, shorter);
    int boxWidth = Math.min(lesionWidth, shorter);
    Region box =
        new Region(
            (int) (atY * (height - boxHeight + 1)),
            (int) (atX * (width - boxWidth + 1)),
            boxHeight,
            boxWidth);
    LabelMap mask = lesion(height, width, box);
    Region crop =
        Crop.aroundLesion(margin, leastSide, LesionChoice.ALL)
            .region(black(height, width), mask)
            .orElseThrow();
    crop.requireInside(height, width);
    assertEquals(crop.height(), crop.width());
    assertEquals(mask.lesionPixels(), mask.crop(crop).lesionPixels());
    assertTrue(crop.height() >= Math.min(leastSide, shorter));
  }

  @Example
  void theMarginIsAFractionOfTheLongerSide() {
    LabelMap mask = lesion(100, 100, new Region(40, 45, 20, 10));
    Region crop =
        Crop.aroundLesion(0.5, 1, LesionChoice.ALL).region(black(100, 100), mask).orElseThrow();
    assertEquals(new Region(30, 30, 40, 40), crop);
  }

  @Example
  void theLargestOfSeveralLesionsIsCentredOrAllAreKept() {
    LabelMap mask = lesion(100, 100, new Region(5, 5, 4, 4), new Region(60, 60, 10, 10));
    Region largest =
        Crop.aroundLesion(0, 1, LesionChoice.LARGEST).region(black(100, 100), mask).orElseThrow();
    assertEquals(new Region(60, 60, 10, 10), largest);
    Region all =
        Crop.aroundLesion(0, 1, LesionChoice.ALL).region(black(100, 100), mask).orElseThrow();
    assertEquals(new Region(5, 5, 65, 65), all);
  }

  @Example
  void aLesionCropOfAnEmptyMaskIsNone() {
    assertEquals(
        Optional.empty(),
        Crop.blankBorders()
            .then(Crop.aroundLesion(1, 8, LesionChoice.ALL))
            .region(black(9, 9), lesion(9, 9)));
  }

  @Example
  void blankBordersGoButNotWhatHoldsALesion() {
    float[] values = new float[20 * 20];
    for (int y = 6; y < 15; y++) {
      for (int x = 4; x < 10; x++) {
        values[y * 20 + x] = 100;
      }
    }
    PixelGrid image = PixelGrid.of(1, 20, 20, BYTE, values);
    assertEquals(
        Optional.of(new Region(6, 4, 9, 6)), Crop.blankBorders().region(image, lesion(20, 20)));
    assertEquals(
        Optional.of(new Region(6, 4, 9, 13)),
        Crop.blankBorders().region(image, lesion(20, 20, new Region(10, 16, 1, 1))));
  }

  @Example
  void cropsOfCropsAreCountedFromTheWhole() {
    float[] values = new float[30 * 30];
    for (int y = 10; y < 28; y++) {
      for (int x = 12; x < 28; x++) {
        values[y * 30 + x] = 200;
      }
    }
    LabelMap mask = lesion(30, 30, new Region(20, 22, 2, 2));
    Region region =
        Crop.blankBorders()
            .then(Crop.aroundLesion(0.5, 1, LesionChoice.ALL))
            .region(PixelGrid.of(1, 30, 30, BYTE, values), mask)
            .orElseThrow();
    assertEquals(new Region(19, 21, 4, 4), region);
  }

  @Property
  void resizingAMaskInventsNoClass(
      @ForAll @Size(63) List<@IntRange(min = 0, max = 2) Integer> classes,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width) {
    int[] labels = classes.stream().mapToInt(label -> 5 * label).toArray();
    LabelMap resized = LabelMap.of(7, 9, labels).resize(height, width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertEquals(0, resized.at(y, x) % 5);
        // Nearest: the class at the centre of the new pixel.
        int row = (int) ((y + 0.5) * 7 / height);
        int column = (int) ((x + 0.5) * 9 / width);
        assertEquals(labels[row * 9 + column], resized.at(y, x));
      }
    }
  }
}
