package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.examples.common.Program;

/** Numbers out of range are refused by the name of their option, not of a setting in Java. */
class OptionRangesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--rate, 0, a number above 0",
    "--resamples, 19, a whole number from 20 to 2147483647",
    "--lesion-diameter, -3, a number above 0",
    "--generated-weight, NaN, a number above 0",
    "--generated-share, 1, a share above 0 and below 1",
    "--segmenter-validation, 0, a share above 0 and below 1",
    "--validation, 1.5, a share above 0 and below 1",
    "--generated-first, 1, 'a share in [0,1)'"
  })
  void theOptionIsNamed(String option, String value, String expected) {
    StringWriter err = new StringWriter();
    int status =
        Program.commandLine(new PairBenefit())
            .setErr(new PrintWriter(err))
            .execute("--phantom", "12", "--out", folder.toString(), option, value);
    assertEquals(2, status);
    assertEquals(
        "pair-benefit: Invalid value for option '%s': expected %s, found %s (--help lists the options)"
            .formatted(option, expected, value),
        err.toString().strip());
  }
}
