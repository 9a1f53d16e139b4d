package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.SamplingMethod;

/**
 * A row of the table: how pairs are sampled.
 *
 * @param text such as {@code ddim:50} or {@code ddim:50/every(2)}
 * @param method the scheduler's settings
 * @param refresh when model x is called
 */
record SpeedRow(String text, SamplingMethod method, GuideRefresh refresh) {
  private static final Pattern FORM = Pattern.compile("([^:/]+):(\\d+)(?:/(.+))?");
  private static final Map<String, IntFunction<SamplingMethod>> METHODS =
      Map.of("ddim", Ddim::ofSteps);

  /** The row that a text names: METHOD:STEPS or METHOD:STEPS/GUIDE-REFRESH. */
  static SpeedRow parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || !METHODS.containsKey(matcher.group(1))) {
      throw new IllegalArgumentException(
          "row: expected METHOD:STEPS or METHOD:STEPS/GUIDE-REFRESH with a method of %s, found %s"
              .formatted(METHODS.keySet().stream().sorted().toList(), text));
    }
    return new SpeedRow(
        text,
        METHODS.get(matcher.group(1)).apply(Integer.parseInt(matcher.group(2))),
        matcher.group(3) == null ? GuideRefresh.always() : GuideRefresh.parse(matcher.group(3)));
  }

  /** The rows without guide reuse, the cheapest last. */
  static List<String> standard() {
    List<String> rows = new ArrayList<>();
    for (int steps : new int[] {256, 100, 50, 20, 10}) {
      rows.add("ddim:" + steps);
    }
    return rows;
  }

  /** A name for a folder, of letters, digits and a few signs that every file system allows. */
  String folder() {
    return text.replaceAll("[^A-Za-z0-9.,+()]", "_");
  }
}
