package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.OutFolder;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine;

/** Runs the programs of the paper's experiments, on little data. */
class PaperProgramsTest {
  private static final MeasuredCosts COSTS =
      new MeasuredCosts("any", 0.1, 0.15, 0.1, 0.002, 0.001, 0.03, 1, 0.8);

  @TempDir Path folder;

  private String[] options(Path out, String... more) throws IOException {
    Path extractor = TinyExtractor.write(folder.resolve("extractor.onnx"));
    return Stream.concat(
            Stream.of(
                    "--phantom=30",
                    "--size=16",
                    "--validation=0.4",
                    "--steps=3",
                    "--batch=2",
                    "--width=8",
                    "--groups=4",
                    "--multipliers=1",
                    "--validate-every=2",
                    "--pairs=8",
                    "--sampling-batch=4",
                    "--reference=10",
                    "--resamples=20",
                    "--extractor=" + extractor,
                    "--out=" + out)
                .filter(option -> Arrays.stream(more).noneMatch(m -> name(m).equals(name(option)))),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  private static String name(String option) {
    return option.replaceAll("=.*", "");
  }

  private record Told(int status, String err) {}

  private Told run(Callable<Integer> program, Path out, String... more) throws IOException {
    StringWriter err = new StringWriter();
    CommandLine line = Program.commandLine(program).setErr(new PrintWriter(err, true));
    return new Told(line.execute(options(out, more)), err.toString());
  }

  private static List<CSVRecord> table(Path out) throws IOException {
    try (CSVParser csv =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(out.resolve("results.csv"), StandardCharsets.UTF_8))) {
      return csv.getRecords();
    }
  }

  private static List<String> column(Path out, String name) throws IOException {
    return table(out).stream().map(row -> row.get(name)).toList();
  }

  @Test
  void aFolderThatAnotherProgramHasIsRefused() throws IOException {
    Path out = folder.resolve("taken");
    try (OutFolder other = OutFolder.of(out)) {
      other.make();
      for (Callable<Integer> program : List.of(new Table1(), new Ablations())) {
        Told refused = run(program, out, "--plan");
        assertEquals(2, refused.status());
        assertTrue(refused.err().contains("--out: expected a folder that no other"), refused.err());
      }
    }
    assertTrue(Files.notExists(out.resolve("costs.json")));
  }

  @Test
  void table1GoesOnWhereItWasStopped() throws IOException {
    Path out = folder.resolve("table1");
    assertEquals(new Told(0, ""), run(new Table1(), out, "--plan"));
    assertTrue(Files.exists(out.resolve("costs.json")));
    assertTrue(Files.notExists(out.resolve("timing")) && Files.notExists(out.resolve("rows")));
    assertEquals(new Told(0, ""), run(new Table1(), out));
    assertEquals(
        List.of(
            "real images",
            "DDPM, 1024 steps",
            "DDIM, 256 steps",
            "UniPC, 20 steps",
            "PIG, DDIM, 256 steps",
            "PIG, UniPC, 20 steps"),
        column(out, "row"));
    for (String name :
        List.of("FD", "KID x 1000", "precision", "recall", "density", "coverage", "FRD")) {
      assertTrue(column(out, name).stream().noneMatch(String::isBlank), name);
    }
    assertTrue(Files.readString(out.resolve("report.html")).contains("PIG, UniPC, 20 steps"));
    assertTrue(Files.size(out.resolve("results.json")) > 0);
    String table = Files.readString(out.resolve("results.md"));
    assertTrue(table.contains("hence ") && !table.contains("not measured"), table);
    assertTrue(table.contains("| DDPM, 1024 steps | 8 * |"), table);
    assertTrue(table.contains("\nRows marked * stand on fewer than 30 images"), table);

    byte[] before = Files.readAllBytes(out.resolve("results.csv"));
    Path kept = out.resolve("rows/ddim-256-steps/pairs-0000000000.safetensors");
    FileTime sampled = Files.getLastModifiedTime(kept);
    Files.delete(out.resolve("rows/pig-ddim-256-steps/pairs-0000000004.safetensors"));
    delete(out.resolve("rows/pig-unipc-20-steps"));
    delete(out.resolve("measured"));
    Files.delete(out.resolve("results.csv"));
    assertEquals(new Told(0, ""), run(new Table1(), out));
    assertEquals(sampled, Files.getLastModifiedTime(kept));
    assertEquals(
        new String(before, StandardCharsets.UTF_8), Files.readString(out.resolve("results.csv")));

    delete(out.resolve("rows/pig-unipc-20-steps"));
    assertEquals(new Told(0, ""), run(new Table1(), out, "--choice=UNIPC"));
    assertEquals(5, column(out, "row").size(), "what was begun stays, what is neither is left out");
    assertTrue(column(out, "row").contains("PIG, DDIM, 256 steps"));

    byte[] five = Files.readAllBytes(out.resolve("results.csv"));
    otherOptionsAreRefused(out);
    assertArrayEquals(five, Files.readAllBytes(out.resolve("results.csv")));

    failInTheMiddle(out);
    assertEquals(
        List.of("real images", "DDPM, 1024 steps", "UniPC, 20 steps", "PIG, DDIM, 256 steps"),
        column(out, "row"));

    Path costs = out.resolve("costs.json");
    Files.writeString(costs, Files.readString(costs).replace("batch 2", "batch 3"));
    Told other = run(new Table1(), out);
    assertEquals(2, other.status());
    assertTrue(other.err().contains("choose another --out folder"), other.err());
  }

  private void otherOptionsAreRefused(Path out) throws IOException {
    for (String other :
        List.of(
            "--pairs=6",
            "--reference=6",
            "--resamples=30",
            "--seed=8",
            "--steps=4",
            "--width=4",
            "--prediction=NOISE",
            "--validate-every=3",
            "--training-seed=2",
            "--data-seed=2",
            "--validation=0.3",
            "--phantom=31")) {
      Told refused = run(new Table1(), out, other);
      assertEquals(2, refused.status(), other);
      String expected = "table1: %s: expected as before".formatted(name(other));
      assertTrue(refused.err().startsWith(expected), refused.err());
    }
    assertEquals(new Told(0, ""), run(new Table1(), out, "--sampling-batch=8", "--choice=UNIPC"));

    // A folder of before says less.
    Path settings = out.resolve("settings.json");
    String all = Files.readString(settings);
    Files.writeString(settings, all.replaceAll("(?m)^  \"--steps\": \"3\",$\n", ""));
    assertNotEquals(all, Files.readString(settings));
    Told before = run(new Table1(), out, "--steps=4");
    assertTrue(before.err().contains("learningRate.steps: now "), before.err());
    Files.writeString(settings, all.replaceAll("pairs of SHA-256 ..", "pairs of SHA-256 other"));
    Told others = run(new Table1(), out);
    String expected = "table1: --folder, --manifest or --phantom: expected as before";
    assertTrue(others.err().startsWith(expected), others.err());
    Files.writeString(settings, all);
  }

  /** DDIM must be sampled anew, and cannot be measured then. */
  private void failInTheMiddle(Path out) throws IOException {
    Files.delete(out.resolve("rows/ddim-256-steps/pairs-0000000004.safetensors"));
    List<Path> measured;
    try (Stream<Path> files = Files.list(out.resolve("measured"))) {
      measured = files.sorted(Comparator.comparing(file -> file.toFile().lastModified())).toList();
    }
    Files.writeString(measured.get(2), "damaged");
    Told failed = run(new Table1(), out, "--choice=UNIPC");
    assertTrue(failed.err().contains(measured.get(2).toString()), failed.err());
  }

  @Test
  void table1TrainsWhatItsRowsNeed() throws IOException {
    Path out = folder.resolve("alone");
    assertEquals(new Told(0, ""), run(new Table1(), out, "--choice=UNIPC"));
    assertEquals(List.of("real images", "UniPC, 20 steps"), column(out, "row"));
    assertTrue(Files.exists(out.resolve("trainings/alone")));
    assertTrue(Files.notExists(out.resolve("trainings/pair")));
  }

  /** Nothing can be trained where a file has the name of the folder of trainings. */
  @Test
  void whatWasStoppedBeforeItsFirstResultsRefusesOtherOptionsToo() throws IOException {
    for (Callable<Integer> program : List.of(new Table1(), new Ablations())) {
      Path out = Files.createDirectories(folder.resolve(program.getClass().getSimpleName()));
      Files.createFile(out.resolve("trainings"));
      if (Files.exists(folder.resolve("Table1/costs.json"))) { // measured once for both
        Files.copy(folder.resolve("Table1/costs.json"), out.resolve("costs.json"));
      }
      assertEquals(1, run(program, out).status());
      Told refused = run(program, out, "--pairs=9");
      String expected =
          ": --pairs: expected as before, since the rows in " + out + " are made with 8,";
      assertTrue(refused.err().contains(expected), refused.err());
    }
  }

  /** Two images have one draw but those of one image alone, and their intervals had no width. */
  @Test
  void tooFewImagesForAnIntervalAreRefused() throws IOException {
    for (String few : List.of("--pairs=5", "--reference=5")) {
      Told refused = run(new Table1(), folder.resolve("few"), few, "--plan");
      assertEquals(2, refused.status());
      String expected = "table1: %s: expected at least 6 images".formatted(name(few));
      assertTrue(refused.err().startsWith(expected), refused.err());
    }
  }

  private static void delete(Path folder) throws IOException {
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }

  @Test
  void ablationsDifferInOneChoiceEach() throws IOException {
    Path out = folder.resolve("ablations");
    String choices = "--choice=ESTIMATED_GUIDE,BINARY,TRUE_GUIDE,NOISY_GUIDE,EXCHANGED";
    assertEquals(new Told(0, ""), run(new Ablations(), out, choices, "--segmenter-steps=0"));
    List<String> distances = column(out, "FD");
    assertEquals(
        List.of(
            "real images",
            "y learnt from x0hat",
            "binary guide",
            "y learnt from the true x",
            "noisy guide",
            "image guides mask"),
        column(out, "row"));
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(!page.toLowerCase(Locale.ROOT).contains("alignment"), "what nobody measured");
    assertTrue(page.contains("U-Nets of 1 levels with 8 channels") && !page.contains("UNetConfig"));
    assertEquals(6, distances.stream().distinct().count(), "two rows are alike: " + distances);
    assertTrue(column(out, "mask area, W1, %").stream().noneMatch(String::isBlank));
  }

  @Test
  void modelXIsCalledWhereModelYLearnsFromIt() {
    assertEquals(0.1 + 0.15 + 8 * 0.001, AblationModels.Stages.BOTH.cost(COSTS, 8), 1e-12);
    assertEquals(0.15 + 8 * 0.001, AblationModels.Stages.Y_FROM_X.cost(COSTS, 8), 1e-12);
    assertEquals(0.15, AblationModels.Stages.Y_ALONE.cost(COSTS, 8), 1e-12);
  }

  @Test
  void equalTimeIsCountedInSecondsOfCpu() {
    assertEquals(15_000, Table1.stepsOfEqualTime(COSTS, 6000));
    assertNotEquals(15_000, Table1.stepsOfEqualTime(COSTS, 6001));
    Plan plan = new Plan();
    plan.add("something", 120);
    plan.add("more", 60);
    assertEquals(
        """
        | what | time of CPU | time |
        |---|---|---|
        | something | 2.0 minutes | 1.6 minutes |
        | more | 1 minute | 48 seconds |
        | all | 3.0 minutes | 2.4 minutes |
        """,
        plan.text(COSTS.clockPerCpu()));
  }
}
