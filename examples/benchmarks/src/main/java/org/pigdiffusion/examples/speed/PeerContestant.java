package org.pigdiffusion.examples.speed;

import com.google.common.base.Splitter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Another program that computes the same steps. It is started with the arguments {@code FOLDER SIZE
 * BATCH THREADS}, where the folder holds the weights, and with the stage if it is to train; for
 * each line with a number of steps that it reads, it computes them and answers with a line of the
 * milliseconds that a step took. It ends with its input.
 */
final class PeerContestant implements Contestant {
  private final String command;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter requests;

  PeerContestant(String command, List<String> arguments) throws IOException {
    this.command = command;
    List<String> line = new ArrayList<>(Splitter.on(' ').omitEmptyStrings().splitToList(command));
    line.addAll(arguments);
    this.process = new ProcessBuilder(line).redirectError(Redirect.INHERIT).start();
    this.answers = process.inputReader();
    this.requests = process.outputWriter();
  }

  @Override
  public String name() {
    return command;
  }

  @Override
  public Timing run(int steps) throws IOException {
    requests.write(steps + "\n");
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(command + ": ended without an answer");
    }
    return new Timing(Double.parseDouble(answer), OptionalDouble.empty());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
