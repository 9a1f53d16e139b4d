package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Quantiles;
import org.pigdiffusion.picture.MaskClasses;

/**
 * How much of the image each of some masks covers, by sets that are named, in their order: a table
 * for each class. For one thread.
 */
final class MaskAreas {
  private static final List<String> HEAD =
      List.of(
          "masks",
          "number",
          "mean",
          "standard deviation",
          "5th percentile",
          "25th percentile",
          "median",
          "75th percentile",
          "95th percentile");

  private final Bootstrap bootstrap;
  private final Map<Integer, MarkdownTable> tables = new LinkedHashMap<>();

  /** No rows yet. */
  MaskAreas(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * Adds a row.
   *
   * @param masks at least two, {@code [n, k, h, w]}, of as many classes as those of the other rows
   */
  void add(String name, Tensor masks) {
    MaskClasses classes = MaskClasses.of(masks);
    for (int number = 1; number <= classes.count(); number++) {
      tables
          .computeIfAbsent(number, n -> new MarkdownTable(HEAD))
          .add(name, cells(percent(classes, number, masks.shape())));
    }
  }

  /** Areas of one class in % of the image, of each mask. */
  private static double[] percent(MaskClasses classes, int number, Shape shape) {
    double[] percent = new double[shape.batch()];
    for (int n = 0; n < percent.length; n++) {
      int pixels = 0;
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          pixels += classes.at(n, y, x) == number ? 1 : 0;
        }
      }
      percent[n] = 100.0 * pixels / shape.planeSize();
    }
    return percent;
  }

  /** Number, mean, standard deviation and quantiles of numbers, as cells of a table. */
  private List<String> cells(double... values) {
    List<String> cells = new ArrayList<>(List.of(String.valueOf(values.length)));
    cells.add(text(new Mean().evaluate(values)));
    cells.add(bootstrap.measure(new StandardDeviation(values)).toString(1));
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
    List<String> parts = new ArrayList<>();
    tables.forEach(
        (number, table) ->
            parts.add((tables.size() > 1 ? "### Class " + number + "\n\n" : "") + table));
    return String.join("\n", parts);
  }
}
