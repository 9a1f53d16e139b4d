package org.pigdiffusion.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine;

/** What a program told, line by line, and how it ended. */
record Told(int status, List<String> lines) {
  /** Runs a program. */
  static Told by(Callable<Integer> program, String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine line = Program.commandLine(program).setErr(new PrintWriter(err, true));
    return new Told(line.execute(arguments), err.toString().lines().toList());
  }
}
