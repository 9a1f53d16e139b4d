package org.pigdiffusion.examples;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    int number = 0;
    for (Map.Entry<String, List<SpeedFigures>> family : families.entrySet()) {
      add(chart, family.getKey(), family.getValue(), quantity, column, number++);
    }
    addReal(chart, rows, quantity, column);
    return chart;
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
            rows.stream().mapToDouble(SpeedFigures::calls).toArray(),
            values.stream().mapToDouble(Measured::value).toArray());
    line.setMarker(marker).setMarkerColor(own).setLineColor(own);
    for (int i = 0; i < rows.size(); i++) {
      double calls = rows.get(i).calls();
      XYSeries interval =
          chart.addSeries(
              name + " interval " + i,
              new double[] {calls, calls},
              new double[] {values.get(i).low(), values.get(i).high()});
      interval.setMarker(SeriesMarkers.NONE).setLineColor(own).setShowInLegend(false);
      interval.setLineWidth(1);
    }
  }

  private static void addReal(
      XYChart chart, List<SpeedFigures> rows, Quantity quantity, SpeedReport.Column column) {
    double least =
        rows.stream().mapToDouble(SpeedFigures::calls).filter(c -> c > 0).min().orElse(1);
    double most = rows.stream().mapToDouble(SpeedFigures::calls).max().orElse(1);
    for (SpeedFigures row : rows) {
      if (row.cost().isEmpty()) {
        Measured value = column.scaled(row.quality().quantities().get(quantity));
        chart
            .addSeries(
                row.name(),
                new double[] {least, Math.max(most, least + 1)},
                new double[] {value.value(), value.value()})
            .setMarker(SeriesMarkers.NONE)
            .setLineColor(Color.GRAY);
      }
    }
  }
}
