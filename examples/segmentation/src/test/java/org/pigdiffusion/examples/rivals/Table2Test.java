package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.OutFolder;

/** Runs the program as its users do, on little data. */
class Table2Test {
  @TempDir Path folder;

  private Path out;
  private TinyRuns runs;

  @BeforeEach
  void chooseFolder() {
    out = folder.resolve("out");
    runs =
        new TinyRuns(
            Table2::new,
            out,
            List.of(
                "--size=32",
                "--folds=2",
                "--pair-dropout=0.1",
                "--rival-ratios=0.5",
                "--resamples=20"));
  }

  @Test
  void comparesAllMethodsAndGoesOn() throws IOException {
    runs.done("--no-filter", "--pair-steps=2", "--plan");
    assertFalse(Files.exists(out.resolve("generators")), "the plan alone");
    String plan = Files.readString(out.resolve("plan.json"));
    runs.done("--no-filter", "--pair-steps=2");
    assertEquals(plan, Files.readString(out.resolve("plan.json")));
    List<String> lines = Files.readAllLines(out.resolve("results.csv"));
    assertEquals(1 + 14 * 12, lines.size());
    assertEquals(
        List.of(
            "no augmentation",
            "copies 0.5x unaugmented",
            "copy-paste 0.5x unaugmented",
            "seg-guided 0.5x unaugmented",
            "controlnet 0.5x unaugmented",
            "latent 0.5x unaugmented",
            "pig 0.5x unaugmented",
            "classical augmentation",
            "copies 0.5x",
            "copy-paste 0.5x",
            "seg-guided 0.5x",
            "controlnet 0.5x",
            "latent 0.5x",
            "pig 0.5x"),
        lines.stream().skip(1).map(line -> line.replaceFirst(",.*", "")).distinct().toList());
    String text = Files.readString(out.resolve("results.md"));
    assertTrue(
        text.matches("(?s).*## Differences from (seg-guided|controlnet|latent) 0.5x.*"), text);
    assertTrue(
        text.matches(
            "(?s)With pig 0.5x, the Dice on unseen images changes by [^ ]+ points \\([^)]*\\) from"
                + " classical augmentation, and by [^ ]+ points \\([^)]*\\) from .*"),
        text);
    assertTrue(text.contains("Dice, points; above 0 is better"), text);
    assertTrue(Files.readString(out.resolve("report.html")).contains("Konz et al. 2024"));
    runs.done("--no-filter", "--pair-steps=2");
    assertEquals(lines, Files.readAllLines(out.resolve("results.csv")));
    runs.refused("plan.json was timed with --pair-steps 2", "--no-filter", "--pair-steps=3");
    String[] fewer = {"--no-filter", "--pair-steps=2", "--compare=copies,copy-paste"};
    runs.refused(
        "leave out 12 of them, such as 'seg-guided 0.5x unaugmented' (fold 0, seed 1),", fewer);
    runs.refused("; give --ratios, --rival-ratios, --compare and --no-filter as in the", fewer);
    assertEquals(lines, Files.readAllLines(out.resolve("results.csv")));
  }

  @Test
  void thePairsModelYMakesImagesForRealMasksToo() throws IOException {
    runs.done("--pair-steps=2", "--compare=pig-given");
    assertTrue(
        Files.readString(out.resolve("results.csv")).contains("pig-given 0.5x unaugmented,"));
    Path images = out.resolve("generators/pig-given/fold0");
    assertTrue(Files.isDirectory(images));
    assertTrue(Files.notExists(images.resolve("pair")), "the models are those of the pair");

    String text = Files.readString(out.resolve("results.md"));
    assertTrue(text.contains("pig 0.5x filtered (no pair passed the filter in fold 0, 1)"), text);
    String fewer = "to be compared with the other means: pig 0.5x filtered on 0. Changes are";
    assertTrue(text.contains(fewer), text);
    runs.refused(
        "leave out 2 of them, such as 'pig 0.5x filtered' (fold 0, seed 1)",
        "--no-filter",
        "--pair-steps=2",
        "--compare=pig-given");
  }

  @Test
  void aFolderThatAnotherProgramHasIsRefused() throws IOException {
    try (OutFolder other = OutFolder.of(out)) {
      other.make();
      runs.refused("--out: expected a folder that no other", "--plan");
    }
    assertFalse(Files.exists(out.resolve("plan.json")));
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIsTimed() {
    runs.refused("leave --pair-multipliers out", "--pair-coarse-first=1");
    runs.refused(
        "--pair-guide-in-training: expected CLEAN or ESTIMATE", "--pair-guide-in-training=NOISY");
    assertFalse(Files.exists(out));
  }

  @Test
  void aMethodThatIsNotThereIsRefused() {
    runs.refused(
        "[copies, copy-paste, seg-guided, controlnet, latent, pig-given]",
        "--compare=seg-guided,gan");
    runs.refused("found [gan] too", "--compare=seg-guided,gan");
  }
}
