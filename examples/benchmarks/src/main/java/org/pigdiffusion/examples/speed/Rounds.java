package org.pigdiffusion.examples.speed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.pigdiffusion.examples.speed.Contestant.Timing;

/**
 * The timings of several contestants, each once a round, the first of a round changing in turn.
 *
 * @param names the contestants
 * @param timings for each round, the timings in the order of the names
 * @param peaks for each round, the speed of a product of matrices, GFLOP/s
 */
record Rounds(List<String> names, List<List<Timing>> timings, List<Double> peaks) {

  /** Runs all contestants: one round to warm up, and those measured. */
  static Rounds run(List<Contestant> contestants, MatrixPeak peak, int steps, int rounds)
      throws IOException {
    List<List<Timing>> timings = new ArrayList<>();
    List<Double> peaks = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      Timing[] ofRound = new Timing[contestants.size()];
      for (int i = 0; i < ofRound.length; i++) {
        int turn = Math.floorMod(round + i, ofRound.length);
        ofRound[turn] = contestants.get(turn).run(steps);
      }
      double gflops = peak.gflops();
      if (round >= 0) {
        timings.add(List.of(ofRound));
        peaks.add(gflops);
      }
    }
    return new Rounds(contestants.stream().map(Contestant::name).toList(), timings, peaks);
  }

  /**
   * Prints a table.
   *
   * @param gflop the work of a joint step, in billions of operations, if it is known
   */
  void print(OptionalDouble gflop) {
    System.out.printf(
        "%-40s %-24s %-22s %-20s %s%n",
        "median (least to greatest)",
        "step, ms",
        "times the first's",
        "% of matrix peak",
        "% outside calls");
    for (int i = 0; i < names.size(); i++) {
      int contestant = i;
      System.out.printf(
          "%-40s %-24s %-22s %-20s %s%n",
          names.get(i),
          summary("%.0f", round -> millis(round, contestant)),
          summary("%.2f", round -> millis(round, contestant) / millis(round, 0)),
          gflop.isPresent()
              ? summary("%.0f", round -> share(gflop.getAsDouble(), round, contestant))
              : "",
          timings.get(0).get(i).shareOutsideCalls().isPresent()
              ? summary(
                  "%.1f",
                  round ->
                      100 * timings.get(round).get(contestant).shareOutsideCalls().getAsDouble())
              : "");
    }
    System.out.println("matrix peak, GFLOP/s: " + summary("%.0f", peaks::get));
  }

  private double share(double gflop, int round, int contestant) {
    return 1e5 * gflop / millis(round, contestant) / peaks.get(round);
  }

  private double millis(int round, int contestant) {
    return timings.get(round).get(contestant).stepMillis();
  }

  private String summary(String format, IntToDoubleFunction ofRound) {
    DescriptiveStatistics values =
        new DescriptiveStatistics(
            IntStream.range(0, timings.size()).mapToDouble(ofRound).toArray());
    return "%s (%s to %s)"
        .formatted(
            format.formatted(values.getPercentile(50)),
            format.formatted(values.getMin()),
            format.formatted(values.getMax()));
  }
}
