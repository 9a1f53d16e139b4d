package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.examples.common.InputFile;
import org.pigdiffusion.examples.common.WholeFile;

/**
 * The steps that were chosen for a run, as its folder says them: a run that is continued has those
 * that it began with.
 *
 * @param hours how long the stages were to take together
 * @param steps of each stage
 */
record ChosenSteps(double hours, int steps) {
  /** A year. */
  static final double MOST_HOURS = 24 * 365;

  private static final String FILE = "steps.txt";
  private static final Pattern TEXT = Pattern.compile("hours=([0-9.E-]+) steps=([0-9]{1,9})\\s*");

  /**
   * What a folder says; empty if it says nothing.
   *
   * @throws IllegalArgumentException if it says something else
   */
  static Optional<ChosenSteps> read(Path run) throws IOException {
    Path file = run.resolve(FILE);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    String text = InputFile.text(file);
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "%s: expected hours=H steps=N, found '%s'; choose another run folder"
              .formatted(file, text.strip()));
    }
    return Optional.of(
        new ChosenSteps(Double.parseDouble(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  void write(Path run) throws IOException {
    WholeFile.write(run.resolve(FILE), "hours=%s steps=%d%n".formatted(hours, steps));
  }
}
