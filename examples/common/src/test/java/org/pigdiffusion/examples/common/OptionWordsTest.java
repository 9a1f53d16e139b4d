package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OptionWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Fit.PAD fills up, Fit.STRETCH distorts | --fit PAD fills up, --fit STRETCH distorts
          ImageChannels.RGB the colours          | --channels RGB the colours
          MaskEncoding.nearlyBinary(0.5, 0.12).  | --mask-tolerance 0.12.
          use MaskEncoding.classes; or           | use --mask-classes; or
          MaskEncoding.classes(0, 1, ...).from(MaskSamples.PALETTE_INDEX) | \
          --mask-classes 0,1,... --mask-from PALETTE_INDEX
          MaskEncoding.from(MaskSamples.ALPHA) reads it | --mask-from ALPHA reads it
          side: expected 16, 32, found 20        | --size: expected 16, 32, found 20
          the columns nosuch (ManifestOptions.columns), a (ManifestOptions.group) | \
          the columns nosuch (--columns), a (--group)
          rows with {a=b} (ManifestOptions.only) | rows with {a=b} (--only)
          groupPattern: expected one, found none; see FolderLayout.groupPattern | \
          --group-pattern: expected one, found none; see --group-pattern
          greys: expected at least two values | --mask-classes: expected at least two values
          /data/Fit/a.png: expected 3            | /data/Fit/a.png: expected 3
          """)
  void settingsAreNamedAsOptions(String library, String program) {
    assertEquals(program, OptionWords.of(library));
  }

  @Test
  void programsTellOptions() {
    StringWriter errors = new StringWriter();
    CommandLine line = Program.commandLine(new Refusing()).setErr(new PrintWriter(errors));
    assertEquals(2, line.execute());
    assertEquals("refusing: --fit PAD fills up" + System.lineSeparator(), errors.toString());
  }

  @Command(name = "refusing")
  private static final class Refusing implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalArgumentException("Fit.PAD fills up");
    }
  }
}
