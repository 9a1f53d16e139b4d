package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.examples.common.HeldOut;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.TrainedModel;

/** Runs the program as its users do, on little data. */
class PairBenefitTest {
  @TempDir Path folder;

  @Test
  void measuresWithAndWithoutGeneratedPairsAndGoesOn() throws IOException {
    String[] options = {
      "--models=" + embeddedModels(),
      "--method=ddim:2",
      "--no-filter",
      "--ratios=0.5",
      "--augmentation=NONE"
    };
    Path out = folder.resolve("out");
    BenefitRuns.run(out, options);
    List<String> lines = Files.readAllLines(out.resolve("results.csv"));
    // 8 held-out phantoms, each tested once by each method.
    assertEquals(1 + 2 * 8, lines.size());
    assertTrue(lines.get(1).startsWith("real,0,1,12,0,0,"), lines.get(1));
    assertTrue(lines.get(5).startsWith("pig 0.5x,0,1,12,6,0,"), lines.get(5));
    Path row = out.resolve("rows/pig 0.5x-fold1-seed1.json");
    String html = Files.readString(out.resolve("report.html"));
    assertTrue(html.contains(HeldOut.NOT_KNOWN.sentences()), "no checkpoints tell it");
    assertFalse(html.contains("Unseen test images"));
    assertTrue(html.contains("a change may be that of flips alone"), "the networks flip nothing");
    FileTime written = Files.getLastModifiedTime(row);
    BenefitRuns.run(out, options);
    assertEquals(written, Files.getLastModifiedTime(row));
    assertEquals(lines, Files.readAllLines(out.resolve("results.csv")));

    options[3] = "--ratios=1,0.5";
    StringWriter err = new StringWriter();
    assertEquals(2, BenefitRuns.status(out, err, options));
    assertTrue(err.toString().contains("--ratios: expected 0.5 as the first"), err::toString);
  }

  private Path embeddedModels() throws IOException {
    Path models = Files.createDirectory(folder.resolve("pair"));
    for (String name : List.of("x.onnx", "y.onnx")) {
      try (InputStream model = EmbeddedPair.class.getResourceAsStream("/phantom-64/" + name)) {
        Files.copy(model, models.resolve(name));
      }
    }
    return models;
  }

  @Test
  void modelsOfOtherImagesAreRefusedBeforeAnythingIsTimed() throws IOException {
    Path models = embeddedModels();
    refusedWith(
        "found that model x learnt from images of 64x64; the data must have the size that they",
        "--models=" + models,
        "--size=32");
    OnnxPair.save(models, ofOneSize(models, Role.X), ofOneSize(models, Role.Y));
    refusedWith(
        "pair of models: expected one for images of 32x32, as the data has, found that model x does"
            + " not take them (height: expected 64, found 32); the data must have the size that they"
            + " were trained with (--size)",
        "--models=" + models,
        "--size=32");
    assertFalse(Files.exists(folder.resolve("refused")));
  }

  private static TrainedModel ofOneSize(Path models, Role role) {
    TrainedModel model = TrainedModel.ofPair(models, role);
    return new TrainedModel(
        model.config(),
        model.weights(),
        model.card().toBuilder().size(SizeRule.fixed(64, 64)).build());
  }

  @Test
  void withoutGeneratedPairsRealOnesAreMeasuredAlone() throws IOException {
    Path out = folder.resolve("out");
    BenefitRuns.run(out, "--no-pairs");
    Path table = out.resolve("results.csv");
    List<String> lines = Files.readAllLines(table);
    assertEquals(1 + 16, lines.size());
    assertFalse(Files.exists(out.resolve("pairs")));

    Files.write(table, lines.subList(0, 9)); // cut at the end of a line
    BenefitRuns.run(out, "--no-pairs");
    assertEquals(lines, Files.readAllLines(table));

    // As if an earlier call had had more.
    Path results = out.resolve("results.json");
    Files.writeString(
        results, Files.readString(results).replace("\"method\": \"real\"", "\"method\": \"1x\""));
    StringWriter err = new StringWriter();
    assertEquals(2, BenefitRuns.status(out, err, "--no-pairs"));
    assertTrue(
        err.toString().contains("; give --ratios, --augmentation and --no-pairs as in the call"),
        err::toString);
    assertEquals(lines, Files.readAllLines(table));
  }

  @Test
  void theRowsAreKnownBeforeTheTableOfThemIsWritten() throws IOException {
    Path out = folder.resolve("out");
    Files.createDirectories(out.resolve("results.csv/which is no file"));
    assertEquals(1, BenefitRuns.status(out, "--no-pairs"));
    assertTrue(Files.exists(out.resolve("results.json")));
  }

  @Test
  void trainsThePairInEachFoldAndWritesAReport() throws IOException {
    Path out = folder.resolve("out");
    String[] options = {
      "--images=6",
      "--test-images=3",
      "--pair-steps-x=2",
      "--pair-steps-y=2",
      "--pair-width=8",
      "--pair-dropout=0.1",
      "--method=ddim:2",
      "--no-filter",
      "--ratios=0.5",
      "--augmentation=BOTH",
    };
    // As after a kill while steps were timed.
    Files.createDirectories(out.resolve("timing/fold0/x/step-00000002"));
    BenefitRuns.run(out, options);
    List<String> lines = Files.readAllLines(out.resolve("results.csv"));
    assertEquals(1 + 3 * 2 * 3, lines.size());
    assertTrue(lines.get(1).startsWith("\"real, no augmentation\",0,1,6,0,0,"), lines.get(1));
    assertTrue(lines.get(7).startsWith("real,0,1,6,0,0,"), lines.get(7));
    assertTrue(lines.get(10).startsWith("pig 0.5x,0,1,6,3,0,"), lines.get(10));
    String html = Files.readString(out.resolve("report.html"));
    for (String part :
        List.of(
            "with pig 0.5x, Dice on unseen images changes by",
            "Only 6 groups were measured",
            "Change from real pairs alone",
            "pig 0.5x: generated pairs were added, so many",
            "U-Nets of width 8, dropout 0.1; left and right, and top and bottom",
            "no smaller size first",
            "Expected time, when it began",
            "pair 2 of seed 7",
            "No network and no generator has seen a test image of its fold",
            "found without generated pairs",
            "trained anew in each fold, 2 steps of model x and 2 of model y",
            "<dt>trained for</dt><dd>2 steps of",
            "recall: how much of what is true was found",
            "Model y, the target (images)")) {
      assertTrue(html.contains(part), part);
    }
    assertFalse(html.contains("Rejected pairs"), "no filter was used");
    assertFalse(html.contains("flips alone"), "the networks flip as the pair does");
    assertFalse(Files.exists(out.resolve("timing")), "nothing of the rehearsal is left");

    Path trained = out.resolve("pig/fold1/pair/y.onnx");
    assertEquals(0.1, TrainedModel.read(trained).config().dropout());
    FileTime written = Files.getLastModifiedTime(trained);
    BenefitRuns.run(out, options);
    assertEquals(written, Files.getLastModifiedTime(trained));
    assertEquals(lines, Files.readAllLines(out.resolve("results.csv")));
  }

  /** As after a stop between the plan and the first network: no experiment is there to refuse. */
  @Test
  void otherOptionsInAFolderOfHoursAreRefusedByName() throws IOException {
    Path out = Files.createDirectory(folder.resolve("refused"));
    String plan = "budget=1.0 expected-hours=1.0 pair-steps-x=2 pair-steps-y=2 steps=2\n";
    Files.writeString(out.resolve("plan.txt"), plan + "--folds=5\n--pair-width=8\n--steps=3\n");
    refusedWith(
        "plan.txt was timed with --folds 5, found 2; with --pair-width 8, found 16; with --steps 3,"
            + " found 2: give",
        "--hours=1",
        "--pair-width=16",
        "--seeds=2",
        "--method=ddim:2");
  }

  @Test
  void hoursWithoutThePlanOfWhatWasTrainedAreRefusedBeforeAnythingIsTimed() throws IOException {
    Path out = Files.createDirectory(folder.resolve("refused"));
    Files.writeString(out.resolve("settings.json"), "{}");
    refusedWith("plan.txt: expected the plan by which ", "--hours=1");
    assertFalse(Files.exists(out.resolve("timing")));
  }

  @Test
  void aFilterThatRejectsEverythingEndsNoRun() throws IOException {
    Path out = folder.resolve("out");
    BenefitRuns.run(
        out,
        "--test-images=3",
        "--pair-steps-x=2",
        "--pair-steps-y=2",
        "--pair-width=8",
        "--method=ddim:2",
        "--ratios=0.5");
    List<String> lines = Files.readAllLines(out.resolve("results.csv"));
    assertEquals(1 + 2 * 3, lines.size(), "the rows of real pairs alone");
    String html = Files.readString(out.resolve("report.html"));
    for (String part :
        List.of(
            "Nothing is known of the generated pairs",
            "pig 0.5x (no pair passed the filter in fold 0, 1)",
            "pig 0.5x, fold 1, seed 1")) {
      assertTrue(html.contains(part), part);
    }
  }

  private void refusedWith(String message, String... options) {
    BenefitRuns.refusedWith(folder.resolve("refused"), message, options);
  }
}
