package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class MaskEncodingTest {
  private static final IntensityRange BYTE = new IntensityRange(0, 255);

  private static PixelGrid mask(float... values) {
    return PixelGrid.of(1, 1, values.length, BYTE, values);
  }

  private static Tensor encode(MaskEncoding encoding, float... values) {
    return encoding.tensor(encoding.labels(mask(values)));
  }

  @Test
  void twoLevelsOfWhichOneIsZeroAreBinary() {
    MaskEncoding binary = MaskEncoding.binary();
    Tensor expected = Tensor.of(new Shape(1, 1, 1, 3), -1, 1, -1);
    assertEquals(expected, encode(binary, 0, 255, 0));
    assertEquals(expected, encode(binary, 0, 1, 0));
    assertEquals(Tensor.filled(new Shape(1, 1, 1, 2), -1), encode(binary, 0, 0));
    assertEquals(Tensor.filled(new Shape(1, 1, 1, 2), 1), encode(binary, 255, 255));
  }

  @Test
  void greyLevelsAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> MaskEncoding.binary().labels(mask(0, 128, 255)));
    assertTrue(String.valueOf(e.getMessage()).contains("3 levels"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> MaskEncoding.binary().labels(mask(100, 255)));
  }

  @Test
  void nearlyBinaryMasksAreThresholdedWithinTheTolerance() {
    MaskEncoding jpeg = MaskEncoding.nearlyBinary(0.5, 0.1);
    assertArrayEquals(new float[] {-1, -1, 1, 1}, encode(jpeg, 0, 20, 240, 255).toArray());
    assertThrows(IllegalArgumentException.class, () -> jpeg.labels(mask(0, 100, 255)));
    MaskEncoding any = MaskEncoding.nearlyBinary(0.4, 0.5);
    assertArrayEquals(new float[] {-1, -1, 1}, encode(any, 0, 100, 110).toArray());
  }

  @Test
  void classesAreOneHot() {
    MaskEncoding classes = MaskEncoding.classes(0, 128, 255);
    assertEquals(3, classes.channels());
    assertEquals(Tensor.of(new Shape(1, 3, 1, 2), -1, 1, -1, -1, 1, -1), encode(classes, 255, 0));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> classes.labels(mask(0, 127)));
    assertTrue(String.valueOf(e.getMessage()).contains("127"), e.getMessage());
  }

  @Test
  void colourIsAllowedOnlyIfItIsGrey() {
    PixelGrid grey = PixelGrid.of(3, 1, 2, BYTE, 0, 255, 0, 255, 0, 255);
    assertEquals(1, MaskEncoding.binary().labels(grey).lesionPixels());
    PixelGrid red = PixelGrid.of(3, 1, 2, BYTE, 0, 255, 0, 0, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> MaskEncoding.binary().labels(red));
  }

  @Test
  void theRefusalOfABlurredMaskNamesTheEncodingThatReadsIt() {
    // The levels of a JPEG mask: black and white are both a little off.
    PixelGrid jpeg = mask(0, 3, 17, 250, 255);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MaskEncoding.binary().labels(jpeg));
    assertTrue(
        String.valueOf(e.getMessage()).contains("MaskEncoding.nearlyBinary(0.5, 0.07)"),
        e.getMessage());
    assertEquals(2, MaskEncoding.nearlyBinary(0.5, 0.07).labels(jpeg).lesionPixels());
    IllegalArgumentException strict =
        assertThrows(
            IllegalArgumentException.class,
            () -> MaskEncoding.nearlyBinary(0.5, 0.05).labels(jpeg));
    assertTrue(String.valueOf(strict.getMessage()).contains("0.07"), strict.getMessage());
  }

  @Test
  void aMaskOfManyGreysIsAskedAboutAndGetsNoTolerance() {
    float[] ramp = new float[64];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = 4 * i;
    }
    for (MaskEncoding encoding :
        new MaskEncoding[] {MaskEncoding.binary(), MaskEncoding.nearlyBinary(0.5, 0.1)}) {
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> encoding.labels(mask(ramp)))
                  .getMessage());
      assertTrue(message.endsWith("is this an image, exchanged with its mask?"), message);
    }
  }

  @Test
  void theRefusalOfSoftEdgesNamesTheEncodingThatReadsThem() {
    PixelGrid soft = mask(0, 0, 0, 60, 120, 200, 255, 255, 255);
    for (MaskEncoding encoding :
        new MaskEncoding[] {MaskEncoding.binary(), MaskEncoding.nearlyBinary(0.5, 0.4)}) {
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> encoding.labels(soft))
                  .getMessage());
      assertTrue(
          message.endsWith(
              "is this an image, exchanged with its mask? If it is a mask with soft edges,"
                  + " MaskEncoding.nearlyBinary(0.5, 0.48) reads it"),
          message);
    }
    assertEquals(4, MaskEncoding.nearlyBinary(0.5, 0.48).labels(soft).lesionPixels());
  }

  @Test
  void aGreyThatIsGivenTwiceIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MaskEncoding.classes(0, 0, 1));
    assertEquals(
        "greys: expected at least two values, each given once, found [0, 0, 1]", e.getMessage());
  }

  @Test
  void fewDarkLevelsAreNoEmptyMask() {
    MaskEncoding near = MaskEncoding.nearlyBinary(0.5, 0.1);
    assertThrows(IllegalArgumentException.class, () -> near.labels(mask(0, 1, 0)));
    assertThrows(IllegalArgumentException.class, () -> near.labels(mask(0, 1, 2)));
    assertEquals(0, near.labels(mask(0, 0, 0)).lesionPixels());
  }

  @Test
  void samplesArePartOfTheValue() {
    MaskEncoding alpha = MaskEncoding.nearlyBinary(0.4, 0.2).from(MaskSamples.ALPHA);
    assertEquals(MaskSamples.ALPHA, alpha.samples());
    assertEquals(MaskEncoding.nearlyBinary(0.4, 0.2), alpha.from(MaskSamples.GREY));
    assertEquals(
        MaskSamples.PALETTE_INDEX,
        MaskEncoding.classes(0, 1).from(MaskSamples.PALETTE_INDEX).samples());
  }

  @Test
  void colourNamesThePalette() {
    PixelGrid red = PixelGrid.of(3, 1, 1, BYTE, 128, 0, 0);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MaskEncoding.binary().labels(red));
    assertTrue(String.valueOf(e.getMessage()).contains("PALETTE_INDEX"), e.getMessage());
  }

  @Test
  void aSignedDistanceRisesFromTheBorderInPixels() {
    LabelMap stripe = LabelMap.of(1, 9, 0, 0, 0, 0, 1, 1, 1, 1, 1);

    Tensor tensor = MaskEncoding.binary().signedDistance(2.5).tensor(stripe);

    assertArrayEquals(
        new float[] {-1, -1, -0.6f, -0.2f, 0.2f, 0.6f, 1, 1, 1}, tensor.toArray(), 1e-6f);
  }

  @Test
  void aSignedDistanceIsThatOfTheNearestPixelInEveryDirection() {
    LabelMap dot = LabelMap.of(3, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0);

    Tensor tensor = MaskEncoding.binary().signedDistance(1).tensor(dot);

    float corner = -(float) (Math.sqrt(2) - 0.5);
    assertArrayEquals(
        new float[] {corner, -0.5f, corner, -0.5f, 0.5f, -0.5f, corner, -0.5f, corner},
        tensor.toArray(),
        1e-6f);
  }

  @Test
  void aSignedDistanceOfClassesKeepsTheClassOfEveryPixel() {
    LabelMap labels = LabelMap.of(2, 3, 0, 1, 2, 2, 2, 1);

    Tensor tensor = MaskEncoding.classes(0, 1, 2).signedDistance(4).tensor(labels);

    for (int i = 0; i < 6; i++) {
      for (int c = 0; c < 3; c++) {
        boolean own = labels.at(i / 3, i % 3) == c;
        assertEquals(own, tensor.toArray()[c * 6 + i] > 0, "pixel " + i + ", class " + c);
      }
    }
  }

  @Test
  void aSignedDistanceOfAnEmptyMaskIsBackgroundEverywhere() {
    Tensor tensor = MaskEncoding.binary().signedDistance(3).tensor(LabelMap.of(1, 2, 0, 0));

    assertArrayEquals(new float[] {-1, -1}, tensor.toArray());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, -1, 65, Double.NaN})
  void aReachThatMakesNoEdgeIsRefused(double reach) {
    MaskEncoding binary = MaskEncoding.binary();
    assertThrows(IllegalArgumentException.class, () -> binary.signedDistance(reach));
  }
}
