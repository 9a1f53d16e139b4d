package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.PairStore;
import org.pigdiffusion.phantom.BreastPhantom;
import picocli.CommandLine;

/** Fills a tiny table with the embedded pair. */
class SpeedTableTest {
  @TempDir Path folder;

  private String[] options(Path run, String... more) throws IOException {
    Path extractor = TinyExtractor.write(folder.resolve("extractor.onnx"));
    return Stream.concat(
            Stream.of(
                "--phantom=8",
                "--data-seed=5",
                "--size=64",
                "--validation=0.5",
                "--batch=2",
                "--extractor=" + extractor,
                "--extractor-name=tiny",
                "--segmenter-steps=2",
                "--resamples=20",
                "--threads=1",
                "--run=" + run),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  private void run(Path run, String... more) throws IOException {
    assertEquals(0, new CommandLine(new SpeedTable()).execute(options(run, more)));
  }

  private static List<CSVRecord> table(Path run) throws IOException {
    try (CSVParser csv =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(run.resolve("table.csv")))) {
      return csv.getRecords();
    }
  }

  /** All of a table but what depends on the machine and on how often it was stopped. */
  private static List<List<String>> figures(Path run) throws IOException {
    List<List<String>> figures = new ArrayList<>();
    for (CSVRecord row : table(run)) {
      List<String> cells = new ArrayList<>();
      row.toMap()
          .forEach(
              (column, cell) -> {
                if (!column.equals("seconds") && !column.equals("sessions")) {
                  cells.add(column + "=" + cell);
                }
              });
      figures.add(cells);
    }
    return figures;
  }

  @Test
  void withoutAlignmentThereIsAChartLess() throws Exception {
    Path run = folder.resolve("run");
    String[] options = options(run, "--pairs=3", "--row=ddim:2", "--baseline=ddim:2");
    int steps = List.of(options).indexOf("--segmenter-steps=2");
    options[steps] = "--segmenter-steps=0";
    assertEquals(0, new CommandLine(new SpeedTable()).execute(options));
    assertTrue(Files.size(run.resolve("table.png")) > 0);
  }

  @Test
  void aTableInPiecesIsTheTableInOneGo() throws Exception {
    Path pieces = folder.resolve("pieces");
    killAfterTheFirstBatch(pieces);
    run(pieces, "--pairs=3", "--row=ddim:3", "--sample-only");
    assertTrue(Files.notExists(pieces.resolve("table.md")));
    run(pieces, "--pairs=4", "--row=ddim:2/every(2)");
    run(pieces, "--pairs=4", "--row=ddim:3", "--baseline=ddim:3");

    Path whole = folder.resolve("whole");
    run(whole, "--pairs=4", "--row=ddim:2/every(2)", "--row=ddim:3", "--baseline=ddim:3");
    assertEquals(figures(whole), figures(pieces));

    List<CSVRecord> rows = table(whole);
    assertEquals(
        List.of("ddim:3", "ddim:2/every(2)", "real pairs"),
        rows.stream().map(row -> row.get("row")).toList());
    assertEquals("6.0", rows.get(0).get("calls"));
    assertEquals("3.0", rows.get(1).get("calls"));
    assertEquals("1", rows.get(0).get("sessions"));
    assertEquals("2", table(pieces).get(0).get("sessions"));
    String markdown = Files.readString(whole.resolve("table.md"));
    assertTrue(markdown.contains("| FD (tiny) |"), markdown);
    assertTrue(
        markdown.contains(
            "FD, precision, recall, density and coverage of every row on its first 4 pairs"),
        markdown);
    assertTrue(Files.size(whole.resolve("table.png")) > 0);
    assertTrue(Files.size(whole.resolve("rows/ddim_3/pairs.png")) > 0);
  }

  /** Samples slowly enough, by many steps, that it dies before its second batch. */
  private void killAfterTheFirstBatch(Path run) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                SpeedTable.class.getName()));
    command.addAll(List.of(options(run, "--pairs=4000", "--row=ddim:3", "--sample-only")));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "output"));
    // ONNX Runtime 1.29 dies on Linux in a process whose command line is longer than 4096 bytes.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    Path first = run.resolve("rows/ddim_3/pairs-0000000000.safetensors");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (Files.notExists(first)) {
      assertTrue(process.isAlive(), () -> "ended by itself");
      assertTrue(System.nanoTime() < deadline, "no batch in three minutes");
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
  }

  /** The method in an older text: it is not told whether it is the same. */
  @Test
  void pairsOfAnotherOriginAreNotMixedWithNewOnes() throws Exception {
    Path run = folder.resolve("older");
    Path row = run.resolve("rows/ddim_3");
    PairStore.open(row, Map.of("method", "Ddim[steps=3, eta=0.0, grid=trailing]"))
        .add(PairSet.of(BreastPhantom.of(2, 1, 64)), Map.of());
    Files.writeString(row.resolve("row.txt"), "ddim:3\n");
    assertRefused(run, "method: now ddim:3, there Ddim[steps=3", "--row=ddim:3");
  }

  /** Else the row would be in the table twice, or not at all. */
  @Test
  void aRowUnderAnotherNameIsRefused() throws Exception {
    Path run = folder.resolve("renamed");
    Path row = Files.createDirectories(run.resolve("rows/ddim_trailing_3"));
    Files.writeString(row.resolve("row.txt"), "ddim@trailing:3\n");
    assertRefused(run, "expected the name ddim_3, since it holds row ddim:3", "--report");
  }

  private void assertRefused(Path run, String message, String... more) throws IOException {
    StringWriter said = new StringWriter();
    CommandLine command = new CommandLine(new SpeedTable()).setErr(new PrintWriter(said));
    assertNotEquals(0, command.execute(options(run, more)));
    assertTrue(said.toString().contains(message), said.toString());
    assertTrue(said.toString().contains("another"), said.toString());
  }
}
