package org.pigdiffusion.internal;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares what a run depends on with what files say of an earlier one: text by name. */
public final class NamedDifferences {
  /** Java writes the same number in other digits from version to version. */
  private static final Pattern DECIMAL = Pattern.compile("\\d+\\.\\d+(E-?\\d+)?");

  private static final String ABSENT = "nothing";

  private NamedDifferences() {}

  /**
   * All names whose values differ, each with both values.
   *
   * @param later names that came in later versions, each with the value of all that did without
   */
  public static List<String> between(
      Map<String, String> now, Map<String, String> there, Map<String, String> later) {
    List<String> differences = new ArrayList<>();
    for (String name : new TreeSet<>(Sets.union(now.keySet(), there.keySet()))) {
      String whenAbsent = later.getOrDefault(name, ABSENT);
      String valueNow = now.getOrDefault(name, whenAbsent);
      String valueThere = there.getOrDefault(name, whenAbsent);
      if (!canonical(valueNow).equals(canonical(valueThere))) {
        differences.add("%s: now %s, there %s".formatted(name, valueNow, valueThere));
      }
    }
    return differences;
  }

  private static String canonical(String value) {
    return DECIMAL
        .matcher(value)
        .replaceAll(number -> Double.toHexString(Double.parseDouble(number.group())));
  }
}
