package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;

class SheetTest {
  private static final int ORANGE = 0xFF8C1A;

  private static int rgb(BufferedImage image, int y, int x) {
    return image.getRGB(x, y) & 0xFFFFFF;
  }

  @Test
  void aPairIsImageMaskAndOverlayWithTheLesionOutlined() {
    Tensor x = Tensor.of(new Shape(1, 1, 3, 3), -1, -1, -1, -1, 1, -1, -1, -1, -1);
    Tensor y = Tensor.filled(new Shape(1, 1, 3, 3), -1);
    BufferedImage sheet = new ContactSheet(4, 4, ORANGE, 0.5).draw(x, y).toBufferedImage();
    assertEquals(4 + 3 * 12 + 2 + 4, sheet.getWidth());
    assertEquals(4 + 12 + 4, sheet.getHeight());
    assertEquals(0, rgb(sheet, 4, 4));
    int mask = 4 + 12 + 1;
    assertEquals(0xFFFFFF, rgb(sheet, 4 + 4, mask + 4));
    assertEquals(0, rgb(sheet, 4 + 3, mask + 4));
    int overlay = mask + 12 + 1;
    assertEquals(ORANGE, rgb(sheet, 4 + 4, overlay + 4));
    assertEquals(0x80460D, rgb(sheet, 4 + 5, overlay + 5));
    assertEquals(0, rgb(sheet, 4 + 3, overlay + 4));
  }

  /** Sizes beyond an int, or beyond the memory, are found before memory is taken. */
  @ParameterizedTest
  @ValueSource(ints = {4_000, 1_000_000, Integer.MAX_VALUE})
  void sheetsOfTooManyPixelsAreRefused(int factor) {
    Tensor x = Tensor.zeros(new Shape(2, 1, 3, 3));
    PairExample pair = new PairExample("a", "a", x.slice(0, 1), x.slice(0, 1));
    NearestNeighbours among = NearestNeighbours.among(NearestNeighboursTest.source(pair));
    long side = 3L * factor;
    for (Executable drawing :
        List.<Executable>of(
            () -> ContactSheet.of(1, factor).draw(x, x),
            () -> new TrajectoryStrip(2, factor).draw(List.of(x), List.of(x), 0),
            () -> NearestNeighbours.draw(x, among.of(x), 1, factor))) {
      String message =
          String.valueOf(assertThrows(IllegalArgumentException.class, drawing).getMessage());
      assertTrue(
          message.startsWith("factor: expected a sheet of at most 100000000 pixels, found "),
          message);
      assertTrue(message.endsWith("fewer images, or with a smaller factor"), message);
    }
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> ContactSheet.of(1, factor).draw(x, x))
                .getMessage());
    assertTrue(message.contains(" %d x %d ".formatted(2 * side + 12, 3 * side + 10)), message);
  }

  /** Of several classes the outer outline alone was drawn, in one colour. */
  @Test
  void eachClassOfSeveralIsOutlinedInItsColour() {
    // Classes 0 1 2 2 in a row; a channel for each class.
    Tensor x = Tensor.of(new Shape(1, 3, 1, 4), 1, -1, -1, -1, -1, 1, -1, -1, -1, -1, 1, 1);
    Tensor y = Tensor.filled(new Shape(1, 1, 1, 4), -1);
    BufferedImage sheet = new ContactSheet(1, 4, 0xFFFFFF, 0).draw(x, y).toBufferedImage();
    int overlay = 4 + 2 * (16 + 1);
    int orange = 0xE69F00;
    int blue = 0x56B4E9;
    List<Integer> row = new ArrayList<>();
    for (int across = 0; across < 16; across++) {
      row.add(rgb(sheet, 5, overlay + across));
    }
    assertEquals(
        List.of(0, 0, 0, 0, orange, 0, 0, orange, blue, 0, 0, 0, 0, 0, 0, 0), row, "edges");
  }

  @Test
  void theLegendNamesTheColourOfEachClass() {
    assertEquals("image, mask, both (class 1 orange, class 2 sky blue)", ContactSheet.legend(3));
    assertEquals("image, mask, both", ContactSheet.legend(1));
    assertEquals("image, mask, both", ContactSheet.legend(2));
    assertThrows(IllegalArgumentException.class, () -> ContactSheet.legend(0));
    String many = ContactSheet.legend(9);
    assertTrue(many.endsWith("class 6 red, class 7 orange, class 8 sky blue)"), many);
  }

  /** Two channels are a background and one class: its outline is that of one channel. */
  @Test
  void oneClassOfTwoChannelsIsDrawnAsThatOfOneChannel() {
    Tensor one = Tensor.of(new Shape(1, 1, 1, 3), -1, 1, -1);
    Tensor two = Tensor.of(new Shape(1, 2, 1, 3), 1, -1, 1, -1, 1, -1);
    Tensor y = Tensor.filled(new Shape(1, 1, 1, 3), 0);
    ContactSheet layout = ContactSheet.of(1, 3);
    assertArrayEquals(pixels(layout.draw(one, y)), pixels(layout.draw(two, y)));
  }

  private static int[] pixels(Picture picture) {
    BufferedImage image = picture.toBufferedImage();
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void rowsAreFilledFromTheLeft() {
    Tensor x = Tensor.filled(new Shape(3, 1, 2, 2), -1);
    Tensor y =
        Tensor.concatBatch(
            List.of(
                Tensor.filled(new Shape(1, 3, 2, 2), -1),
                Tensor.filled(new Shape(1, 3, 2, 2), 0),
                Tensor.filled(new Shape(1, 3, 2, 2), 1)));
    BufferedImage sheet = ContactSheet.of(2, 1).draw(x, y).toBufferedImage();
    int pair = 3 * 2 + 2;
    assertEquals(4 + 2 * (pair + 4), sheet.getWidth());
    assertEquals(4 + 2 * (2 + 4), sheet.getHeight());
    assertEquals(0x808080, rgb(sheet, 4, 4 + pair + 4));
    assertEquals(0xFFFFFF, rgb(sheet, 4 + 2 + 4, 4));
  }

  @Test
  void sizesMustAgree() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ContactSheet.of(2, 1)
                .draw(Tensor.zeros(new Shape(1, 1, 2, 2)), Tensor.zeros(new Shape(2, 1, 2, 2))));
    assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ContactSheet(1, 1, 0, 1.5));
  }

  /** Of two or four channels the first was drawn, as if it were the image. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void imagesThatAreNeitherGreyNorColourAreRefused(int channels) {
    Tensor x = Tensor.filled(new Shape(1, 1, 2, 2), -1);
    Tensor y = Tensor.filled(new Shape(1, channels, 2, 2), -1);
    assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(1, 1).draw(x, y));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrajectoryStrip(2, 1).draw(List.of(x), List.of(y), 0));
  }

  @Test
  void aStripShowsTheFirstTheLastAndEvenStepsBetween() {
    List<Tensor> x = new ArrayList<>();
    List<Tensor> y = new ArrayList<>();
    for (int step = 0; step <= 10; step++) {
      x.add(Tensor.filled(new Shape(2, 1, 2, 2), step / 5f - 1));
      y.add(Tensor.filled(new Shape(2, 1, 2, 2), 1 - step / 5f));
    }
    BufferedImage strip = new TrajectoryStrip(3, 2).draw(x, y, 1).toBufferedImage();
    assertEquals(2 + 3 * 6, strip.getWidth());
    assertEquals(2 + 2 * 6, strip.getHeight());
    assertEquals(0x000000, rgb(strip, 2, 2));
    assertEquals(0x808080, rgb(strip, 2, 8));
    assertEquals(0xFFFFFF, rgb(strip, 2, 14));
    assertEquals(0xFFFFFF, rgb(strip, 8, 2));
    assertEquals(0x000000, rgb(strip, 8, 14));
  }

  @Test
  void aStripNeedsAsManyImagesAsMasks() {
    Tensor one = Tensor.zeros(new Shape(1, 1, 2, 2));
    TrajectoryStrip strip = new TrajectoryStrip(4, 1);
    assertThrows(
        IllegalArgumentException.class, () -> strip.draw(List.of(one), List.of(one, one), 0));
    assertThrows(IllegalArgumentException.class, () -> strip.draw(List.of(), List.of(), 0));
    assertThrows(IllegalArgumentException.class, () -> strip.draw(List.of(one), List.of(one), 1));
    assertEquals(6, strip.draw(List.of(one), List.of(one), 0).width());
  }
}
