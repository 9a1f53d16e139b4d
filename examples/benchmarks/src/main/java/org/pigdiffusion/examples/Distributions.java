package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.pigdiffusion.examples.common.WholeFile;

/** Draws cumulative distributions, which need no choice of bins to be compared. */
final class Distributions {
  private Distributions() {}

  /** Writes a PNG with the cumulative distribution of each named sample. */
  static void write(String quantity, Map<String, List<Double>> samples, Path file)
      throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(640)
            .height(420)
            .xAxisTitle(quantity)
            .yAxisTitle("share of the images")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    new TreeMap<>(samples)
        .forEach(
            (name, values) -> {
              if (values.isEmpty()) {
                return; // none were held out
              }
              double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
              double[] shares =
                  IntStream.rangeClosed(1, sorted.length)
                      .mapToDouble(rank -> (double) rank / sorted.length)
                      .toArray();
              chart
                  .addSeries("%s (%d)".formatted(name, sorted.length), sorted, shares)
                  .setMarker(SeriesMarkers.NONE);
            });
    WholeFile.write(file, out -> BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG));
  }
}
