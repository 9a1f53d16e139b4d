package org.pigdiffusion.examples.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What was chosen for a run of so many hours, as a line of text in its folder: a run that goes on
 * has what it began with.
 *
 * @param file holds the line
 * @param line its form: the first group is the hours that were given, the others what was chosen
 */
public record HoursPlan(Path file, Pattern line) {
  /** A year. */
  private static final double MOST = 24 * 365;

  /**
   * Checks a number of hours.
   *
   * @throws IllegalArgumentException if it is none, or more than a year
   */
  public static void require(double hours) {
    if (!(hours > 0 && hours <= MOST)) {
      throw new IllegalArgumentException(
          "--hours: expected above 0 and at most %s, found %s".formatted(MOST, hours));
    }
  }

  /**
   * What was chosen; empty if the run begins now.
   *
   * @param hours that are given now, as {@code Double.toString} writes them, or a word for none
   * @throws IllegalArgumentException if the run began with others, or the file says something else
   */
  public Optional<List<String>> read(String hours) throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    String text = InputFile.text(file).strip();
    Matcher matcher = line.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "%s: expected the plan of a run, found '%s'; choose another folder"
              .formatted(file, text));
    }
    if (!matcher.group(1).equals(hours)) {
      throw new IllegalArgumentException(
          "--hours: expected %s, with which the run in %s began, found %s; choose another folder"
              .formatted(matcher.group(1), file.getParent(), hours));
    }
    return Optional.of(
        IntStream.rangeClosed(2, matcher.groupCount()).mapToObj(matcher::group).toList());
  }

  /** Keeps what was chosen, in the form of the line. */
  public void write(String text) throws IOException {
    WholeFile.write(file, text + System.lineSeparator());
  }
}
