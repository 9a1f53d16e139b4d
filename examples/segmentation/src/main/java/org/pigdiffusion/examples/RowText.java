package org.pigdiffusion.examples;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;

/** What rows are told by, in lines and tables. */
public final class RowText {
  private static final String NONE_PASSED = "no pair passed the filter";

  private RowText() {}

  /** What came of a row, such as {@code Dice 0.612}. */
  public static String result(SegmentationRow row) {
    if (row.noPairPassed()) {
      return "%s, %d rejected: %s"
          .formatted(NONE_PASSED, row.rejectedPairs(), rules(row.rejectsByRule()));
    }
    double dice =
        row.images().stream()
            .mapToDouble(image -> image.figures().get(SegmentationFigure.DICE))
            .average()
            .orElse(Double.NaN);
    return String.format(Locale.ROOT, "%s %.3f", FigureWords.dice(row.classes()), dice);
  }

  /** What the networks are whose rows these are, in words. */
  public static String networks(NetworkOptions network) {
    return network.described(network.steps());
  }

  /** Names and counts of rules, such as {@code empty mask 3, mask area 1}. */
  static String rules(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(rule -> rule.getKey() + " " + rule.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The name of a method in tables, which says where no pair of it passed the filter. */
  public static String name(SegmentationResults results, String method) {
    List<SegmentationRow> empty = withoutPairs(results, method);
    if (empty.isEmpty()) {
      return method;
    }
    return "%s (%s in fold %s)".formatted(method, NONE_PASSED, folds(empty));
  }

  /** Which rows have means over fewer groups than there are, as a sentence; empty if none has. */
  public static String onFewer(SegmentationResults results) {
    int all = results.groups().size();
    List<String> fewer =
        results.methods().stream()
            .filter(method -> results.groups(method).size() < all)
            .map(method -> "%s on %d".formatted(method, results.groups(method).size()))
            .toList();
    return fewer.isEmpty()
        ? ""
        : " Of fewer than the %d groups, and so not to be compared with the other means: %s."
                .formatted(all, String.join(", ", fewer))
            + " Changes are of the groups that both rows have.";
  }

  /** Rows of a method of which no pair passed the filter. */
  static List<SegmentationRow> withoutPairs(SegmentationResults results, String method) {
    return results.rows().stream()
        .filter(row -> row.key().method().equals(method) && row.noPairPassed())
        .toList();
  }

  /** The folds of some rows, such as {@code 0, 2}. */
  static String folds(List<SegmentationRow> rows) {
    return rows.stream()
        .map(row -> Integer.toString(row.key().fold()))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
