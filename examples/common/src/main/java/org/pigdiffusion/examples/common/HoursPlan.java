package org.pigdiffusion.examples.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What was chosen for a run of so many hours, as text in its folder: a run that goes on has what it
 * began with. The first line is what was chosen, the others are the options by which it was.
 *
 * @param file holds the lines
 * @param line the form of the first: its first group is the hours that were given, the others what
 *     was chosen
 * @param options of this call that decide what is chosen, by their names; none are looked at that
 *     the file does not have, as those of before options were kept
 */
public record HoursPlan(Path file, Pattern line, Map<String, String> options) {
  private static final Pattern OPTION = Pattern.compile("(--[a-z-]+)=(.*)");

  /** In place of the hours where none were given. */
  public static final String NONE = "none";

  /** A year. */
  private static final double MOST = 24 * 365;

  /** Each option becomes one line. */
  public HoursPlan {
    Map<String, String> lines = new LinkedHashMap<>();
    options.forEach((name, value) -> lines.put(name, value.replaceAll("\\s+", " ").strip()));
    options = lines;
  }

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
   * Checks, while steps are timed, that this does not take most of the time.
   *
   * @param hours that are given for everything
   * @param spent of them
   * @param prefix of the options that say the networks' width and steps
   * @throws IllegalArgumentException if half of the hours are over
   */
  public static void requireTimingIsShort(double hours, double spent, String prefix) {
    if (spent > hours / 2) {
      throw new IllegalArgumentException(
          "--hours: expected more than twice the time in which some steps of each network are"
              + " timed, found %s, of which half are over; give more hours, a smaller --size or"
                  .formatted(hours)
              + " %1$swidth, or steps in place of hours: %1$ssteps-x, %1$ssteps-y"
                  .formatted(prefix));
    }
  }

  /**
   * What was chosen; empty if the run begins now.
   *
   * @param hours that are given now, as {@code Double.toString} writes them, or {@link #NONE}
   * @throws IllegalArgumentException if the run began with others, or other options, or the file
   *     says something else
   */
  public Optional<List<String>> read(String hours) throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    List<String> lines = InputFile.text(file).lines().toList();
    Matcher matcher = matched(line, lines.isEmpty() ? "" : lines.get(0).strip());
    Map<String, String> before = new LinkedHashMap<>();
    for (String each : lines.stream().skip(1).toList()) {
      Matcher option = matched(OPTION, each);
      before.put(option.group(1), option.group(2));
    }
    if (!matcher.group(1).equals(hours)) {
      throw new IllegalArgumentException(
          "--hours: expected %s, with which the run in %s began, found %s; %s, or choose another folder"
              .formatted(
                  matcher.group(1),
                  file.getParent(),
                  hours,
                  matcher.group(1).equals(NONE)
                      ? "give none"
                      : "give --hours " + matcher.group(1)));
    }
    GivenOptions.requireSame(file, before, options);
    return Optional.of(
        IntStream.rangeClosed(2, matcher.groupCount()).mapToObj(matcher::group).toList());
  }

  private Matcher matched(Pattern form, String text) {
    Matcher matcher = form.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "%s: expected the plan of a run, found '%s'; put it back from a copy, or delete it and"
                  .formatted(file, text)
              + " give the steps in place of --hours");
    }
    return matcher;
  }

  /** Keeps what was chosen, in the form of the line, and the options. */
  public void write(String text) throws IOException {
    StringBuilder lines = new StringBuilder(text).append(System.lineSeparator());
    options.forEach(
        (name, value) ->
            lines.append(name).append('=').append(value).append(System.lineSeparator()));
    WholeFile.write(file, lines.toString());
  }
}
