package org.pigdiffusion.examples;

import com.google.common.math.Quantiles;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.pigdiffusion.training.evaluation.Measured;
import org.pigdiffusion.training.evaluation.Quantity;

/** Draws each quantity over the calls that a pair costs, with intervals; real pairs as a line. */
final class SpeedChart {
  private static final Color[] COLOURS = {
    new Color(0x1B6CA8), new Color(0xD1495B), new Color(0x2E8B57), new Color(0xE09F3E),
    new Color(0x7B4EA3), new Color(0x4A4A4A), new Color(0x00A6A6), new Color(0x8B5A2B)
  };

  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND
  };

  private static final double MOST_MEDIANS = 4;

  private SpeedChart() {}

  /** Writes a PNG with a chart for each quantity. */
  static void write(List<SpeedFigures> rows, String features, Path file) throws IOException {
    Map<Quantity, SpeedReport.Column> columns = SpeedReport.Column.all(features);
    columns.keySet().retainAll(rows.get(0).quality().quantities().keySet());
    List<XYChart> charts = new ArrayList<>();
    columns.forEach((quantity, column) -> charts.add(chart(rows, quantity, column)));
    Path draft = file.resolveSibling(".draft.png");
    BitmapEncoder.saveBitmap(charts, charts.size(), 1, draft.toString(), BitmapFormat.PNG);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static XYChart chart(
      List<SpeedFigures> rows, Quantity quantity, SpeedReport.Column column) {
    Map<String, List<SpeedFigures>> families = new TreeMap<>();
    for (SpeedFigures row : rows) {
      if (row.cost().isPresent()) {
        families.computeIfAbsent(family(row.name()), f -> new ArrayList<>()).add(row);
      }
    }
    XYChart chart =
        new XYChartBuilder()
            .width(960)
            .height(Math.max(420, 80 + 30 * families.size()))
            .xAxisTitle("U-Net calls a pair")
            .yAxisTitle(column.name())
            .build();
    // The library's own logarithmic axis names powers of ten alone.
    chart
        .getStyler()
        .setxAxisTickLabelsFormattingFunction(
            place -> String.valueOf(Math.round(Math.pow(2, place))));
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    int number = 0;
    for (Map.Entry<String, List<SpeedFigures>> family : families.entrySet()) {
      add(chart, family.getKey(), family.getValue(), quantity, column, number++);
    }
    addReal(chart, rows, quantity, column);
    limit(chart, rows, quantity, column);
    return chart;
  }

  /**
   * Lets rows that are far worse than most leave the chart, so that the others can be told apart.
   */
  private static void limit(
      XYChart chart, List<SpeedFigures> rows, Quantity quantity, SpeedReport.Column column) {
    double[] values =
        rows.stream()
            .mapToDouble(row -> column.scaled(row.quality().quantities().get(quantity)).value())
            .toArray();
    double limit = MOST_MEDIANS * Quantiles.median().compute(values);
    if (limit > 0 && Arrays.stream(values).anyMatch(value -> value > limit)) {
      chart.getStyler().setYAxisMax(limit);
    }
  }

  /** Where a row stands on the horizontal axis, which is logarithmic. */
  private static double place(SpeedFigures row) {
    return Math.log(row.calls()) / Math.log(2);
  }

  /** The text of a row without its number of steps. */
  private static String family(String row) {
    return row.replaceFirst(":\\d+", "");
  }

  private static void add(
      XYChart chart,
      String name,
      List<SpeedFigures> rows,
      Quantity quantity,
      SpeedReport.Column column,
      int number) {
    Color own = COLOURS[number % COLOURS.length];
    Marker marker = MARKERS[number / COLOURS.length % MARKERS.length];
    List<Measured> values =
        rows.stream().map(row -> column.scaled(row.quality().quantities().get(quantity))).toList();
    XYSeries line =
        chart.addSeries(
            name,
            rows.stream().mapToDouble(SpeedChart::place).toArray(),
            values.stream().mapToDouble(Measured::value).toArray());
    line.setMarker(marker).setMarkerColor(own).setLineColor(own);
    for (int i = 0; i < rows.size(); i++) {
      double place = place(rows.get(i));
      XYSeries interval =
          chart.addSeries(
              name + " interval " + i,
              new double[] {place, place},
              new double[] {values.get(i).low(), values.get(i).high()});
      interval.setMarker(SeriesMarkers.NONE).setLineColor(own).setShowInLegend(false);
      interval.setLineWidth(1);
    }
  }

  private static void addReal(
      XYChart chart, List<SpeedFigures> rows, Quantity quantity, SpeedReport.Column column) {
    double[] places =
        rows.stream()
            .filter(row -> row.cost().isPresent())
            .mapToDouble(SpeedChart::place)
            .toArray();
    double first = Arrays.stream(places).min().orElse(0);
    double last = Arrays.stream(places).max().orElse(0);
    for (SpeedFigures row : rows) {
      if (row.cost().isEmpty()) {
        Measured value = column.scaled(row.quality().quantities().get(quantity));
        chart
            .addSeries(
                row.name(),
                new double[] {first, Math.max(last, first + 1)},
                new double[] {value.value(), value.value()})
            .setMarker(SeriesMarkers.NONE)
            .setLineColor(Color.GRAY);
      }
    }
  }
}
