package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.Quantiles;
import org.pigdiffusion.picture.MaskClasses;
import org.pigdiffusion.picture.MaskStatistics;

/**
 * How much of the image each of some masks covers, by sets that are named, in their order: a table
 * for each class. For one thread.
 */
final class MaskAreas {
  private static final List<String> HEAD =
      List.of(
          "masks", "number", "mean", "standard deviation", "5 %", "25 %", "50 %", "75 %", "95 %");

  private final Map<String, PairSet> sets = new LinkedHashMap<>();

  /** Adds a row; the first set says how many classes there are. */
  void add(String name, PairSet pairs) {
    sets.put(name, pairs);
  }

  /** Areas of one class in % of the image, of each mask. */
  static double[] percent(PairSet pairs, int ofClass) {
    return MaskStatistics.ofEach(pairs.ofClass(ofClass).x()).stream()
        .mapToDouble(mask -> 100 * mask.areaFraction())
        .toArray();
  }

  /** Number, mean, standard deviation and quantiles of numbers, as cells of a table. */
  static List<String> cells(double... values) {
    DescriptiveStatistics statistics = new DescriptiveStatistics(values);
    List<String> cells = new ArrayList<>(List.of(String.valueOf(values.length)));
    cells.add(text(statistics.getMean()));
    cells.add(text(statistics.getStandardDeviation()));
    Quantiles.of(DoubleStream.of(values).boxed().toList())
        .toList()
        .forEach(quantile -> cells.add(text(quantile)));
    return cells;
  }

  private static String text(double percent) {
    return String.format(Locale.ROOT, "%.1f", percent);
  }

  /** A table of Markdown for each class, with a heading if there are several. */
  String markdown() {
    int classes = MaskClasses.of(sets.values().iterator().next().x()).count();
    StringBuilder text = new StringBuilder();
    for (int number = 1; number <= classes; number++) {
      MarkdownTable table = new MarkdownTable(HEAD);
      for (Map.Entry<String, PairSet> set : sets.entrySet()) {
        table.add(set.getKey(), cells(percent(set.getValue(), number)));
      }
      text.append(classes > 1 ? "### Class " + number + "\n\n" : "").append(table);
      text.append(number < classes ? "\n" : "");
    }
    return text.toString();
  }
}
