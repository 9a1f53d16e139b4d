package org.pigdiffusion.trainer.djl;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares what a run depends on with what a checkpoint says of its run. */
final class FingerprintDifferences {
  /** Java writes the same number in other digits from version to version. */
  private static final Pattern DECIMAL = Pattern.compile("\\d+\\.\\d+(E-?\\d+)?");

  private static final String ABSENT = "nothing";

  private FingerprintDifferences() {}

  /**
   * All names whose values differ, each with both values. A name that came later and is missing on
   * one side stands for what all did before it came.
   */
  static List<String> between(Map<String, String> now, Map<String, String> there) {
    List<String> differences = new ArrayList<>();
    for (String name : new TreeSet<>(Sets.union(now.keySet(), there.keySet()))) {
      String whenAbsent = Fingerprint.LATER.getOrDefault(name, ABSENT);
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
