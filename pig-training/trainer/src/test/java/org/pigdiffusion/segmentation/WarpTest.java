package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class WarpTest {
  private static final int HEIGHT = 24;
  private static final int WIDTH = 20;
  private static final Shape SHAPE = new Shape(1, 1, HEIGHT, WIDTH);

  private static UniformRandomProvider random(long seed) {
    return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
  }

  private static Warp draw(SegmentationAugmentation augmentation, long seed) {
    return Warp.draw(augmentation, SHAPE, HEIGHT, WIDTH, random(seed));
  }

  /** Labels 0, 1 and 2: two discs, neither at the centre. */
  private static byte[] discs() {
    byte[] labels = new byte[HEIGHT * WIDTH];
    for (int i = 0; i < labels.length; i++) {
      int row = i / WIDTH;
      int column = i % WIDTH;
      if (Math.hypot(row - 8, column - 7) < 5) {
        labels[i] = 1;
      } else if (Math.hypot(row - 17, column - 13) < 4) {
        labels[i] = 2;
      }
    }
    return labels;
  }

  private static Tensor image(byte[] labels) {
    float[] values = new float[labels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels[i] / 2f;
    }
    return Tensor.adopt(SHAPE, values);
  }

  @Property(tries = 20)
  void switchedOffNothingChanges(@ForAll long seed) {
    byte[] labels = discs();
    Tensor image = image(labels).map(v -> v + 0.1 / 3);
    Warp warp = draw(SegmentationAugmentation.none(), seed);
    assertEquals(image, warp.image(image));
    assertArrayEquals(labels, warp.labels(labels, WIDTH));
  }

  @Property(tries = 50)
  void maskAndImageMoveTogetherAndLabelsStayLabels(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 180) double rotation,
      @ForAll @DoubleRange(min = 1, max = 2) double zoom,
      @ForAll @DoubleRange(min = 0, max = 4) double elastic) {
    SegmentationAugmentation moves =
        SegmentationAugmentation.builder()
            .flips()
            .rotation(rotation)
            .zoom(zoom)
            .elastic(elastic)
            .build();
    byte[] labels = discs();
    Warp warp = draw(moves, seed);
    byte[] moved = warp.labels(labels, WIDTH);
    float[] values = warp.image(image(labels)).toArray();
    for (int i = 0; i < moved.length; i++) {
      assertTrue(moved[i] >= 0 && moved[i] <= 2, "label " + moved[i]);
      // Interpolated with weight 1/4 at least from the nearest pixel, whose label it has.
      assertTrue(values[i] >= moved[i] / 2f / 4 - 1e-6, "value " + values[i]);
      assertTrue(values[i] <= 0.75 + moved[i] / 2f / 4 + 1e-6, "value " + values[i]);
      if (values[i] == 0) {
        assertEquals(0, moved[i]);
      }
      if (values[i] == 1) {
        assertEquals(2, moved[i]);
      }
    }
  }

  @Test
  void flipsAndQuarterTurnsAreExactAndAllEightOccur() {
    Shape square = new Shape(1, 1, 3, 3);
    SegmentationAugmentation turns =
        SegmentationAugmentation.builder().flips().quarterTurns().build();
    Set<String> seen = new TreeSet<>();
    byte[] labels = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    for (int seed = 0; seed < 100; seed++) {
      Warp warp = Warp.draw(turns, square, 3, 3, random(seed));
      byte[] moved = warp.labels(labels, 3);
      Tensor image = warp.image(Tensor.of(square, 0, 1, 2, 3, 4, 5, 6, 7, 8));
      for (int i = 0; i < moved.length; i++) {
        assertEquals(moved[i], image.buffer().get(i));
      }
      assertEquals(4, moved[4]);
      assertEquals(8, moved[0] + moved[8]);
      seen.add(Arrays.toString(moved));
    }
    assertEquals(8, seen.size());
  }

  @Test
  void oneFlipAloneLeavesTheOtherSides() {
    byte[] labels = {0, 1, 2, 3};
    assertEquals(
        Set.of("[0, 1, 2, 3]", "[1, 0, 3, 2]"),
        seen(SegmentationAugmentation.builder().flips(true, false).build(), labels));
    assertEquals(
        Set.of("[0, 1, 2, 3]", "[2, 3, 0, 1]"),
        seen(SegmentationAugmentation.builder().flips(false, true).build(), labels));
  }

  private static Set<String> seen(SegmentationAugmentation flips, byte[] labels) {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < 50; seed++) {
      Warp warp = Warp.draw(flips, new Shape(1, 1, 2, 2), 2, 2, random(seed));
      seen.add(Arrays.toString(warp.labels(labels, 2)));
    }
    return seen;
  }

  /** Checkpoints of segmentation networks hold these words. */
  @Test
  void flipsHaveTheWordsOfBefore() {
    SegmentationAugmentation.Builder builder = SegmentationAugmentation.standard().toBuilder();
    assertEquals("true", builder.build().entries().get("flips"));
    assertEquals("false", SegmentationAugmentation.none().entries().get("flips"));
    SegmentationAugmentation upright = builder.flips(true, false).build();
    assertEquals("horizontal", upright.entries().get("flips"));
    assertEquals(upright, upright.toBuilder().build());
    assertEquals("vertical", builder.flips(false, true).build().entries().get("flips"));
  }

  /** Without both flips, to exchange rows and columns would mirror images and turn none. */
  @Test
  void quarterTurnsNeedBothFlips() {
    SegmentationAugmentation.Builder turns = SegmentationAugmentation.builder().quarterTurns();
    assertThrows(IllegalArgumentException.class, turns::build);
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, turns.flips(true, false)::build);
    assertTrue(fault.getMessage().startsWith("quarterTurns: expected with both flips"));
  }

  @Property(tries = 20)
  void greysChangeTheImageAlone(@ForAll long seed) {
    SegmentationAugmentation greys =
        SegmentationAugmentation.builder().brightness(0.2).contrast(1.5).noise(0.1).build();
    byte[] labels = discs();
    Tensor image = image(labels);
    Warp warp = draw(greys, seed);
    assertArrayEquals(labels, warp.labels(labels, WIDTH));
    Tensor changed = warp.image(image);
    assertNotEquals(image, changed);
    double before = mean(image);
    assertEquals(before, mean(changed), 0.2 + 0.05);
  }

  private static double mean(Tensor image) {
    float[] values = image.toArray();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  @Property(tries = 30)
  void aPatchIsAPartOfTheImage(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = WIDTH) int side) {
    byte[] labels = discs();
    Warp warp = Warp.draw(SegmentationAugmentation.none(), SHAPE, side, side, random(seed));
    float[] patch = warp.image(image(labels)).toArray();
    byte[] ofLabels = warp.labels(labels, WIDTH);
    assertEquals(side * side, patch.length);
    boolean found =
        IntStream.rangeClosed(0, HEIGHT - side)
            .anyMatch(
                top ->
                    IntStream.rangeClosed(0, WIDTH - side)
                        .anyMatch(left -> isAt(labels, ofLabels, patch, side, top, left)));
    assertTrue(found);
  }

  private static boolean isAt(
      byte[] labels, byte[] ofLabels, float[] patch, int side, int top, int left) {
    return IntStream.range(0, side * side)
        .allMatch(
            i -> {
              byte label = labels[(top + i / side) * WIDTH + left + i % side];
              return ofLabels[i] == label && patch[i] == label / 2f;
            });
  }

  @Test
  void equalSeedsDrawEqually() {
    SegmentationAugmentation all = SegmentationAugmentation.standard();
    Tensor image = image(discs());
    assertEquals(draw(all, 5).image(image), draw(all, 5).image(image));
    assertNotEquals(draw(all, 5).image(image), draw(all, 6).image(image));
  }

  @Test
  void whatIsNoAugmentationIsRefused() {
    SegmentationAugmentation.Builder builder = SegmentationAugmentation.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.rotation(181));
    assertThrows(IllegalArgumentException.class, () -> builder.zoom(0.5));
    assertThrows(IllegalArgumentException.class, () -> builder.elastic(-1));
    assertThrows(IllegalArgumentException.class, () -> builder.brightness(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> builder.contrast(0));
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> builder.noise(-0.5));
    assertEquals("noise: expected at least 0.0, found -0.5", fault.getMessage());
  }
}
