package org.pigdiffusion.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pigdiffusion.internal.Excerpt;

/**
 * Finds groups, such as patients, that are written in two ways: P0 and p0 would be two groups, and
 * a split could train on one and validate on the other. Not safe to share between threads.
 */
final class GroupSpellings {
  /** Those of spreadsheets too, which do not break a line. */
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  private final Map<String, Written> first = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  private record Written(String group, String place) {}

  /**
   * What is wrong with a group, unless it was told before; empty if it is written as before.
   *
   * @param place where it is written, such as {@code row 3}
   */
  Optional<String> fault(String group, String place) {
    Written before = first.computeIfAbsent(alike(group), key -> new Written(group, place));
    if (before.group().equals(group) || !told.add(group)) {
      return Optional.empty();
    }
    return Optional.of(
        "expected each group written in one way, found '%s' here and '%s' in %s: a split could train on"
                .formatted(Excerpt.of(group), Excerpt.of(before.group()), before.place())
            + " one and validate on the other. Write both alike or, if they are two groups, with"
            + " names that differ in more than case, blanks and the form of accents");
  }

  /** Equal for spellings that readers take for one. */
  private static String alike(String group) {
    String oneBlank = BLANKS.matcher(LookAlikes.composed(group)).replaceAll(" ").strip();
    return oneBlank.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
