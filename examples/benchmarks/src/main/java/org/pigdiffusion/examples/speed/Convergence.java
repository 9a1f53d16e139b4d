package org.pigdiffusion.examples.speed;

import com.google.common.collect.ImmutableMap;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Deis;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.Heun;
import org.pigdiffusion.scheduler.Pndm;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.SamplingRule;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws how the error of each sampling method falls with the steps, where the result is known. */
@Command(
    name = "convergence",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Writes a chart of error against network calls, and prints it as a table.")
public final class Convergence implements Callable<Integer> {
  private static final TimeGrid GRID = TimeGrid.karras();
  private static final ImmutableMap<String, IntFunction<SamplingMethod>> METHODS =
      ImmutableMap.<String, IntFunction<SamplingMethod>>builder()
          .put("DDIM, Euler", withCalls(new Ddim(0)))
          .put("Heun", n -> Heun.ofSteps((n + 1) / 2).withGrid(GRID))
          .put("PNDM", n -> Pndm.ofSteps(n - 1).withGrid(GRID))
          .put("DEIS 2", withCalls(new Deis(2)))
          .put("DEIS 3", withCalls(new Deis(3)))
          .put("DPM-Solver++ 2", withCalls(DpmSolverPlusPlus.ofOrder(2)))
          .put("DPM-Solver++ 3", withCalls(DpmSolverPlusPlus.ofOrder(3)))
          .put("UniPC 2", withCalls(UniPc.ofOrder(2)))
          .put("UniPC 3", withCalls(UniPc.ofOrder(3)))
          .buildOrThrow();

  /** A rule of as many steps as network calls. */
  private static IntFunction<SamplingMethod> withCalls(SamplingRule rule) {
    return n -> SamplingMethod.of(rule, n).withGrid(GRID);
  }

  private static final Color[] COLOURS = {
    Color.BLACK,
    Color.GRAY,
    new Color(0x8c564b),
    new Color(0x1f77b4),
    new Color(0x00429d),
    new Color(0xff7f0e),
    new Color(0xd62728),
    new Color(0x2ca02c),
    new Color(0x0b5d1e)
  };

  /** Odd, since Heun's rule takes an odd number; each about twice the one before. */
  private static final int[] CALLS = {11, 21, 41, 81, 161};

  @Option(names = "--out", description = "PNG file to write")
  private Path out = Path.of("convergence.png");

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Convergence(), args);
  }

  @Override
  public Integer call() throws IOException {
    GaussianFlow flow = new GaussianFlow(NoiseSchedule.linear(1000, 1e-4, 0.02), 0.3, 0.5);
    XYChart chart = chart();
    System.out.println("| method | " + joined("%d calls", CALLS) + " | order, 41 to 81 |");
    System.out.println("|---|" + "---|".repeat(CALLS.length + 1));
    for (Map.Entry<String, IntFunction<SamplingMethod>> method : METHODS.entrySet()) {
      double[] errors =
          IntStream.of(CALLS).mapToDouble(n -> flow.error(method.getValue().apply(n))).toArray();
      chart.addSeries(method.getKey(), IntStream.of(CALLS).asDoubleStream().toArray(), errors);
      System.out.printf("| %s ", method.getKey());
      for (double error : errors) {
        System.out.printf("| %.1e ", error);
      }
      System.out.printf("| %.2f |%n", Math.log(errors[2] / errors[3]) / Math.log(2));
    }
    BitmapEncoder.saveBitmap(chart, out.toString(), BitmapFormat.PNG);
    return 0;
  }

  private static String joined(String format, int... numbers) {
    return String.join(" | ", IntStream.of(numbers).mapToObj(format::formatted).toList());
  }

  private static XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(760)
            .height(560)
            .title("Gaussian images, Karras grid")
            .xAxisTitle("network calls")
            .yAxisTitle("greatest error")
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setSeriesColors(COLOURS);
    return chart;
  }
}
