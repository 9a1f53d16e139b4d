package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pigdiffusion.examples.common.Program;

/**
 * Runs a program that compares methods as its users do, on 12 phantoms, with networks of a few
 * parameters that learn for two steps.
 *
 * @param out the folder of the program
 * @param options of all runs
 */
record TinyRuns(Supplier<Callable<Integer>> program, Path out, List<String> options) {
  private static final String[] TINY = {
    "--phantom=12",
    "--pair-batch=2",
    "--pair-width=4",
    "--pair-groups=2",
    "--pair-multipliers=1,2",
    "--method=ddim:2",
    "--steps=2",
    "--batch=2",
    "--width=2",
    "--levels=2",
    "--ratios=0.5",
  };

  /** Runs to the end. */
  void done(String... more) {
    StringWriter err = new StringWriter();
    assertEquals(0, run(err, more), err::toString);
  }

  /** Runs, and is refused with a message that holds a text. */
  void refused(String message, String... more) {
    StringWriter err = new StringWriter();
    assertEquals(2, run(err, more));
    assertTrue(err.toString().contains(message), err::toString);
  }

  private int run(StringWriter err, String... more) {
    String[] all =
        Stream.of(TINY, options.toArray(String[]::new), more, new String[] {"--out=" + out})
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    return Program.commandLine(program.get()).setErr(new PrintWriter(err, true)).execute(all);
  }
}
