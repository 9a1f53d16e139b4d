package org.pigdiffusion.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.report.FigureCurves.Axis;
import org.pigdiffusion.report.FigureCurves.Scale;

/** Lines and bands that readers must tell apart. */
class CurveDrawingTest {
  private static FigureCurves curves(int count) {
    Measured measured = new Measured(0.5, 0, 1);
    List<FigureCurves.Point> points =
        DoubleStream.of(1, 2).mapToObj(at -> new FigureCurves.Point(at, measured)).toList();
    return new FigureCurves(
        "title",
        "caption",
        new Axis("across", Scale.LINEAR),
        "up",
        IntStream.range(0, count)
            .mapToObj(i -> new FigureCurves.Line("line " + i, points))
            .toList());
  }

  private static List<XYSeries> lines(XYChart chart) {
    return chart.getSeriesMap().values().stream().filter(XYSeries::isShowInLegend).toList();
  }

  private static String dashes(XYSeries line) {
    return Arrays.toString(line.getLineStyle().getDashArray());
  }

  private static long different(int lines, Function<XYSeries, Object> look) {
    return lines(CurveDrawing.chart(curves(lines))).stream().map(look).distinct().count();
  }

  @Test
  void aFewLinesDifferInEachRespectAndManyInOne() {
    assertEquals(7, different(7, XYSeries::getLineColor));
    assertEquals(7, different(7, XYSeries::getMarkerColor));
    assertEquals(5, different(5, CurveDrawingTest::dashes));
    assertEquals(6, different(6, XYSeries::getMarker));
    assertEquals(
        200, different(200, line -> List.of(line.getLineColor(), line.getMarker(), dashes(line))));
  }

  @Test
  void bandsLieBelowAllLinesAndLookLikeTheirOwn() {
    XYChart chart = CurveDrawing.chart(curves(5));
    List<XYSeries> series = new ArrayList<>(chart.getSeriesMap().values());
    assertEquals(lines(chart), series.subList(5, 10));
    for (int i = 0; i < 5; i++) {
      XYSeries band = series.get(i);
      XYSeries line = series.get(i + 5);
      assertEquals(line.getLineColor().getRGB() << 8, band.getFillColor().getRGB() << 8);
      assertEquals(line.getLineColor().getRGB() << 8, band.getLineColor().getRGB() << 8);
      assertEquals(dashes(line), dashes(band));
    }
  }

  @Test
  void fiveBandsOverEachOtherStayLight() throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(CurveDrawing.png(curves(5))));
    int between = 0; // the lightest place of some within the bands, so not of the grid
    for (int across = 0; across < 20; across++) {
      for (int down = 0; down < 20; down++) {
        Color color = new Color(picture.getRGB(picture.getWidth() / 2 + across, 120 + down));
        between = Math.max(between, Math.min(color.getRed(), color.getBlue()));
      }
    }
    assertTrue(between > 180 && between < 240, "found " + between);
  }

  @Test
  void doublingNumbersAreEquallyFarApart() {
    List<FigureCurves.Point> points =
        DoubleStream.of(8, 16, 32, 192)
            .mapToObj(at -> new FigureCurves.Point(at, new Measured(0.5, 0, 1)))
            .toList();
    List<FigureCurves.Line> line = List.of(new FigureCurves.Line("line", points));
    XYChart chart =
        CurveDrawing.chart(
            new FigureCurves("title", "caption", new Axis("across", Scale.DOUBLING), "up", line));
    double[] across = lines(chart).get(0).getXData();
    assertArrayEquals(new double[] {3, 4, 5, 6 + Math.log(3) / Math.log(2)}, across, 1e-12);
    Function<Double, String> labels = chart.getStyler().getxAxisTickLabelsFormattingFunction();
    assertEquals("16", labels.apply(4.0));
    assertEquals(" ", labels.apply(4.5)); // an empty one cannot be drawn
  }

  @Test
  void ticksBetweenDoublingNumbersAreDrawnWithoutALabel() {
    List<FigureCurves.Point> points =
        DoubleStream.of(4, 6)
            .mapToObj(at -> new FigureCurves.Point(at, new Measured(0.5, 0, 1)))
            .toList();
    List<FigureCurves.Line> line = List.of(new FigureCurves.Line("line", points));
    FigureCurves curves =
        new FigureCurves("title", "caption", new Axis("across", Scale.DOUBLING), "up", line);
    assertTrue(CurveDrawing.png(curves).length > 1000);
  }

  @Test
  void numbersThatHaveNoDoubleAreRefused() {
    List<FigureCurves.Point> points = List.of(new FigureCurves.Point(0, new Measured(0.5, 0, 1)));
    List<FigureCurves.Line> line = List.of(new FigureCurves.Line("line", points));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FigureCurves("title", "caption", new Axis("across", Scale.DOUBLING), "up", line));
  }

  @Test
  void eachLineHasItsPlaceInTheLegend() {
    int one = CurveDrawing.chart(curves(1)).getHeight();
    assertEquals(one + 11 * 20, CurveDrawing.chart(curves(12)).getHeight());
  }
}
