package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class PairFilterTest {
  private static final Shape SHAPE = new Shape(1, 1, 2, 5);

  /** A mask whose first pixels are lesion, and an image that rises evenly. */
  private static PairSet pair(int lesion, double from, double to) {
    float[] x = new float[10];
    float[] y = new float[10];
    for (int i = 0; i < 10; i++) {
      x[i] = i < lesion ? 1 : -1;
      y[i] = (float) (from + (to - from) * i / 9);
    }
    return new PairSet(Tensor.of(SHAPE, x), Tensor.of(SHAPE, y));
  }

  private static PairSet of(PairSet... pairs) {
    return PairSet.concat(List.of(pairs));
  }

  /** The first and the last value of each image. */
  private static FeatureSet ends(Tensor y) {
    return FeatureSet.of(
        IntStream.range(0, y.shape().batch())
            .mapToObj(n -> new float[] {y.at(n, 0, 0, 0), y.at(n, 0, 1, 4)})
            .toArray(float[][]::new));
  }

  private static List<Integer> rejected(PairRule rule, PairSet pairs) {
    return PairFilter.of(rule).apply(pairs).rejects().stream()
        .map(PairFilter.Reject::index)
        .toList();
  }

  private static String reason(PairRule rule, PairSet pairs) {
    return PairFilter.of(rule).apply(pairs).rejects().get(0).reason();
  }

  @Test
  void emptyMasksAreRejected() {
    PairSet pairs = of(pair(3, -1, 1), pair(0, -1, 1), pair(10, -1, 1));
    assertEquals(List.of(1), rejected(PairRule.emptyMask(), pairs));
  }

  @Test
  void lesionsOfUnusualAreaAreRejected() {
    PairSet training =
        of(pair(0, -1, 1), pair(2, -1, 1), pair(3, -1, 1), pair(4, -1, 1), pair(7, -1, 1));
    PairSet pairs =
        of(pair(1, -1, 1), pair(2, -1, 1), pair(3, -1, 1), pair(7, -1, 1), pair(8, -1, 1));
    assertEquals(List.of(0, 4), rejected(PairRule.maskArea(training, 0), pairs));
    // Quantiles of 0.2, 0.3, 0.4, 0.7 at 0.2 and 0.8: 0.26 and 0.52.
    PairRule narrow = PairRule.maskArea(training, 0.2);
    assertEquals(List.of(0, 1, 3, 4), rejected(narrow, pairs));
    assertEquals(
        "the lesion covers 0.1000 of the image, training masks 0.2600 to 0.5200",
        reason(narrow, pairs));
    PairSet none = of(pair(0, -1, 1), pair(0, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> PairRule.maskArea(none, 0));
    assertThrows(IllegalArgumentException.class, () -> PairRule.maskArea(training, 0.5));
  }

  @Test
  void imagesOutOfRangeOrNotFiniteAreRejected() {
    PairRule rule = PairRule.intensity(-1.1, 1.2);
    PairSet pairs =
        of(pair(3, -1.1, 1.2), pair(3, -1.2, 1), pair(3, -1, 1.3), pair(3, -1, Double.NaN));
    assertEquals(List.of(1, 2, 3), rejected(rule, pairs));
    assertEquals(
        "the values are from -1.200 to 1.000, expected within -1.100 to 1.200",
        reason(rule, pairs));
    assertThrows(IllegalArgumentException.class, () -> PairRule.intensity(1, 1));
  }

  @Test
  void constantImagesAreRejected() {
    // The deviation of 0 to 9 is sqrt(8.25), so here it is 0.09 times that.
    PairSet pairs = of(pair(3, 0.5, 0.5), pair(3, 0, 0.81), pair(3, 0, Double.NaN));
    assertEquals(List.of(0, 2), rejected(PairRule.constantImage(0.2584), pairs));
    assertEquals(List.of(0, 1, 2), rejected(PairRule.constantImage(0.2586), pairs));
    assertThrows(IllegalArgumentException.class, () -> PairRule.constantImage(0));
  }

  @Test
  void masksThatTheSegmenterDoesNotSeeAreRejected() {
    Tensor seen = pair(4, 0, 1).x();
    PairRule rule = PairRule.disagreement(y -> Tensor.concatBatch(List.of(seen, seen, seen)), 0.6);
    PairSet pairs = of(pair(4, -1, 1), pair(1, -1, 1), pair(2, -1, 1));
    // Dice 1, 2/5 and 4/6.
    assertEquals(List.of(1), rejected(rule, pairs));
    assertEquals(
        "Dice 0.400 with the segmenter's mask, expected at least 0.600", reason(rule, pairs));
    assertThrows(IllegalArgumentException.class, () -> PairRule.disagreement(y -> y, 0));
  }

  @Test
  void theSegmenterIsShownTheImagesThemselves() {
    PairSet pairs = of(pair(4, 0, 1), pair(1, 0, 1));
    List<Tensor> shown = new ArrayList<>();
    PairRule rule =
        PairRule.disagreement(
            y -> {
              shown.add(y);
              return pairs.x();
            },
            0.6);
    assertEquals(List.of(), rejected(rule, pairs));
    assertSame(pairs.y(), shown.get(0), "a copy takes memory for nothing");
  }

  @Test
  void imagesThatAreNotFiniteAreRejectedWithoutTheSegmenter() {
    PairSet pairs = of(pair(4, 0, Double.NaN), pair(4, 0, 1), pair(1, 0, 1));
    PairRule rule =
        PairRule.disagreement(
            y -> {
              assertTrue(y.isFinite());
              return Tensor.concatBatch(List.of(pair(4, 0, 1).x(), pair(4, 0, 1).x()));
            },
            0.6);
    assertEquals(List.of(0, 2), rejected(rule, pairs));
    assertEquals(List.of(0), rejected(rule, pairs.slice(0, 1)));
  }

  @Test
  void masksWithExchangedClassesAreRejected() {
    Shape shape = new Shape(1, 3, 1, 2);
    Tensor mask = Tensor.of(shape, 0, 0, 1, 0, 0, 1);
    Tensor exchanged = Tensor.of(shape, 0, 0, 0, 1, 1, 0);
    PairSet pairs = new PairSet(mask, Tensor.zeros(new Shape(1, 1, 1, 2)));
    assertEquals(List.of(), rejected(PairRule.disagreement(y -> mask, 0.3), pairs));
    assertEquals(List.of(0), rejected(PairRule.disagreement(y -> exchanged, 0.3), pairs));
  }

  @Test
  void imagesNearerToTrainingThanOtherRealOnesAreRejected() {
    PairSet training = of(pair(3, 0, 0), pair(3, 0, 10), pair(3, 0, 30));
    PairSet others = of(pair(3, 0, 12), pair(3, 0, 33), pair(3, 0, 4));
    PairSet pairs = of(pair(3, 0, 11.9), pair(3, 0, 12.1), pair(3, 1, 30), pair(3, 0, 20));
    PairRule rule = PairRule.nearCopy(PairFilterTest::ends, training, others, 0);
    assertEquals(List.of(0, 2), rejected(rule, pairs));
    // The distances of the others are 2, 3 and 4.
    PairRule median = PairRule.nearCopy(PairFilterTest::ends, training, others, 0.5);
    assertEquals(List.of(0, 1, 2), rejected(median, pairs));
    // A single pair too.
    assertEquals(List.of(0), rejected(rule, pair(3, 0, 1)));
    assertEquals(List.of(), rejected(rule, pair(3, 0, 5)));
    // From each other the training images are 10, 10 and 20 away.
    PairRule own = PairRule.nearCopy(PairFilterTest::ends, training, 0);
    assertEquals(List.of(0), rejected(own, of(pair(3, 0, 39.9), pair(3, 0, 40.1))));
    assertThrows(
        IllegalArgumentException.class, () -> PairRule.nearCopy(PairFilterTest::ends, training, 1));
  }

  /** Later rules do not see what earlier ones rejected, and indices stay those of all pairs. */
  @Test
  void rulesAreAppliedInOrderToWhatIsLeft() {
    List<Integer> seen = new ArrayList<>();
    PairRule even =
        PairRule.ofEach(
            "even area",
            pair -> {
              int area = (int) Mask.ofEach(pair.x()).get(0).pixels();
              seen.add(area);
              return area % 2 == 0 ? Optional.of("area " + area) : Optional.empty();
            });
    PairSet pairs =
        of(pair(0, -1, 1), pair(1, -1, 1), pair(2, -1, 1), pair(3, -1, 1), pair(0, -1, 1));
    PairFilter.Result result = PairFilter.of(PairRule.emptyMask(), even).apply(pairs);
    assertEquals(List.of(1, 2, 3), seen);
    assertEquals(
        List.of(
            new PairFilter.Reject(0, "empty mask", "the mask has no lesion"),
            new PairFilter.Reject(2, "even area", "area 2"),
            new PairFilter.Reject(4, "empty mask", "the mask has no lesion")),
        result.rejects());
    assertEquals(List.of(1, 3), result.keptIndices());
    assertEquals(pairs.x().select(1, 3), result.kept().x());
    assertEquals(pairs.y().select(1, 3), result.kept().y());
    assertEquals(0.6, result.rejectRate(), 1e-12);
    assertEquals(Map.of("empty mask", 2, "even area", 1), result.rejectsByRule());
  }

  @Test
  void allMayBeKeptOrRejected() {
    PairSet pairs = of(pair(0, -1, 1), pair(0, -1, 1));
    assertEquals(pairs, PairFilter.of().apply(pairs).kept());
    PairFilter.Result none =
        PairFilter.of(PairRule.emptyMask(), PairRule.constantImage(9)).apply(pairs);
    assertEquals(1, none.rejectRate());
    String message = assertThrows(IllegalStateException.class, none::kept).getMessage();
    assertTrue(message.startsWith("all 2 pairs were rejected: {empty mask=2}"), message);
  }

  @Test
  void aRuleThatForgetsPairsIsRefused() {
    PairRule forgetful =
        new PairRule() {
          @Override
          public String name() {
            return "forgetful";
          }

          @Override
          public List<Optional<String>> check(PairSet pairs) {
            return List.of();
          }
        };
    PairSet pairs = of(pair(1, -1, 1), pair(2, -1, 1));
    assertEquals(
        "rule 'forgetful': expected an answer for each of 2 pairs, found 0",
        assertThrows(IllegalStateException.class, () -> PairFilter.of(forgetful).apply(pairs))
            .getMessage());
  }
}
