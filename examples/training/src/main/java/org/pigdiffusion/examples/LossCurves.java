package org.pigdiffusion.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.pigdiffusion.examples.common.WholeFile;
import org.pigdiffusion.trainer.LossPoint;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TrainingReport;

/** Draws the loss of both stages over the optimiser steps, at each size that was learnt. */
final class LossCurves {
  private static final int POINTS = 200;

  /** How a curve looks. */
  private record Curve(String name, Color colour, float width) {}

  private static final Curve TRAINING = new Curve("training, averaged", new Color(0xa0a0a0), 1.5f);
  private static final Curve VALIDATION =
      new Curve("validation, all noise", new Color(0xd95f02), 3);

  /** Of the validation, by quarters of the time steps: the more noise, the darker. */
  private static final List<Curve> QUARTERS =
      List.of(
          new Curve("quarter 1, least noise", new Color(0xa6cee3), 1.5f),
          new Curve("quarter 2", new Color(0x6aaed6), 1.5f),
          new Curve("quarter 3", new Color(0x2e7ebc), 1.5f),
          new Curve("quarter 4, most noise", new Color(0x08306b), 1.5f));

  /** What became of the stages at a size. */
  record Size(int height, int width, TrainingReport report) {}

  private LossCurves() {}

  /** Writes a PNG with a row of charts for each size, and a chart for each stage in it. */
  static void write(List<Size> sizes, Path file) throws IOException {
    int stages = sizes.stream().mapToInt(size -> size.report().stages().size()).max().orElse(0);
    List<XYChart> charts = new ArrayList<>();
    for (Size size : sizes) {
      List<StageReport> begun = size.report().stages();
      for (int i = 0; i < stages; i++) {
        charts.add(i < begun.size() ? chart(begun.get(i), size) : notBegun());
      }
    }
    ImageIO.setUseCache(false); // its files need a hook, which a run that is stopped cannot add
    WholeFile.write(
        file, out -> BitmapEncoder.saveBitmap(charts, sizes.size(), stages, out, BitmapFormat.PNG));
  }

  private static XYChart notBegun() {
    XYChart chart = empty("not begun");
    chart.getStyler().setAxisTicksVisible(false);
    return chart;
  }

  private static XYChart empty(String title) {
    return new XYChartBuilder()
        .width(820)
        .height(420)
        .title(title)
        .xAxisTitle("optimiser steps")
        .yAxisTitle("mean square error")
        .build();
  }

  /** The chart of a stage. */
  static XYChart chart(StageReport stage, Size size) {
    XYChart chart = empty("stage %s at %dx%d".formatted(stage.role(), size.height(), size.width()));
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    List<LossPoint> validations = stage.validationLoss();
    List<LossPoint> drawn = new ArrayList<>();
    add(chart, TRAINING, averaged(stage.trainingLoss()), drawn);
    add(chart, VALIDATION, validations, drawn);
    for (int part = 0; part < QUARTERS.size(); part++) {
      add(chart, QUARTERS.get(part), ofPart(part, validations), drawn);
    }
    fit(chart, drawn.stream().mapToDouble(LossPoint::loss));
    return chart;
  }

  /** The losses of a part of the time steps; validations of earlier versions tell none. */
  private static List<LossPoint> ofPart(int part, List<LossPoint> validations) {
    return validations.stream()
        .filter(point -> point.byNoise().size() == QUARTERS.size())
        .map(point -> new LossPoint(point.step(), point.byNoise().get(part)))
        .toList();
  }

  /** A plain axis for losses within a factor of ten, and a logarithmic one for others. */
  private static void fit(XYChart chart, DoubleStream losses) {
    DoubleSummaryStatistics range = losses.summaryStatistics();
    if (range.getMin() <= 0 || range.getMax() <= 10 * range.getMin()) {
      return;
    }
    double low = decade(range.getMin());
    double high = decade(range.getMax());
    double from = Math.floor(range.getMin() / low) * low;
    double to = Math.ceil(range.getMax() / high) * high;
    boolean holdsTwo = from == low ? to >= 10 * low : to >= 100 * low;
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisMin(from);
    // Powers of ten alone are labelled: one of them would not tell what is drawn.
    chart.getStyler().setYAxisMax(holdsTwo ? to : 10 * high);
  }

  /** The power of ten at or below a value. */
  private static double decade(double value) {
    return Math.pow(10, Math.floor(Math.log10(value)));
  }

  private static void add(
      XYChart chart, Curve curve, List<LossPoint> points, List<LossPoint> drawn) {
    if (points.isEmpty()) {
      return;
    }
    drawn.addAll(points);
    chart
        .addSeries(
            curve.name(),
            points.stream().mapToDouble(LossPoint::step).toArray(),
            points.stream().mapToDouble(LossPoint::loss).toArray())
        .setMarker(points.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
        .setMarkerColor(curve.colour())
        .setLineColor(curve.colour())
        .setLineStyle(new BasicStroke(curve.width()));
  }

  /**
   * The means of neighbouring steps, so that the curve shows and not the noise of single batches.
   */
  private static List<LossPoint> averaged(List<LossPoint> points) {
    int window = Math.max(1, points.size() / POINTS);
    List<LossPoint> means = new ArrayList<>();
    for (int from = 0; from + window <= points.size(); from += window) {
      List<LossPoint> part = points.subList(from, from + window);
      double mean = part.stream().mapToDouble(LossPoint::loss).average().orElseThrow();
      means.add(new LossPoint(part.get(window - 1).step(), mean));
    }
    return means;
  }
}
