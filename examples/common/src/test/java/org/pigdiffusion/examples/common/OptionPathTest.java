package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class OptionPathTest {
  @Command(name = "test")
  private static final class Writes implements Callable<Integer> {
    @Option(names = "--out")
    private Path out = Path.of("");

    @Override
    public Integer call() {
      return out.toString().length();
    }
  }

  @Test
  void aPathThatTheSystemCannotHaveIsToldByItsOption() {
    StringWriter err = new StringWriter();
    CommandLine line = Program.commandLine(new Writes()).setErr(new PrintWriter(err));
    assertEquals(3, line.execute("--out", "a/b"));
    assertEquals(2, line.execute("--out", "a\0b"));
    assertEquals(
        "test: Invalid value for option '--out': expected a path, found one with characters that no"
            + " path has in this locale; take another, or a locale of UTF-8, such as"
            + " LC_ALL=C.UTF-8 (--help lists the options)",
        err.toString().strip());
  }
}
