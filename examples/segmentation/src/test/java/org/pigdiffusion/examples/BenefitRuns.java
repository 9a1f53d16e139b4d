package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.pigdiffusion.examples.common.Program;

/** Runs {@link PairBenefit} on little data. */
final class BenefitRuns {
  private static final String[] TINY = {
    "--phantom=16",
    "--validation=0.5",
    "--folds=2",
    "--steps=2",
    "--batch=2",
    "--width=2",
    "--levels=2",
    "--resamples=20",
  };

  private BenefitRuns() {}

  /** A run of options that are taken. */
  static void run(Path out, String... options) {
    assertEquals(0, status(out, options));
  }

  /** The exit status of a run, whose errors are printed. */
  static int status(Path out, String... options) {
    StringWriter err = new StringWriter();
    int status = status(out, err, options);
    System.err.print(err);
    return status;
  }

  /** The exit status of a run. */
  static int status(Path out, StringWriter err, String... options) {
    boolean seeds = Arrays.stream(options).anyMatch(option -> option.startsWith("--seeds"));
    String[] one = seeds ? new String[0] : new String[] {"--seeds=1"};
    String[] all =
        Stream.of(TINY, one, options, new String[] {"--out=" + out})
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    return Program.commandLine(new PairBenefit()).setErr(new PrintWriter(err, true)).execute(all);
  }

  /** Options that are refused with a message. */
  static void refusedWith(Path out, String message, String... options) {
    StringWriter err = new StringWriter();
    assertEquals(2, status(out, err, options), String.join(" ", options));
    assertTrue(err.toString().contains(message), err::toString);
  }
}
