package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.OutFolder;

/** Runs the program as its users do, on little data. */
class HowManyImagesTest {
  @TempDir Path folder;

  private Path out;
  private TinyRuns runs;

  @BeforeEach
  void chooseFolder() {
    out = folder.resolve("out");
    runs =
        new TinyRuns(
            HowManyImages::new,
            out,
            List.of("--size=16", "--validation=0.33", "--pair-steps=2", "--no-filter"));
  }

  @Test
  void drawsACurveForEachMethodAndDoesNothingTwice() throws IOException {
    runs.done("--draws=2", "--counts=4,6", "--plan");
    assertFalse(Files.exists(out.resolve("images-4")), "the plan alone");
    String plan = Files.readString(out.resolve("plan.json"));
    runs.refused(
        "plan.json was timed with --quarter-turns false, found true: give",
        "--draws=2",
        "--counts=4,6",
        "--quarter-turns");
    assertFalse(Files.exists(out.resolve("images-4")), "refused before any training");
    runs.done("--draws=2", "--counts=4,6");
    assertEquals(plan, Files.readString(out.resolve("plan.json")));
    List<String> lines = Files.readAllLines(out.resolve("results.csv"));
    // 2 counts, 2 draws, 3 methods, and the same 4 images for all.
    assertEquals(1 + 2 * 2 * 3 * 4, lines.size());
    assertTrue(lines.get(1).startsWith("4 images: real,1,1,4,0,0,"), lines.get(1));
    assertTrue(lines.get(9).startsWith("4 images: pig 0.5x,1,1,4,2,0,"), lines.get(9));
    assertEquals(4, lines.stream().skip(1).map(line -> line.split(",", -1)[6]).distinct().count());
    String text = Files.readString(out.resolve("results.md"));
    assertTrue(
        text.matches(
            "(?s)Only 2 [^.]+ folder\\. (With [46] images|With pairs|Generated pairs|It is not known).*"),
        text);
    assertTrue(text.contains("| copy-paste 0.5x |"), text);
    assertTrue(text.contains(" Over all numbers of images together, the Dice changes by "), text);
    String few = "Only 2 draws were measured, which says little; more --draws may be added";
    assertTrue(text.startsWith(few), text);
    String json = Files.readString(out.resolve("results.json"));
    assertTrue(json.contains("\"meanChange\"") && json.contains(few), json);
    String html = Files.readString(out.resolve("report.html"));
    for (String part :
        List.of(
            "Dice by the number of annotated images",
            "pig of 6 images, draw 1",
            "12 breast phantoms of seed 1 at 16",
            "16x16, grey",
            "U-Nets of width 4, dropout 0.0; left and right, and top and bottom",
            "<dd>4, 6</dd>",
            "image, mask, both",
            few,
            "Dice, 4 images, points<small>above 0 is better</small>",
            "Dice, all numbers, points<small>above 0 is better</small>")) {
      assertTrue(html.contains(part), part);
    }
    assertFalse(html.contains("too narrow"), "Student's intervals are right for any number");

    // As after a kill: a network of the last draw has a checkpoint, and no row yet.
    Path kept = out.resolve("images-4/draw-1/rows/pig 0.5x-fold0-seed1.json");
    Path model = out.resolve("images-6/draw-2/generators/pig/fold0/pair/y.onnx");
    List<FileTime> written =
        List.of(Files.getLastModifiedTime(kept), Files.getLastModifiedTime(model));
    Files.delete(out.resolve("images-6/draw-2/rows/pig 0.5x-fold0-seed1.json"));
    Files.delete(out.resolve("results.csv"));
    runs.done("--draws=2", "--counts=4,6");
    assertEquals(lines, Files.readAllLines(out.resolve("results.csv")));
    assertEquals(
        written, List.of(Files.getLastModifiedTime(kept), Files.getLastModifiedTime(model)));

    // More images are added to what is there.
    runs.done("--draws=2", "--counts=4,6,8");
    List<String> more = Files.readAllLines(out.resolve("results.csv"));
    assertEquals(1 + 3 * 2 * 3 * 4, more.size());
    assertTrue(more.containsAll(lines));
    assertEquals(written.get(0), Files.getLastModifiedTime(kept));

    runs.refused("'6 images: real' (draw 1, seed 1)", "--draws=2", "--counts=4,8");
    runs.refused("; give --counts, --ratios and --compare as", "--draws=2", "--counts=4,8");
    runs.done("--draws=2", "--counts=4,8", "--plan");
    assertEquals(more, Files.readAllLines(out.resolve("results.csv")));
  }

  @Test
  void fewerDrawsThanWereWrittenAreRefusedBeforeAnythingIsTimed() throws IOException {
    Files.createDirectories(out);
    Files.writeString(
        out.resolve("results.json"),
        "{\"rows\": [{\"key\": {\"method\": \"4 images: real\", \"fold\": 3, \"seed\": 1}}]}");
    runs.refused("; give --draws as in the call that wrote them", "--draws=2", "--counts=4,6");
    assertFalse(Files.exists(out.resolve("plan.json")));
  }

  @Test
  void anotherFirstRatioThanThatOfTheAnswerIsRefusedBeforeAnythingIsTimed() throws IOException {
    Files.createDirectories(out);
    Files.writeString(
        out.resolve("results.json"),
        "{\"methods\": {\"real\": {}, \"pig 2x\": {}}, \"rows\": [{\"key\": {\"method\":"
            + " \"4 images: real\", \"fold\": 1, \"seed\": 1}}]}");
    runs.refused("--ratios: expected 2 as the first", "--draws=2", "--counts=4,6");
    assertFalse(Files.exists(out.resolve("plan.json")));
  }

  @Test
  void countsThatMakeNoCurveAreRefused() {
    runs.refused("--counts: expected at least two", "--counts=8");
    runs.refused("--counts: expected at least two", "--counts=8,8");
    runs.refused("--counts: expected from 2 to the 8 images", "--counts=4,9");
    runs.refused("--draws: expected at least 2", "--counts=4,8", "--draws=1");
    runs.refused("--compare: expected some of", "--counts=4,8", "--compare=gan");
    assertFalse(Files.exists(out));
  }

  @Test
  void aFolderThatAnotherProgramHasIsRefused() throws IOException {
    try (OutFolder other = OutFolder.of(out)) {
      other.make();
      runs.refused("--out: expected a folder that no other", "--counts=4,6", "--draws=2", "--plan");
    }
    assertFalse(Files.exists(out.resolve("plan.json")));
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIsTimed() {
    String counts = "--counts=4,8";
    runs.refused(
        "--pair-turns: expected with --pair-flips BOTH",
        counts,
        "--pair-turns",
        "--pair-flips=LEFT_RIGHT");
    runs.refused("leave --pair-multipliers out", counts, "--pair-coarse-first=1");
    assertFalse(Files.exists(out));
  }
}
