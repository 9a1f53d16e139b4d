package org.pigdiffusion.examples;

import com.google.common.math.Quantiles;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
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
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.QualityTable;
import org.pigdiffusion.evaluation.Quantity;
import org.pigdiffusion.evaluation.RowFigures;
import org.pigdiffusion.examples.common.WholeFile;

/**
 * Draws each quantity over the calls that a pair costs, with intervals. Real pairs are a grey line,
 * the ends of the baseline's interval dashed ones.
 *
 * @param families rows with a cost, by their text without the number of steps
 * @param rows all rows
 * @param baseline the row that the others are compared with
 */
record SpeedChart(Map<String, List<RowFigures>> families, List<RowFigures> rows, String baseline) {
  private static final Color[] COLOURS = {
    new Color(0x1B6CA8), new Color(0xD1495B), new Color(0x2E8B57), new Color(0xE09F3E),
    new Color(0x7B4EA3), new Color(0x4A4A4A), new Color(0x00A6A6), new Color(0x8B5A2B)
  };

  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND
  };

  private static final int ACROSS = 2;
  private static final double MOST_MEDIANS = 4;

  /** How far apart on the logarithmic axis the families stand that cost the same. */
  private static final double APART = 0.012;

  /** Writes a PNG with a chart for each quantity, and one legend for all. */
  static void write(QualityTable table, Path file) throws IOException {
    Map<String, List<RowFigures>> families = new TreeMap<>();
    for (RowFigures row : table.rows()) {
      if (row.cost().isPresent()) {
        String family = row.name().replaceFirst(":\\d+", "");
        families.computeIfAbsent(family, f -> new ArrayList<>()).add(row);
      }
    }
    SpeedChart drawing = new SpeedChart(families, table.rows(), table.baseline());
    List<XYChart> charts = new ArrayList<>();
    table.columns().forEach((quantity, column) -> charts.add(drawing.chart(quantity, column)));
    charts.add(drawing.legend());
    while (charts.size() % ACROSS != 0) {
      charts.add(drawing.nothing()); // every place needs a chart
    }
    int down = charts.size() / ACROSS;
    WholeFile.write(
        file, out -> BitmapEncoder.saveBitmap(charts, down, ACROSS, out, BitmapFormat.PNG));
  }

  private XYChart blank() {
    XYChart chart =
        new XYChartBuilder().width(760).height(Math.max(480, 80 + 22 * families.size())).build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE).setLegendVisible(false);
    return chart;
  }

  private XYChart chart(Quantity quantity, QualityTable.Column column) {
    XYChart chart = blank();
    chart.setXAxisTitle("U-Net calls a pair");
    chart.setYAxisTitle(column.name());
    // The library's own logarithmic axis names powers of ten alone.
    chart
        .getStyler()
        .setXAxisTickMarkSpacingHint(120) // whole powers of two
        .setxAxisTickLabelsFormattingFunction(
            place -> String.valueOf(Math.round(Math.pow(2, place))));
    int number = 0;
    for (Map.Entry<String, List<RowFigures>> family : families.entrySet()) {
      add(chart, family.getKey(), family.getValue(), quantity, column, number++);
    }
    for (RowFigures row : rows) {
      Measured value = value(row, quantity, column);
      if (row.cost().isEmpty()) {
        addLevel(chart, row.name(), value.value()).setLineColor(Color.GRAY);
      } else if (row.name().equals(baseline)) {
        addLevel(chart, baseline + " low", value.low()).setLineStyle(SeriesLines.DASH_DASH);
        addLevel(chart, baseline + " high", value.high()).setLineStyle(SeriesLines.DASH_DASH);
      }
    }
    limit(chart, quantity, column);
    return chart;
  }

  /** Fills a place that no chart needs. */
  private XYChart nothing() {
    XYChart chart = blank();
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setPlotGridLinesVisible(false).setAxisTicksVisible(false);
    return chart;
  }

  /** A chart of no visible plot, whose legend serves the others. */
  private XYChart legend() {
    XYChart chart = nothing();
    chart.getStyler().setLegendVisible(true).setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setYAxisMin(1.0).setYAxisMax(2.0); // the points at 0 lie outside
    int number = 0;
    for (String family : families.keySet()) {
      style(chart.addSeries(family, new double[] {0}, new double[] {0}), number++);
    }
    for (RowFigures row : rows) {
      if (row.cost().isEmpty()) {
        addLevel(chart, row.name(), 0).setLineColor(Color.GRAY);
      } else if (row.name().equals(baseline)) {
        addLevel(chart, "interval of " + baseline, 0).setLineStyle(SeriesLines.DASH_DASH);
      }
    }
    return chart;
  }

  /**
   * Lets rows that are far worse than most leave the chart, so that the others can be told apart.
   */
  private void limit(XYChart chart, Quantity quantity, QualityTable.Column column) {
    double[] values =
        rows.stream().mapToDouble(row -> value(row, quantity, column).value()).toArray();
    double limit = MOST_MEDIANS * Quantiles.median().compute(values);
    if (limit > 0 && Arrays.stream(values).anyMatch(value -> value > limit)) {
      chart.getStyler().setYAxisMax(limit);
    }
  }

  private void add(
      XYChart chart,
      String name,
      List<RowFigures> family,
      Quantity quantity,
      QualityTable.Column column,
      int number) {
    double shift = APART * (number - (families.size() - 1) / 2.0);
    double[] places = family.stream().mapToDouble(row -> place(row) + shift).toArray();
    List<Measured> values = family.stream().map(row -> value(row, quantity, column)).toList();
    XYSeries line =
        chart.addSeries(name, places, values.stream().mapToDouble(Measured::value).toArray());
    style(line, number);
    for (int i = 0; i < places.length; i++) {
      XYSeries interval =
          chart.addSeries(
              name + " interval " + i,
              new double[] {places[i], places[i]},
              new double[] {values.get(i).low(), values.get(i).high()});
      interval.setMarker(SeriesMarkers.NONE).setLineColor(line.getLineColor());
      interval.setLineStyle(SeriesLines.SOLID).setLineWidth(1);
    }
  }

  private static void style(XYSeries line, int number) {
    Color own = COLOURS[number % COLOURS.length];
    line.setMarker(MARKERS[number / COLOURS.length % MARKERS.length]);
    line.setMarkerColor(own).setLineColor(own).setLineStyle(SeriesLines.SOLID);
  }

  /** A horizontal line from the least calls to the most. */
  private XYSeries addLevel(XYChart chart, String name, double level) {
    double[] places =
        families.values().stream()
            .flatMap(List::stream)
            .mapToDouble(SpeedChart::place)
            .sorted()
            .toArray();
    double first = places.length == 0 ? 0 : places[0];
    double last = places.length == 0 ? 0 : places[places.length - 1];
    XYSeries line =
        chart.addSeries(
            name, new double[] {first, Math.max(last, first + 1)}, new double[] {level, level});
    line.setMarker(SeriesMarkers.NONE).setLineColor(COLOURS[0]);
    line.setLineStyle(SeriesLines.SOLID).setLineWidth(1.5f);
    return line;
  }

  private static Measured value(RowFigures row, Quantity quantity, QualityTable.Column column) {
    return column.scaled(row.quality().quantities().get(quantity));
  }

  /** Where a row stands on the horizontal axis, which is logarithmic. */
  private static double place(RowFigures row) {
    return Math.log(row.calls()) / Math.log(2);
  }
}
