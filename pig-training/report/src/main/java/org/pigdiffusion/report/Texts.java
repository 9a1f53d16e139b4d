package org.pigdiffusion.report;

import java.util.List;
import org.pigdiffusion.evaluation.Measured;

/** What all sections ask of their texts and numbers. */
final class Texts {
  private Texts() {}

  static void requireTitle(String title) {
    if (title.isBlank()) {
      throw new IllegalArgumentException("title: expected text, found a blank one");
    }
  }

  /** Names of columns, rows or lines, by which readers and programs tell them apart. */
  static void requireDifferent(String argument, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isBlank() || names.indexOf(names.get(i)) != i) {
        throw new IllegalArgumentException(
            "%s: expected different names that are not blank, found '%s' as number %d"
                .formatted(argument, names.get(i), i + 1));
      }
    }
  }

  /** Where nothing could be measured, nothing is told. */
  static void requireFinite(String where, Measured measured) {
    if (!Double.isFinite(measured.value() + measured.low() + measured.high())) {
      throw new IllegalArgumentException(
          "%s: expected finite numbers, or no value, found %s".formatted(where, measured));
    }
  }
}
