package org.pigdiffusion.internal;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares what a run depends on with what files say of an earlier one: text by name. */
public final class NamedDifferences {
  /**
   * What folders of pairs said for a while of their images, for {@code later}: with it and without
   * it they are the same. The images themselves are looked at now.
   */
  public static final ImmutableMap<String, String> OF_IMAGES = ImmutableMap.of("images", "clamped");

  /** Java writes the same number in other digits from version to version. */
  private static final Pattern DECIMAL = Pattern.compile("\\d+\\.\\d+(E-?\\d+)?");

  private static final int MOST = 20;
  private static final int LONG = 120;
  private static final int BEFORE = 20;
  private static final String ABSENT = "nothing";

  private NamedDifferences() {}

  /**
   * The names whose values differ, each with both values. After the first twenty it says how many
   * more there are.
   *
   * @param later names that not all versions write, each with the value of all that do without
   */
  public static List<String> between(
      Map<String, String> now, Map<String, String> there, Map<String, String> later) {
    return few(byName(now, there, later));
  }

  /**
   * The same by name, all of them.
   *
   * @param later as in {@link #between}
   */
  public static ImmutableMap<String, String> byName(
      Map<String, String> now, Map<String, String> there, Map<String, String> later) {
    ImmutableMap.Builder<String, String> differences = ImmutableMap.builder();
    for (String name : new TreeSet<>(Sets.union(now.keySet(), there.keySet()))) {
      String whenAbsent = later.getOrDefault(name, ABSENT);
      String valueNow = now.getOrDefault(name, whenAbsent);
      String valueThere = there.getOrDefault(name, whenAbsent);
      if (!canonical(valueNow).equals(canonical(valueThere))) {
        differences.put(
            name,
            "%s: now %s, there %s"
                .formatted(
                    Excerpt.of(name), shown(valueNow, valueThere), shown(valueThere, valueNow)));
      }
    }
    return differences.buildOrThrow();
  }

  /**
   * The first twenty differences, and how many more there are.
   *
   * @param byName of {@link #byName}
   */
  public static List<String> few(ImmutableMap<String, String> byName) {
    ImmutableList<String> differences = byName.values().asList();
    if (differences.size() <= MOST) {
      return differences;
    }
    return ImmutableList.<String>builder()
        .addAll(differences.subList(0, MOST))
        .add("and %d more".formatted(differences.size() - MOST))
        .build();
  }

  /** Of a long text what differs, and a little before. */
  private static String shown(String text, String other) {
    int same = Strings.commonPrefix(text, other).length() - BEFORE;
    return text.length() > LONG && same > 0
        ? "..." + Excerpt.of(text.substring(same))
        : Excerpt.of(text);
  }

  private static String canonical(String value) {
    return DECIMAL
        .matcher(value)
        .replaceAll(number -> Double.toHexString(Double.parseDouble(number.group())));
  }
}
