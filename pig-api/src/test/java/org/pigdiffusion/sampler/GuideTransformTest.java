package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class GuideTransformTest {

  private static Tensor row(float... values) {
    return Tensor.of(new Shape(1, 1, 1, values.length), values);
  }

  /** Returns what it was given, so that smoothing can be seen alone. */
  private static final GuideTransform SEEN = GuideTransform.identity();

  @Test
  void identityReturnsTheVeryEstimate() {
    Tensor estimate = row(0.3f, -2f);
    assertSame(estimate, GuideTransform.identity().apply(estimate));
  }

  @Test
  void limitedLeavesWhatIsInRange() {
    assertEquals(row(0.3f, -1, 1), GuideTransform.clamped().apply(row(0.3f, -2f, Float.MAX_VALUE)));
  }

  @Test
  void anAbsoluteThresholdItselfIsBelow() {
    assertEquals(
        row(-1, -1, 1, 1),
        GuideTransform.binary(Threshold.absolute(0.25)).apply(row(-3, 0.25f, 0.26f, 2)));
  }

  @Test
  void anAbsoluteThresholdCanGiveAnEmptyMask() {
    assertEquals(
        row(-1, -1, -1),
        GuideTransform.binary(Threshold.absolute(0)).apply(row(-0.9f, -1.1f, -0.2f)));
  }

  /** 0.75 max + 0.25 min of [-1, 1] is 0.5. */
  @Test
  void aRelativeThresholdLiesBetweenLeastAndGreatest() {
    assertEquals(
        row(-1, -1, -1, 1, 1),
        GuideTransform.binary(Threshold.relative(0.75)).apply(row(-1, 0, 0.5f, 0.51f, 1)));
    assertEquals(
        row(-1, 1), GuideTransform.binary(Threshold.relative(0)).apply(row(-0.9f, -0.89f)));
    assertEquals(
        row(-1, -1), GuideTransform.binary(Threshold.relative(1)).apply(row(-0.9f, -0.89f)));
  }

  /** Each image and each channel has its own least and greatest value. */
  @Test
  void aRelativeThresholdIsOfTheImageAndChannel() {
    Tensor batch = Tensor.of(new Shape(2, 2, 1, 2), 0, 1, 10, 20, -5, -6, 0, 100);
    assertEquals(
        Tensor.of(batch.shape(), -1, 1, -1, 1, 1, -1, -1, 1),
        GuideTransform.binary(Threshold.relative(0.5)).apply(batch));
  }

  /** Bounds at -0.5 and 0.5; beyond the range the outermost level. */
  @Test
  void ternaryRoundsToTheNearestLevel() {
    assertEquals(
        row(-1, -1, 0, 0, 0, 1, 1, 1, -1),
        GuideTransform.ternary().apply(row(-1, -0.51f, -0.49f, 0, 0.49f, 0.51f, 1, 7, -7)));
  }

  @Test
  void classesInOneChannelAreEvenLevels() {
    assertClose(
        row(-1, -0.5f, 0, 0.5f, 1),
        GuideTransform.classes(5).apply(row(-0.8f, -0.4f, 0.1f, 0.7f, 0.8f)),
        0);
    assertEquals(row(-1, 1), GuideTransform.classes(2).apply(row(-0.1f, 0.1f)));
  }

  @Test
  void classesInKChannelsAreOneHot() {
    Shape shape = new Shape(2, 3, 1, 2);
    Tensor estimate =
        Tensor.of(
            shape, //
            -0.9f, 0.2f, -0.8f, 0.2f, -0.7f, 0.1f, //
            3, 0, 2, 0, 1, 0);
    Tensor expected =
        Tensor.of(
            shape, //
            -1, 1, -1, -1, 1, -1, //
            1, 1, -1, -1, -1, -1);
    assertEquals(expected, GuideTransform.classes(3).apply(estimate));
  }

  @Test
  void otherNumbersOfChannelsAreRefused() {
    Tensor two = Tensor.zeros(new Shape(1, 2, 1, 1));
    assertRefused("cleanEstimate", () -> GuideTransform.classes(3).apply(two));
    assertRefused("cleanEstimate", () -> GuideTransform.softClasses(3, 0.1).apply(two));
  }

  /** tanh(1) = 0.76159, tanh(2) = 0.96403. */
  @Test
  void aSoftMaskIsTheHyperbolicTangentOverTheWidth() {
    assertClose(
        row(-0.96403f, 0, 0.76159f, 1),
        GuideTransform.softBinary(Threshold.absolute(0.5), 0.25).apply(row(0, 0.5f, 0.75f, 9)),
        1e-5);
    assertClose(
        row(-0.96403f, 0, 0.96403f),
        GuideTransform.softBinary(Threshold.relative(0.5), 0.5).apply(row(-1, 0, 1)),
        1e-5);
  }

  /** The bounds of three classes are -0.5 and 0.5, each half of the way from -1 to 1. */
  @Test
  void softClassesInOneChannelAreAStair() {
    assertClose(
        row(-1, -0.5f, 0, 0.5f, 0.5f * (1 + 0.76159f), 1),
        GuideTransform.softClasses(3, 0.05).apply(row(-1, -0.5f, 0, 0.5f, 0.55f, 1)),
        1e-5);
    assertClose(
        GuideTransform.softBinary(Threshold.absolute(0), 0.3).apply(row(-0.4f, 0, 0.1f)),
        GuideTransform.softClasses(2, 0.3).apply(row(-0.4f, 0, 0.1f)),
        0);
  }

  /** 2 softmax - 1 of two values is tanh of half the difference of the exponents. */
  @Test
  void softClassesInKChannelsAreTheSoftmax() {
    assertClose(
        Tensor.of(new Shape(1, 2, 1, 2), 0.76159f, 0, -0.76159f, 0),
        GuideTransform.softClasses(2, 0.5)
            .apply(Tensor.of(new Shape(1, 2, 1, 2), 0.25f, 900, -0.25f, 900)),
        1e-5);
  }

  /** A corner's 3x3 window has 4 pixels, an edge's 6: what lies beyond does not count. */
  @Test
  void smoothingLeavesThePaddingOutOfTheMean() {
    Tensor image = Tensor.of(new Shape(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertClose(
        Tensor.of(image.shape(), 3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7),
        SEEN.smoothed(3).apply(image),
        1e-6);
    assertClose(Tensor.filled(image.shape(), 5), SEEN.smoothed(5).apply(image), 1e-6);
    assertEquals(image, SEEN.smoothed(1).apply(image));
  }

  @Test
  void smoothingIsOfTheImageAndChannel() {
    Tensor batch = Tensor.of(new Shape(2, 2, 1, 2), 0, 2, 10, 30, -4, -6, 7, 7);
    assertClose(
        Tensor.of(batch.shape(), 1, 1, 20, 20, -5, -5, 7, 7), SEEN.smoothed(3).apply(batch), 0);
  }

  @Test
  void smoothingComesFirst() {
    Tensor speck = row(-1, -1, 1, -1, -1);
    assertEquals(
        row(-1, -1, -1, -1, -1),
        GuideTransform.binary(Threshold.absolute(0)).smoothed(3).apply(speck));
  }

  /** Inside: a patch of 1 pixel and one of 2 by a corner; at the border: one of 1. */
  @Test
  void islandsOfAMaskBecomeBackground() {
    Tensor first =
        Tensor.of(
            new Shape(1, 1, 5, 6),
            new float[] {
              -1, -1, -1, -1, -1, 1, //
              -1, 1, -1, -1, -1, -1, //
              -1, -1, -1, 1, -1, -1, //
              -1, -1, -1, -1, 1, -1, //
              -1, -1, -1, -1, -1, -1
            });
    Tensor empty = Tensor.filled(first.shape(), -1);
    GuideTransform binary = GuideTransform.binary(Threshold.absolute(0));
    Tensor both = Tensor.concatBatch(List.of(empty, first));
    assertEquals(both, binary.withoutIslands(1).apply(both));
    Tensor kept = binary.withoutIslands(2).apply(both);
    assertEquals(empty, kept.slice(0, 1));
    float[] expected = first.toArray();
    expected[7] = -1;
    assertEquals(Tensor.of(first.shape(), expected), kept.slice(1, 2));
    expected[15] = -1;
    expected[22] = -1;
    assertEquals(
        Tensor.of(first.shape(), expected), binary.withoutIslands(3).apply(both).slice(1, 2));
    assertRefused("leastPixels", () -> binary.withoutIslands(0));
  }

  @Test
  void islandsOfClassesAreRefused() {
    assertRefused("mask", () -> GuideTransform.annotation(3).withoutIslands(3));
    assertRefused("mask", () -> GuideTransform.softClasses(3, 0.2).smoothed(5).withoutIslands(3));
    assertRefused("mask", () -> GuideTransform.authorsTernary().withoutIslands(3));
    assertRefused("mask", () -> GuideTransform.parse("withoutIslands(4,classes(3))"));
    GuideTransform.authors().withoutIslands(3).requireFits(1);
  }

  @Test
  void oneTransformComesAfterAnother() {
    GuideTransform binary = GuideTransform.binary(Threshold.relative(0.75));
    assertEquals(row(-1, 1, 1), GuideTransform.clamped().then(binary).apply(row(0, 5, 1)));
    assertEquals(row(-1, 1, -1), binary.then(GuideTransform.clamped()).apply(row(0, 5, 1)));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertRefused(
        "thresholds",
        () -> GuideTransform.ternary(Threshold.relative(0.5), Threshold.relative(0.5)));
    assertRefused(
        "thresholds",
        () -> GuideTransform.ternary(Threshold.absolute(0.2), Threshold.relative(0.5)));
    assertRefused("count", () -> GuideTransform.classes(1));
    assertRefused("count", () -> GuideTransform.softClasses(1, 0.1));
    assertRefused("width", () -> GuideTransform.softClasses(2, 0));
    assertRefused("width", () -> GuideTransform.softBinary(Threshold.absolute(0), -1));
    assertRefused("width", () -> GuideTransform.softBinary(Threshold.absolute(0), Double.NaN));
    assertRefused(
        "width", () -> GuideTransform.softBinary(Threshold.absolute(0), Double.POSITIVE_INFINITY));
    assertRefused("size", () -> SEEN.smoothed(4));
    assertRefused("size", () -> SEEN.smoothed(-1));
    String message = assertRefused("threshold", () -> Threshold.relative(-0.1));
    assertTrue(message.contains("in [0,1]"), message);
    assertRefused("threshold", () -> Threshold.relative(1.1));
    assertRefused("threshold", () -> Threshold.relative(Double.NaN));
    message = assertRefused("threshold", () -> Threshold.absolute(Double.NaN));
    assertTrue(message.contains("in [-1,1]"), message);
    assertRefused("threshold", () -> Threshold.absolute(Double.POSITIVE_INFINITY));
    assertRefused("threshold", () -> Threshold.absolute(128)); // a grey level: nothing is above it
    assertRefused("threshold", () -> Threshold.absolute(-1.5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Identity",
        "binary(0.5)",
        "binary(relative,)",
        "binary(relative,1.5)",
        "binary(absolute,x)",
        "binary(between,1)",
        "softBinary(absolute,0.5)",
        "softBinary(absolute,0.5,0)",
        "softClasses(3)",
        "identity()",
        "classes(1)",
        "classes(99999999999)",
        "classes(-3)",
        "smoothed(4,identity)",
        "smoothed(5,blurred)",
        "smoothed(5)",
        "ternary",
        "ternary(relative,0.9,0.1)",
        "ternary(relative,0.1)",
        "then(limited)",
        "then(clamped,blurred)"
      })
  void descriptionsOfNoTransformAreRefused(String description) {
    assertThrows(IllegalArgumentException.class, () -> GuideTransform.parse(description));
  }

  /** Model files of before the rename. */
  @Test
  void theOlderNameOfClampedIsRead() {
    assertEquals(GuideTransform.clamped(), GuideTransform.parse("limited"));
    assertEquals("clamped", GuideTransform.parse("limited").description());
  }

  @Test
  void aNameWithOtherSettingsIsAnsweredWithThose() {
    String message = assertRefused("guide transform", () -> GuideTransform.parse("binary(0.5)"));
    assertTrue(message.contains("binary(absolute,t)"), message);
    assertTrue(message.endsWith("found binary(0.5)"), message);
  }
}
