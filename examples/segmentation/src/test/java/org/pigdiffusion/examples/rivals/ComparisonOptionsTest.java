package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.examples.MaskAreas;
import org.pigdiffusion.examples.NearCopies;
import org.pigdiffusion.examples.UnequalFlips;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairSource;
import picocli.CommandLine;

class ComparisonOptionsTest {
  private static TableDesign design(PairSource training, PairSource test, String... more) {
    List<String> given = new ArrayList<>(List.of(more));
    given.add("--out=not-written");
    ComparisonOptions options =
        CommandLine.populateCommand(new ComparisonOptions(), given.toArray(String[]::new));
    ComparisonOptions.Choice choice =
        new ComparisonOptions.Choice(
            "phantoms",
            List.of(new Folds.Fold(training, test)),
            List.of(),
            List.of(1.0),
            List.of(1.0));
    return options.design(choice, training.example(0), () -> false);
  }

  @Test
  void imagesThatAreAlmostEqualAreToldAtFirstAndInTheReport() {
    BreastPhantom pairs = BreastPhantom.of(4, 1, 32);
    List<Folds.Fold> copies = List.of(new Folds.Fold(pairs, pairs));
    String told = NearCopies.told(copies).orElseThrow();
    TableDesign design = design(pairs, pairs);
    assertEquals(told, design.told().get(NearCopies.NAME));
    String areas = MaskAreas.told(List.of(pairs, pairs));
    assertEquals(areas + System.lineSeparator() + told, ComparisonOptions.toLookAt(design));
    BreastPhantom others = BreastPhantom.of(4, 2, 32);
    assertEquals(
        List.of("data", "images", "segmentation networks", "networks of the pair", "sampling"),
        List.copyOf(design(pairs, others).told().keySet()));
    areas = MaskAreas.told(List.of(pairs, others));
    assertEquals(areas, ComparisonOptions.toLookAt(design(pairs, others)));
  }

  @Test
  void networksThatFlipLessThanThePairAreToldAtFirstAndInTheReport() {
    BreastPhantom pairs = BreastPhantom.of(4, 1, 32);
    BreastPhantom others = BreastPhantom.of(4, 2, 32);
    TableDesign design = design(pairs, others, "--flips=LEFT_RIGHT");
    String told = String.valueOf(design.told().get(UnequalFlips.NAME));
    assertTrue(told.contains("a change may be that of flips alone"), told);
    assertTrue(ComparisonOptions.toLookAt(design).endsWith(told));
    assertTrue(design(pairs, others, "--pair-turns").told().containsKey(UnequalFlips.NAME));
    assertFalse(
        design(pairs, others, "--pair-turns", "--quarter-turns")
            .told()
            .containsKey(UnequalFlips.NAME));
  }
}
