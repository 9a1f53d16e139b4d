package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.LossPoint;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

class LossCurvesTest {
  private static final UNetConfig NETWORK =
      UNetConfig.builder(1, 0).baseWidth(4).groups(2).multipliers(1).residualBlocks(1).build();
  private static final Weights WEIGHTS = InitialWeights.of(new UNet(NETWORK), 1);

  private static StageReport stage(Role role, double... validations) {
    return StageReport.builder(role, NETWORK, WEIGHTS, StopReason.STEPS_DONE)
        .trainingLoss(List.of(new LossPoint(1, validations[0])))
        .validationLoss(
            IntStream.range(0, validations.length)
                .mapToObj(i -> point(i + 1, validations[i]))
                .toList())
        .build();
  }

  private static LossPoint point(int step, double loss) {
    return new LossPoint(step, loss, List.of(loss, loss, loss, loss));
  }

  private static LossCurves.Size size(int side, StageReport... stages) {
    return new LossCurves.Size(side, side, new TrainingReport(List.of(stages)));
  }

  private static XYChart chart(double... validations) {
    StageReport stage = stage(Role.X, validations);
    return LossCurves.chart(stage, size(8, stage));
  }

  @Test
  void moreNoiseIsDarker() {
    XYChart chart = chart(1, 0.9);
    assertEquals("stage X at 8x8", chart.getTitle());
    List<XYSeries> curves = List.copyOf(chart.getSeriesMap().values());
    assertEquals(
        List.of(
            "training, averaged",
            "validation, all noise",
            "quarter 1, least noise",
            "quarter 2",
            "quarter 3",
            "quarter 4, most noise"),
        curves.stream().map(XYSeries::getName).toList());
    assertEquals(6, curves.stream().map(XYSeries::getLineColor).distinct().count());
    for (int i = 3; i < curves.size(); i++) {
      assertTrue(brightness(curves.get(i)) < brightness(curves.get(i - 1)) - 0.1f);
    }
  }

  private static float brightness(XYSeries curve) {
    Color colour = curve.getLineColor();
    return (colour.getRed() + colour.getGreen() + colour.getBlue()) / (3 * 255f);
  }

  @Test
  void anAxisFitsItsCurves() {
    assertFalse(chart(1.1, 0.9, 1.05).getStyler().isYAxisLogarithmic());
    assertAxis(0.02, 2, 1.1, 0.025);
    assertAxis(0.06, 1, 0.63, 0.061);
    assertAxis(0.02, 1, 0.3, 0.025); // 0.1 alone would be labelled
    assertAxis(0.01, 0.2, 0.15, 0.012);
  }

  private static void assertAxis(double from, double to, double... losses) {
    XYChart chart = chart(losses);
    assertTrue(chart.getStyler().isYAxisLogarithmic());
    assertEquals(from, chart.getStyler().getYAxisMin(), 1e-9);
    assertEquals(to, chart.getStyler().getYAxisMax(), 1e-9);
  }

  /** One that was stopped in stage X of the second size. */
  @Test
  void eachSizeHasARow(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("loss.png");
    LossCurves.write(
        List.of(size(8, stage(Role.X, 1, 0.5), stage(Role.Y, 1)), size(16, stage(Role.X, 1))),
        file);
    BufferedImage picture = ImageIO.read(file.toFile());
    assertEquals(2 * 820, picture.getWidth());
    assertEquals(2 * 420, picture.getHeight());
  }
}
