package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the example programs as their users do, on little data. */
class ExamplesTest {
  private static final String[] TINY_TRAINING = {
    "--phantom=12",
    "--size=16",
    "--steps-x=3",
    "--steps-y=2",
    "--batch=2",
    "--validate-every=2",
    "--width=8",
    "--groups=4",
    "--multipliers=1,2",
    "--validation=0.25"
  };

  @TempDir Path folder;

  @Test
  void trainExportsAPairThatQuickstartSamples() throws IOException {
    Path run = folder.resolve("run");
    run(new Train(), withRun(run, TINY_TRAINING));
    assertTrue(Files.size(run.resolve("loss.png")) > 0);
    assertTrue(Files.size(run.resolve("training-pairs.png")) > 0);

    Path pairs = folder.resolve("pairs");
    run(
        new Quickstart(),
        "--models=" + run.resolve("pair"),
        "--size=24",
        "--pairs=1",
        "--method=ddim:2",
        "--out=" + pairs);
    assertEquals(24, ImageIO.read(pairs.resolve("images/000000.png").toFile()).getWidth());
  }

  private static String[] withRun(Path run, String... options) {
    return Stream.concat(Arrays.stream(options), Stream.of("--run=" + run)).toArray(String[]::new);
  }

  private static void run(Object program, String... arguments) {
    assertEquals(0, new CommandLine(program).execute(arguments));
  }
}
