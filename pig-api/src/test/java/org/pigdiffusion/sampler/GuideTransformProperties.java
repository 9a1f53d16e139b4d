package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSource;

@PropertyDefaults(tries = 200, edgeCases = EdgeCasesMode.NONE)
class GuideTransformProperties {

  private static Arbitrary<Double> widths() {
    return Arbitraries.doubles().between(0.01, 2).ofScale(4);
  }

  private static Threshold relative(double share) {
    return Threshold.relative(share);
  }

  @Provide
  Arbitrary<GuideTransform> transforms() {
    Arbitrary<GuideTransform> plain =
        Arbitraries.oneOf(
            Arbitraries.of(GuideTransform.identity(), GuideTransform.clamped()),
            Arbitraries.integers().between(2, 9).map(GuideTransform::classes),
            Arbitraries.integers()
                .between(2, 9)
                .flatMap(k -> widths().map(width -> GuideTransform.softClasses(k, width))),
            widths().map(width -> GuideTransform.softBinary(Threshold.relative(0.75), width)),
            widths().map(width -> GuideTransform.softBinary(Threshold.absolute(0.1), width)),
            Arbitraries.doubles()
                .between(0, 1)
                .ofScale(5)
                .map(share -> GuideTransform.binary(Threshold.relative(share))),
            Arbitraries.doubles()
                .between(-1, 1)
                .ofScale(9)
                .map(value -> GuideTransform.binary(Threshold.absolute(value))),
            Arbitraries.doubles()
                .between(0, 0.5)
                .ofScale(5)
                .map(low -> GuideTransform.ternary(relative(low), relative(low + 1 / 3.0))),
            Arbitraries.of(GuideTransform.authors(), GuideTransform.authorsTernary()));
    Arbitrary<GuideTransform> smoothed =
        plain.flatMap(then -> Arbitraries.of(1, 3, 5, 7).map(then::smoothed));
    Arbitrary<GuideTransform> chained =
        plain.flatMap(first -> smoothed.map(next -> first.then(next)));
    return Arbitraries.oneOf(
        plain,
        smoothed,
        chained,
        chained.map(then -> then.smoothed(3)),
        masks().map(mask -> mask.withoutIslands(4)),
        smoothed.flatMap(then -> Arbitraries.of(3, 5).map(then::smoothed)));
  }

  private static Arbitrary<GuideTransform> masks() {
    return Arbitraries.of(1, 3, 5, 7)
        .flatMap(
            size ->
                Arbitraries.of(
                    GuideTransform.clamped().smoothed(size),
                    GuideTransform.binary(relative(0.75)).smoothed(size),
                    GuideTransform.classes(3).then(GuideTransform.binary(relative(0.5)))));
  }

  @Property
  void aDescriptionNamesTheTransform(@ForAll("transforms") GuideTransform transform) {
    GuideTransform parsed = GuideTransform.parse(transform.description());
    assertEquals(transform, parsed);
    assertEquals(transform.description(), parsed.description());
    assertEquals(transform.description(), transform.toString());
  }

  @Property
  void anImageDoesNotDependOnItsBatchMates(
      @ForAll("transforms") GuideTransform transform,
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @LongRange(min = 0, max = 1000) long pair) {
    Tensor images = NoiseSource.keyed(1).open(pair).next(Role.X, new Shape(batch, 1, 5, 6));
    Tensor together = transform.apply(images);
    assertEquals(images.shape(), together.shape());
    for (int i = 0; i < batch; i++) {
      assertEquals(transform.apply(images.slice(i, i + 1)), together.slice(i, i + 1));
    }
  }

  /** Whatever the rounding: where nothing stands out, nothing is a lesion. */
  @Property
  void aRelativeThresholdLeavesAConstantImageEmpty(
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @FloatRange(min = -2, max = 2) float value,
      @ForAll boolean smoothed) {
    GuideTransform binary = GuideTransform.binary(Threshold.relative(share));
    GuideTransform transform = smoothed ? binary.smoothed(5) : binary;
    Shape shape = new Shape(1, 1, 4, 7);
    assertEquals(Tensor.filled(shape, -1), transform.apply(Tensor.filled(shape, value)));
  }

  @Property
  void aBinaryMaskIsOneOrMinusOneAndStaysSo(
      @ForAll @DoubleRange(min = -0.9, max = 0.9) double bound,
      @ForAll @LongRange(min = 0, max = 1000) long pair) {
    GuideTransform binary = GuideTransform.binary(Threshold.absolute(bound));
    Tensor image = NoiseSource.keyed(2).open(pair).next(Role.X, new Shape(1, 2, 4, 4));
    Tensor mask = binary.apply(image);
    for (int i = 0; i < 32; i++) {
      assertEquals(image.buffer().get(i) > bound ? 1 : -1, mask.buffer().get(i));
    }
    assertEquals(mask, binary.apply(mask));
  }

  @Property
  void classesAreTheNearestLevelAndStaySo(
      @ForAll @IntRange(min = 2, max = 9) int count,
      @ForAll @LongRange(min = 0, max = 1000) long pair) {
    GuideTransform classes = GuideTransform.classes(count);
    Tensor image = NoiseSource.keyed(3).open(pair).next(Role.X, new Shape(1, 1, 4, 4));
    Tensor levels = classes.apply(image);
    for (int i = 0; i < 16; i++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int k = 0; k < count; k++) {
        double level = -1 + 2.0 * k / (count - 1);
        nearest = Math.min(nearest, Math.abs(image.buffer().get(i) - level));
      }
      assertEquals(nearest, Math.abs(image.buffer().get(i) - levels.buffer().get(i)), 1e-6);
    }
    assertEquals(levels, classes.apply(levels));
  }

  @Property
  void oneHotMarksExactlyOneChannelOfEachPixel(
      @ForAll @IntRange(min = 2, max = 6) int count,
      @ForAll @LongRange(min = 0, max = 1000) long pair) {
    Tensor image = NoiseSource.keyed(4).open(pair).next(Role.X, new Shape(2, count, 2, 3));
    Tensor hot = GuideTransform.classes(count).apply(image);
    for (int i = 0; i < 12; i++) {
      int marked = 0;
      for (int c = 0; c < count; c++) {
        float value = hot.at(i / 6, c, i % 6 / 3, i % 3);
        marked += value == 1 ? 1 : 0;
        assertTrue(value == 1 || value == -1);
      }
      assertEquals(1, marked);
    }
  }

  /** Far from every bound, a soft transform is the hard one; and it never leaves its range. */
  @Property
  void softTransformsBecomeHardOnesAsTheWidthShrinks(
      @ForAll @IntRange(min = 2, max = 6) int count,
      @ForAll boolean oneChannel,
      @ForAll @LongRange(min = 0, max = 1000) long pair) {
    Shape shape = new Shape(2, oneChannel ? 1 : count, 4, 4);
    Tensor image = NoiseSource.keyed(5).open(pair).next(Role.X, shape);
    assertNear(
        GuideTransform.classes(count).apply(image),
        GuideTransform.softClasses(count, 1e-4).apply(image));
    assertNear(
        GuideTransform.binary(Threshold.absolute(0.1)).apply(image),
        GuideTransform.softBinary(Threshold.absolute(0.1), 1e-4).apply(image));
  }

  /** All values but the few within some widths of a bound. */
  private static void assertNear(Tensor hard, Tensor soft) {
    int far = 0;
    for (int i = 0; i < hard.shape().size(); i++) {
      assertTrue(Math.abs(soft.buffer().get(i)) <= 1);
      far += Math.abs(hard.buffer().get(i) - soft.buffer().get(i)) > 1e-3 ? 1 : 0;
    }
    assertTrue(far <= 4, far + " of " + hard.shape().size() + " differ");
  }

  /** No change of the estimate makes a greater change of the guide than by the factor 1 / width. */
  @Property
  void aSoftMaskDoesNotJump(
      @ForAll @DoubleRange(min = 0.02, max = 1) double width,
      @ForAll @LongRange(min = 0, max = 1000) long pair) {
    Tensor image = NoiseSource.keyed(6).open(pair).next(Role.X, new Shape(1, 1, 4, 4));
    Tensor moved = image.map(value -> value + 0.001);
    for (GuideTransform soft :
        List.of(
            GuideTransform.softBinary(Threshold.absolute(0), width),
            GuideTransform.softClasses(2, width))) {
      Tensor before = soft.apply(image);
      Tensor after = soft.apply(moved);
      for (int i = 0; i < 16; i++) {
        double change = after.buffer().get(i) - before.buffer().get(i);
        assertTrue(change >= 0 && change <= 0.001 / width + 1e-6, "change " + change);
      }
    }
  }
}
