package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
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

/** Draws the loss of both stages over the optimiser steps. */
final class LossCurves {
  private static final int POINTS = 200;

  /** Names of the quarters of the time steps, by which validations tell their loss. */
  private static final List<String> NOISE =
      List.of("least noise", "less noise", "more noise", "most noise");

  private LossCurves() {}

  /** Writes a PNG with one chart for each stage that has begun. */
  static void write(TrainingReport report, Path file) throws IOException {
    List<XYChart> charts = report.stages().stream().map(LossCurves::chart).toList();
    WholeFile.write(
        file, out -> BitmapEncoder.saveBitmap(charts, 1, charts.size(), out, BitmapFormat.PNG));
  }

  private static XYChart chart(StageReport stage) {
    XYChart chart =
        new XYChartBuilder()
            .width(820)
            .height(420)
            .title("stage " + stage.role())
            .xAxisTitle("optimiser steps")
            .yAxisTitle("mean square error")
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    List<LossPoint> training = averaged(stage.trainingLoss());
    add(chart, "training, averaged", training);
    add(chart, "validation, EMA weights", stage.validationLoss());
    List<LossPoint> drawn = new ArrayList<>(training);
    drawn.addAll(stage.validationLoss());
    for (int part = 0; part < NOISE.size(); part++) {
      List<LossPoint> losses = ofPart(part, stage.validationLoss());
      add(chart, "validation, " + NOISE.get(part), losses);
      drawn.addAll(losses);
    }
    fitDecades(chart, drawn);
    return chart;
  }

  /** The losses of a part of the time steps; validations of earlier versions tell none. */
  private static List<LossPoint> ofPart(int part, List<LossPoint> validations) {
    return validations.stream()
        .filter(point -> point.byNoise().size() == NOISE.size())
        .map(point -> new LossPoint(point.step(), point.byNoise().get(part)))
        .toList();
  }

  /** Only powers of ten are labelled on a logarithmic axis: makes it begin and end with one. */
  private static void fitDecades(XYChart chart, List<LossPoint> points) {
    DoubleSummaryStatistics decades = new DoubleSummaryStatistics();
    points.forEach(point -> decades.accept(Math.log10(point.loss())));
    chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(decades.getMin())));
    chart.getStyler().setYAxisMax(Math.pow(10, Math.ceil(decades.getMax())));
  }

  private static void add(XYChart chart, String name, List<LossPoint> points) {
    if (!points.isEmpty()) {
      chart
          .addSeries(
              name,
              points.stream().mapToDouble(LossPoint::step).toArray(),
              points.stream().mapToDouble(LossPoint::loss).toArray())
          .setMarker(SeriesMarkers.NONE);
    }
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
