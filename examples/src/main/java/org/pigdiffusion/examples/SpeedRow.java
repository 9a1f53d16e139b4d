package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Deis;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;

/**
 * A row of the table: how pairs are sampled.
 *
 * @param text such as {@code unipc:20}, {@code unipc@trailing:20} or {@code unipc:20/every(2)}
 * @param method the scheduler's settings
 * @param refresh when model x is called
 */
record SpeedRow(String text, SamplingMethod method, GuideRefresh refresh) {
  private static final Pattern FORM = Pattern.compile("([^:/@]+)(?:@([^:/]+))?:(\\d+)(?:/(.+))?");

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
              "deis", (n, grid) -> on(Deis.ofSteps(n), grid, Deis::withGrid));

  private static final Map<String, TimeGrid> GRIDS =
      Map.of(
          "leading", TimeGrid.leading(),
          "trailing", TimeGrid.trailing(),
          "linspace", TimeGrid.linspace(),
          "karras", TimeGrid.karras());

  private static <M extends SamplingMethod> SamplingMethod on(
      M method, Optional<TimeGrid> grid, BiFunction<M, TimeGrid, M> withGrid) {
    return grid.map(other -> withGrid.apply(method, other)).orElse(method);
  }

  /** The row that a text names: {@code METHOD:STEPS}, with {@code @GRID} and {@code /REFRESH}. */
  static SpeedRow parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()
        || !METHODS.containsKey(matcher.group(1))
        || (matcher.group(2) != null && !GRIDS.containsKey(matcher.group(2)))) {
      throw new IllegalArgumentException(
          "row: expected METHOD[@GRID]:STEPS[/GUIDE-REFRESH] with a method of %s and a grid of %s,"
                  .formatted(sorted(METHODS), sorted(GRIDS))
              + " found "
              + text);
    }
    Optional<TimeGrid> grid = Optional.ofNullable(matcher.group(2)).map(GRIDS::get);
    return new SpeedRow(
        text,
        METHODS.get(matcher.group(1)).apply(Integer.valueOf(matcher.group(3)), grid),
        matcher.group(4) == null ? GuideRefresh.always() : GuideRefresh.parse(matcher.group(4)));
  }

  private static List<String> sorted(Map<String, ?> named) {
    return named.keySet().stream().sorted().toList();
  }

  /** The rows without guide reuse. */
  static List<String> standard() {
    List<String> rows = new ArrayList<>();
    for (int steps : new int[] {256, 100, 50, 20, 10}) {
      rows.add("ddim:" + steps);
    }
    for (String method : List.of("dpm++2m", "unipc", "deis")) {
      for (int steps : new int[] {50, 30, 20, 15, 10}) {
        rows.add(method + ":" + steps);
      }
    }
    return rows;
  }

  /** A name for a folder, of letters, digits and a few signs that every file system allows. */
  String folder() {
    return text.replaceAll("[^A-Za-z0-9.,+()]", "_");
  }
}
