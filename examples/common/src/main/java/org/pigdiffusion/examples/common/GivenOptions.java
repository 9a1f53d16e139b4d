package org.pigdiffusion.examples.common;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a call as text, for a folder to keep: later calls there must have them too. */
public final class GivenOptions {
  /**
   * Options that decide no figure of any program. Where pairs lie has no say either: what is in
   * them has.
   */
  private static final Set<String> WITHOUT_SAY =
      Set.of(
          "--out",
          "--run",
          "--plan",
          "--folder",
          "--manifest",
          "--reach",
          "--pixel-limit",
          "--help",
          "--version");

  private GivenOptions() {}

  /**
   * The values of the options by their names, those of options that were not given too.
   *
   * @param command that was called
   * @param others names of options to leave out, beside those that never decide anything
   */
  public static Map<String, String> of(CommandSpec command, Set<String> others) {
    Map<String, String> given = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      String name = option.longestName();
      if (!WITHOUT_SAY.contains(name) && !others.contains(name)) {
        given.put(name, Objects.toString(option.getValue(), "none"));
      }
    }
    return given;
  }

  /**
   * Refuses a call with other options than those that a folder was begun with.
   *
   * @param file that keeps them
   * @param before the options that are kept; any others may be given
   * @param now the options of this call, by their names
   * @throws IllegalArgumentException if one differs, which is named with both values
   */
  public static void requireSame(Path file, Map<String, String> before, Map<String, String> now) {
    List<String> differences = new ArrayList<>();
    before.forEach(
        (option, kept) -> {
          String value = now.getOrDefault(option, kept);
          if (!value.equals(kept)) {
            differences.add("%s %s, found %s".formatted(option, kept, value));
          }
        });
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "%s was timed with %s: give the options as before, or choose another folder"
              .formatted(file, String.join("; with ", differences)));
    }
  }
}
