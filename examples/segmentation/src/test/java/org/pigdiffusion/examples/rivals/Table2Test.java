package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.Program;

/** Runs the program as its users do, on little data. */
class Table2Test {
  private static final String[] TINY = {
    "--phantom=12",
    "--size=32",
    "--folds=2",
    "--pair-batch=2",
    "--pair-width=4",
    "--pair-groups=2",
    "--pair-multipliers=1,2",
    "--pair-dropout=0.1",
    "--method=ddim:2",
    "--steps=2",
    "--batch=2",
    "--width=2",
    "--levels=2",
    "--ratios=0.5",
    "--rival-ratios=0.5",
    "--resamples=20",
  };

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  private int run(String... options) {
    String[] all =
        Stream.of(TINY, options, new String[] {"--out=" + folder.resolve("out")})
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    return Program.commandLine(new Table2()).setErr(new PrintWriter(err, true)).execute(all);
  }

  @Test
  void comparesAllMethodsAndGoesOn() throws IOException {
    assertEquals(0, run("--no-filter", "--pair-steps=2"), err::toString);
    Path out = folder.resolve("out");
    List<String> lines = Files.readAllLines(out.resolve("results.csv"));
    assertEquals(1 + 7 * 12, lines.size());
    assertEquals(
        List.of(
            "no augmentation",
            "classical augmentation",
            "copy-paste 0.5x",
            "seg-guided 0.5x",
            "controlnet 0.5x",
            "latent 0.5x",
            "pig 0.5x"),
        lines.stream().skip(1).map(line -> line.replaceFirst(",.*", "")).distinct().toList());
    String text = Files.readString(out.resolve("results.md"));
    assertTrue(
        text.matches("(?s).*## Differences from (seg-guided|controlnet|latent) 0.5x.*"), text);
    assertTrue(Files.readString(out.resolve("report.html")).contains("Konz et al. 2024"));
    assertEquals(0, run("--no-filter", "--pair-steps=2"), err::toString);
    assertEquals(lines, Files.readAllLines(out.resolve("results.csv")));
    assertEquals(2, run("--no-filter", "--pair-steps=3"));
    assertTrue(err.toString().contains("--pair-steps: expected 2"), err::toString);
  }

  @Test
  void aMethodThatIsNotThereIsRefused() {
    assertEquals(2, run("--compare=seg-guided,gan"));
    assertTrue(
        err.toString().contains("[copy-paste, seg-guided, controlnet, latent]"), err::toString);
    assertTrue(err.toString().contains("found [gan] too"), err::toString);
  }
}
