package org.pigdiffusion.report;

import java.awt.BasicStroke;
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
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.pigdiffusion.data.internal.OkabeIto;

/** Draws curves and their intervals. */
final class CurveDrawing {
  static final int WIDTH = 760;
  private static final int HEIGHT = 480;
  private static final int LEGEND_ROW = 20;
  private static final int MARKER = 9;
  private static final int LEGEND_LINE = 60;
  private static final int BAND_ALPHA = 16;
  private static final int EDGE_ALPHA = 150;
  private static final float THICK = 2.5f;
  private static final float THIN = 1;
  private static final float MITRE = 10;

  /** Neighbours differ in brightness too; those that are hardly seen on white are left out. */
  private static final List<OkabeIto> COLORS =
      List.of(
          OkabeIto.BLACK,
          OkabeIto.RED,
          OkabeIto.SKY_BLUE,
          OkabeIto.BLUE,
          OkabeIto.ORANGE,
          OkabeIto.GREEN,
          OkabeIto.PINK);

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS);

  /** Lengths of dashes and of the gaps after them, in pixels; the first line has no gaps. */
  private static final List<float[]> DASHES =
      List.of(
          new float[] {1, 0},
          new float[] {14, 5},
          new float[] {3, 4},
          new float[] {14, 4, 3, 4},
          new float[] {14, 4, 3, 4, 3, 4});

  private CurveDrawing() {}

  static byte[] png(FigureCurves curves) {
    try {
      return BitmapEncoder.getBitmapBytes(chart(curves), BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All bands first: what comes later is drawn over what was there. */
  static XYChart chart(FigureCurves curves) {
    List<FigureCurves.Line> lines = curves.lines();
    FigureCurves.Scale scale = curves.across().scale();
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT + LEGEND_ROW * lines.size())
            .xAxisTitle(curves.across().counts())
            .yAxisTitle(curves.up())
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Vertical); // one row would be cut
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setLegendSeriesLineLength(LEGEND_LINE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setMarkerSize(MARKER);
    if (scale == FigureCurves.Scale.DOUBLING) {
      chart.getStyler().setxAxisTickLabelsFormattingFunction(CurveDrawing::powerOfTwo);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).points().size() > 1) {
        addBand(chart, lines.get(i), scale, i);
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      addLine(chart, lines.get(i), scale, i);
    }
    return chart;
  }

  private static Color color(int line) {
    return new Color(COLORS.get(line % COLORS.size()).rgb());
  }

  private static BasicStroke stroke(int line, float width) {
    float[] dashes = DASHES.get(line % DASHES.size());
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, MITRE, dashes, 0);
  }

  private static Color faint(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  private static void addBand(
      XYChart chart, FigureCurves.Line line, FigureCurves.Scale scale, int number) {
    XYSeries band =
        chart.addSeries(
            line.name() + " (interval)", thereAndBack(across(line, scale)), edge(line.points()));
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    band.setFillColor(faint(color(number), BAND_ALPHA));
    band.setLineColor(faint(color(number), EDGE_ALPHA));
    band.setLineStyle(stroke(number, THIN));
    band.setMarker(SeriesMarkers.NONE);
    band.setShowInLegend(false);
  }

  private static void addLine(
      XYChart chart, FigureCurves.Line line, FigureCurves.Scale scale, int number) {
    double[] up = line.points().stream().mapToDouble(point -> point.measured().value()).toArray();
    chart
        .addSeries(line.name(), across(line, scale), up)
        .setMarker(MARKERS.get(number % MARKERS.size()))
        .setMarkerColor(color(number))
        .setLineStyle(stroke(number, THICK))
        .setLineColor(color(number));
  }

  private static double[] across(FigureCurves.Line line, FigureCurves.Scale scale) {
    DoubleStream at = line.points().stream().mapToDouble(FigureCurves.Point::at);
    return switch (scale) {
      case LINEAR -> at.toArray();
      case DOUBLING -> at.map(CurveDrawing::log2).toArray();
    };
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }

  /** The label of a tick: the number whose logarithm it is, if that is whole, else a blank. */
  private static String powerOfTwo(double log2) {
    return Math.rint(log2) == log2 ? "%.0f".formatted(Math.pow(2, log2)) : " ";
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
