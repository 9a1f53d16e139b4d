package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.ToldAugmentation;

class ToldChangeTest {
  private static final int SIDE = 16;
  private static final Shape IMAGE = new Shape(1, 1, SIDE, SIDE);

  private static UniformRandomProvider random(long seed) {
    return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
  }

  private static ToldChange moved(
      double zoom, double angle, double stretch, double axis, double right, double down) {
    return new ToldChange(zoom, angle, stretch, axis, right, down, 0, 0);
  }

  private static PairExample pair(Tensor x, Tensor y) {
    return new PairExample("pair", "group", x, y);
  }

  private static PairExample both(Tensor image) {
    return pair(image, image);
  }

  /** Smooth, without any symmetry: a place can be told by its value. */
  private static Tensor slope(double right, double down) {
    float[] values = new float[IMAGE.size()];
    for (int i = 0; i < values.length; i++) {
      int row = i / SIDE;
      values[i] = (float) (right * (i % SIDE - 7.5) + down * (row - 7.5));
    }
    return Tensor.adopt(IMAGE, values);
  }

  /** The value 3 pixels right of the centre and 1 below, where nothing comes from outside. */
  private static double at(Tensor image) {
    double sum = 0; // (3, 1) from the centre is between four pixels
    for (int row = 8; row <= 9; row++) {
      for (int column = 10; column <= 11; column++) {
        sum += image.at(0, 0, row, column) / 4;
      }
    }
    return sum;
  }

  private static void assertComesFrom(double right, double down, ToldChange change) {
    assertEquals(right, at(change.of(both(slope(1, 0))).y()), 1e-5, "right");
    assertEquals(down, at(change.of(both(slope(0, 1))).y()), 1e-5, "down");
  }

  @Test
  void placesComeFromWhereTheFormulasSay() {
    assertComesFrom(3, 1, ToldChange.NONE);
    assertComesFrom(1.5, 0.5, moved(5, 0, 0, 0, 0, 0)); // 2^(0.2 * 5) = 2 times larger
    assertComesFrom(1, -3, moved(0, Math.PI / 2, 0, 0, 0, 0)); // clockwise
    assertComesFrom(1.5, 2, moved(0, 0, 5, 0, 0, 0)); // twice as wide, half as high
    assertComesFrom(6, 0.5, moved(0, 0, 5, Math.PI / 2, 0, 0)); // the other way round
    assertComesFrom(1, 1, moved(0, 0, 0, 0, 1, 0)); // an eighth of the side, 2 pixels
    assertComesFrom(3, 2, moved(0, 0, 0, 0, 0, -0.5));
    // Translated before it is turned back, and shrunk at last.
    assertComesFrom(0.5, -0.5, moved(5, Math.PI / 2, 0, 0, 1, 0));
  }

  @Test
  void labelsTellWhatWasDone() {
    ToldChange change = new ToldChange(-0.5, Math.PI / 6, 2, Math.PI / 3, 1.5, -1, 0.25, -2);
    assertArrayEquals(
        new float[] {
          -0.5f, (float) (Math.sqrt(3) / 2 - 1), 0.5f, 1, (float) Math.sqrt(3), 1.5f, -1, 0.25f, -2
        },
        change.label(),
        1e-6f);
    assertArrayEquals(new float[ToldChange.LABELS], ToldChange.NONE.label());
  }

  @Test
  void greyValuesOfYAloneChange() {
    Tensor image = slope(0.1, 0.05);
    ToldChange change = new ToldChange(0, 0, 0, 0, 0, 0, 1, 2);
    PairExample changed = change.of(both(image));
    assertSame(image, changed.x());
    assertClose(image.map(value -> 2 * (value + 0.2)), changed.y(), 1e-6);
  }

  @Property(tries = 20)
  void withoutProbabilityThePairIsItself(@ForAll long seed) {
    ToldChange change = ToldChange.draw(ToldAugmentation.none(), random(seed));
    PairExample pair = both(slope(1, 2));
    assertArrayEquals(new float[ToldChange.LABELS], change.label());
    PairExample changed = change.of(pair);
    assertSame(pair.x(), changed.x());
    assertSame(pair.y(), changed.y());
  }

  /** A mask's edge becomes soft, and no value leaves its range; classes still sum up. */
  @Property(tries = 100)
  void imagesMoveAlikeAndWithinTheirRange(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 1) double geometry) {
    ToldChange change = ToldChange.draw(new ToldAugmentation(geometry, 0), random(seed));
    float[] classes = new float[3 * IMAGE.size()];
    for (int i = 0; i < classes.length; i++) {
      int pixel = i % IMAGE.size();
      classes[i] = (pixel % SIDE / 5 + pixel / SIDE / 6) % 3 == i / IMAGE.size() ? 1 : -1;
    }
    Tensor x = Tensor.adopt(IMAGE.withChannels(3), classes);
    float[] first = new float[IMAGE.size()];
    x.buffer().get(first);
    PairExample moved = change.of(pair(x, Tensor.adopt(IMAGE, first)));
    for (int i = 0; i < IMAGE.size(); i++) {
      int row = i / SIDE;
      int column = i % SIDE;
      assertEquals(moved.x().at(0, 0, row, column), moved.y().at(0, 0, row, column));
      double sum = 0;
      for (int channel = 0; channel < 3; channel++) {
        float value = moved.x().at(0, channel, row, column);
        assertTrue(value >= -1 && value <= 1, "value " + value);
        sum += value;
      }
      assertEquals(-1, sum, 1e-5);
    }
  }

  /** As often as said, each by itself; the deviations of 20,000 draws. */
  @Test
  void eachKindIsDrawnAsOftenAsSaid() {
    UniformRandomProvider random = random(3);
    ToldAugmentation how = new ToldAugmentation(0.3, 0.1);
    double[][] labels =
        IntStream.range(0, 20_000)
            .mapToObj(i -> ToldChange.draw(how, random).label())
            .map(label -> IntStream.range(0, label.length).mapToDouble(i -> label[i]).toArray())
            .toArray(double[][]::new);
    double[] probability = {0.3, 0.3, 0.3, 0.3, 0.15, 0.3, 0.3, 0.1, 0.1};
    // Of cos - 1 of an even angle 3/2; half of the stretches are along an even angle.
    double[] square = {1, 1.5, 0.5, 0.75, 0.5, 1, 1, 1, 1};
    for (int k = 0; k < ToldChange.LABELS; k++) {
      int changed = 0;
      double squares = 0;
      for (double[] label : labels) {
        changed += label[k] == 0 ? 0 : 1;
        squares += label[k] * label[k];
      }
      assertEquals(probability[k], changed / 20_000.0, 0.015, "label " + k);
      assertEquals(square[k], squares / changed, 0.08, "label " + k);
    }
    ToldAugmentation all = new ToldAugmentation(1, 1);
    assertNotEquals(ToldChange.draw(all, random(1)), ToldChange.draw(all, random(2)));
    assertEquals(ToldChange.draw(all, random(1)), ToldChange.draw(all, random(1)));
  }
}
