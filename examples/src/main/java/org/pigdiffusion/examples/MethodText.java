package org.pigdiffusion.examples;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Deis;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.Heun;
import org.pigdiffusion.scheduler.Pndm;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;
import picocli.CommandLine.ITypeConverter;

/**
 * Reads a sampling method from an option: {@code METHOD[@GRID]:STEPS}, such as {@code unipc:20}.
 */
final class MethodText implements ITypeConverter<SamplingMethod> {
  static final String FORM = "METHOD[@GRID]:STEPS";

  /** The library's default. */
  static final String DEFAULT = "unipc@exponential(0.033,500):20";

  private static final Pattern PATTERN = Pattern.compile("([^:/@]+)(?:@([^:/]+))?:([1-9]\\d{0,3})");
  private static final Pattern LIMITED_GRID =
      Pattern.compile("(karras|exponential)\\((\\d*\\.?\\d+),(\\d*\\.?\\d+)\\)");

  private static final Map<String, BiFunction<Integer, Optional<TimeGrid>, SamplingMethod>>
      METHODS =
          Map.of(
              "ddim", (n, grid) -> on(Ddim.ofSteps(n), grid, Ddim::withGrid),
              "dpm++2m",
                  (n, grid) -> on(DpmSolverPlusPlus.ofSteps(n), grid, DpmSolverPlusPlus::withGrid),
              "dpm++3m",
                  (n, grid) ->
                      on(
                          DpmSolverPlusPlus.ofSteps(n).withOrder(3),
                          grid,
                          DpmSolverPlusPlus::withGrid),
              "unipc", (n, grid) -> on(UniPc.ofSteps(n), grid, UniPc::withGrid),
              "deis", (n, grid) -> on(Deis.ofSteps(n), grid, Deis::withGrid),
              "heun", (n, grid) -> on(Heun.ofSteps(n), grid, Heun::withGrid),
              "pndm", (n, grid) -> on(Pndm.ofSteps(n), grid, Pndm::withGrid));

  private static final Map<String, TimeGrid> GRIDS =
      Map.of(
          "leading", TimeGrid.leading(),
          "trailing", TimeGrid.trailing(),
          "linspace", TimeGrid.linspace(),
          "karras", TimeGrid.karras(),
          "exponential", TimeGrid.exponential(),
          "logsnr", TimeGrid.logSnrUniform());

  private static <M extends SamplingMethod> SamplingMethod on(
      M method, Optional<TimeGrid> grid, BiFunction<M, TimeGrid, M> withGrid) {
    return grid.map(other -> withGrid.apply(method, other)).orElse(method);
  }

  /**
   * The method that a text names.
   *
   * @throws IllegalArgumentException if it names none
   */
  static SamplingMethod parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches() || !METHODS.containsKey(matcher.group(1))) {
      throw fault(text);
    }
    Optional<TimeGrid> grid = Optional.ofNullable(matcher.group(2)).map(name -> grid(name, text));
    return METHODS.get(matcher.group(1)).apply(Integer.valueOf(matcher.group(3)), grid);
  }

  private static TimeGrid grid(String name, String text) {
    Matcher limited = LIMITED_GRID.matcher(name);
    if (limited.matches()) {
      double sigmaMin = Double.parseDouble(limited.group(2));
      double sigmaMax = Double.parseDouble(limited.group(3));
      return limited.group(1).equals("karras")
          ? TimeGrid.karras(sigmaMin, sigmaMax)
          : TimeGrid.exponential(sigmaMin, sigmaMax);
    }
    return Optional.ofNullable(GRIDS.get(name)).orElseThrow(() -> fault(text));
  }

  private static IllegalArgumentException fault(String text) {
    return new IllegalArgumentException(
        ("method: expected %s with a method of %s, a grid of %s, karras(SIGMA-MIN,SIGMA-MAX) or"
                + " exponential(SIGMA-MIN,SIGMA-MAX), and 1 to 9999 steps, found %s")
            .formatted(FORM, new TreeSet<>(METHODS.keySet()), new TreeSet<>(GRIDS.keySet()), text));
  }

  @Override
  public SamplingMethod convert(String text) {
    return parse(text);
  }
}
