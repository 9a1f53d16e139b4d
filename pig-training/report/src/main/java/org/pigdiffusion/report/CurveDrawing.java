package org.pigdiffusion.report;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws curves and their intervals. */
final class CurveDrawing {
  static final int WIDTH = 760;
  private static final int HEIGHT = 460;
  private static final int BAND_ALPHA = 45;

  /** Told apart by those who see no red or no green (Okabe and Ito 2008). */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0xE69F00),
          new Color(0x000000));

  private CurveDrawing() {}

  static byte[] png(FigureCurves curves) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(curves.across())
            .yAxisTitle(curves.up())
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    for (int i = 0; i < curves.lines().size(); i++) {
      add(chart, curves.lines().get(i), COLORS.get(i % COLORS.size()));
    }
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(XYChart chart, FigureCurves.Line line, Color color) {
    List<FigureCurves.Point> points = line.points();
    double[] across = points.stream().mapToDouble(FigureCurves.Point::at).toArray();
    if (points.size() > 1) {
      XYSeries band =
          chart.addSeries(line.name() + " (interval)", thereAndBack(across), edge(points));
      band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
      band.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_ALPHA));
      band.setLineColor(new Color(0, true));
      band.setMarker(SeriesMarkers.NONE);
      band.setShowInLegend(false);
    }
    double[] up = points.stream().mapToDouble(point -> point.measured().value()).toArray();
    chart
        .addSeries(line.name(), across, up)
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(color)
        .setLineColor(color);
  }

  /** The outline of a band: along its lower edge, and back along the upper one. */
  private static double[] edge(List<FigureCurves.Point> points) {
    DoubleStream low = points.stream().mapToDouble(point -> point.measured().low());
    DoubleStream high =
        DoubleStream.iterate(points.size() - 1.0, i -> i >= 0, i -> i - 1)
            .map(i -> points.get((int) i).measured().high());
    return DoubleStream.concat(low, high).toArray();
  }

  private static double[] thereAndBack(double[] values) {
    double[] both = new double[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      both[i] = values[i];
      both[2 * values.length - 1 - i] = values[i];
    }
    return both;
  }
}
