package org.pigdiffusion.examples.common;

import java.util.LinkedHashMap;
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
}
