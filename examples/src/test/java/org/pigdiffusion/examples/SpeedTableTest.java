package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;
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
    assertTrue(markdown.contains("FD of every row on its first 4 pairs"), markdown);
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

  @Test
  void rowsAreReadAndNamed() {
    assertEquals("ddim_50_every(2)", SpeedRow.parse("ddim:50/every(2)").folder());
    assertEquals("every(2)", SpeedRow.parse("ddim:50/every(2)").refresh().description());
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> SpeedRow.parse("euler-a:20"));
    assertTrue(
        String.valueOf(fault.getMessage()).startsWith("method: expected METHOD[@GRID]:STEPS"));
    assertEquals(
        UniPc.ofSteps(20).withGrid(TimeGrid.trailing()),
        SpeedRow.parse("unipc@trailing:20").method());
    SpeedRow soft = SpeedRow.parse("unipc:20~softBinary(absolute,0,0.2)/every(2)");
    assertEquals(
        Optional.of("softBinary(absolute,0.0,0.2)"), soft.guide().map(GuideTransform::description));
    assertEquals(GuideRefresh.every(2).description(), soft.refresh().description());
    assertEquals(DpmSolverPlusPlus.ofSteps(15), SpeedRow.parse("dpm++2m:15").method());
    assertEquals(
        DpmSolverPlusPlus.ofSteps(20).withGrid(TimeGrid.karras(0.03, 25)),
        SpeedRow.parse("dpm++2m@karras(0.03,25):20").method());
    assertEquals(
        UniPc.ofSteps(20).withGrid(TimeGrid.exponential(0.03, 25)),
        SpeedRow.parse("unipc@exponential(0.03,25):20").method());
    assertThrows(IllegalArgumentException.class, () -> SpeedRow.parse("unipc@cosine:20"));
    assertEquals(Preset.fast().method(), MethodText.parse(MethodText.DEFAULT));
    assertEquals(20, SpeedRow.standard().stream().map(SpeedRow::parse).distinct().count());
  }
}
