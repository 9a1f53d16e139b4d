package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.PairData;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.picture.Flip;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class NearCopiesTest {
  private static final PairSource REAL = PairData.inMemory(BreastPhantom.of(12, 3, 32));

  private static final Tensor CHANGED = withOnePixelChanged(REAL.example(7).y());

  /** An image under another name and group. */
  private static PairSource one(String name, Tensor image) {
    PairExample pair = new PairExample(name, name, REAL.example(0).x(), image);
    return new PairSource() {
      @Override
      public int size() {
        return 1;
      }

      @Override
      public PairExample example(int index) {
        return pair;
      }
    };
  }

  private static Tensor withOnePixelChanged(Tensor image) {
    float[] values = image.toArray();
    values[100] = values[100] > 0 ? -1 : 1;
    return Tensor.of(image.shape(), values);
  }

  @Test
  void imagesOfTheirOwnAreNoCopies() {
    assertEquals(Optional.empty(), NearCopies.told(new Folds(3, 1).apply(REAL)));
  }

  @Test
  void theNearestOfAllFoldsIsTold() {
    Tensor flipped = Flip.HORIZONTAL.of(REAL.example(4).y()).map(v -> 0.99 * v);
    Folds.Fold none = new Folds(3, 1).apply(REAL).get(0);
    Folds.Fold first = new Folds.Fold(REAL, one("changed", CHANGED));
    Folds.Fold second = new Folds.Fold(REAL, one("turned", flipped));
    String told = NearCopies.told(List.of(none, first, second)).orElseThrow();
    assertEquals(
        "2 of 6 test images are almost training images of another group (root mean square"
            + " difference, in a range of 2): turned and %s (0.00., changed and %s (0.0.. Give"
                .formatted(REAL.example(4).name(), REAL.example(7).name()),
        told.replaceFirst("\\(0\\.00\\d\\)", "(0.00.")
            .replaceFirst("\\(0\\.0\\d+\\)", "(0.0.")
            .replaceFirst("Give .*", "Give"));
    assertTrue(told.contains("--group or --group-pattern, or leave one out; then take another"));
  }

  @Test
  void tenAreNamedAndTheOthersCounted() {
    PairSource others = PairData.inMemory(BreastPhantom.of(14, 4, 32));
    Folds.Fold copies = new Folds.Fold(REAL, REAL);
    String told = NearCopies.told(List.of(new Folds.Fold(REAL, others), copies)).orElseThrow();
    assertTrue(told.startsWith("12 of 26 test images"), told);
    assertEquals(10, told.split("\\(0\\.000\\)", -1).length - 1);
    assertTrue(told.contains("(0.000), and 2 more. Give"), told);
  }

  /** As if they were all copies of each other: no remedy can be named. */
  @Test
  void imagesThatAreAllAlikeAreNotTakenForCopies() {
    assertEquals(
        Optional.of(
            "12 of 12 test images are almost training images of another group. Your images are much"
                + " alike: copies cannot be told from others."),
        NearCopies.told(List.of(new Folds.Fold(REAL, REAL))));
  }

  @Test
  void theProgramsTellThemAtFirstAndInTheirReports() {
    List<Folds.Fold> folds = List.of(new Folds.Fold(REAL, one("changed", CHANGED)));
    String told = NearCopies.told(folds).orElseThrow();
    BenefitData data = new BenefitData(folds);
    assertTrue(data.told().endsWith(told), data.told());
    assertTrue(data.facts().containsValue(told));
    assertTrue(NearCopies.doubt(data.facts()).contains("see Almost equal images below"));
    BenefitData others = new BenefitData(new Folds(3, 1).apply(REAL));
    assertFalse(others.told().contains("almost"), others.told());
    assertFalse(others.facts().containsKey(NearCopies.NAME));
    assertEquals("", NearCopies.doubt(others.facts()));
  }
}
