package org.pigdiffusion.examples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.report.FactList;

/** What filters kept from the networks, as a part of a report. */
public final class RejectedPairs {
  private RejectedPairs() {}

  /**
   * Counts by method, and a line for each network of which no pair was left.
   *
   * @param methods with generated pairs
   * @param part what readers call a fold, such as {@code draw}
   */
  public static FactList of(SegmentationResults results, List<String> methods, String part) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String method : methods) {
      int kept = 0;
      Map<String, Integer> byRule = new LinkedHashMap<>();
      for (SegmentationRow row : results.rows()) {
        if (row.key().method().equals(method)) {
          kept += row.generatedPairs();
          row.rejectsByRule().forEach((rule, count) -> byRule.merge(rule, count, Integer::sum));
        }
      }
      facts.put(method, rejected(kept, byRule));
      RowText.withoutPairs(results, method)
          .forEach(
              row ->
                  facts.put(
                      "%s, %s %d, seed %d"
                          .formatted(method, part, row.key().fold(), row.key().seed()),
                      RowText.result(row)));
    }
    return new FactList(
        "Rejected pairs",
        "What the filter kept from the networks, in all %ss and seeds, by the rule that rejected it."
            .formatted(part),
        facts);
  }

  private static String rejected(int kept, Map<String, Integer> byRule) {
    int rejected = byRule.values().stream().mapToInt(count -> count).sum();
    String rules = byRule.isEmpty() ? "" : " (" + RowText.rules(byRule) + ")";
    return String.format(
        Locale.ROOT,
        "%d of %d, %.1f %%%s",
        rejected,
        kept + rejected,
        100.0 * rejected / Math.max(1, kept + rejected),
        rules);
  }
}
