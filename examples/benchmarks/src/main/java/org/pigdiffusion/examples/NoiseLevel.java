package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.pigdiffusion.Role;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.noise.ForwardProcess;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.TimeGrid;

/**
 * A time that a sampling method visits, and the noise there.
 *
 * @param number of this level among others, from 0, so that each has noise of its own
 * @param time in the noise schedule
 * @param process what noisy pairs of this time are made of
 * @param sigma of the noise beside a clean image, {@code sqrt((1 - abar) / abar)}, above 0
 * @param onward the rest of the method, from this time on
 */
record NoiseLevel(
    int number, double time, ForwardProcess process, double sigma, SamplingMethod onward) {

  /**
   * The levels of a method that come nearest to some values of sigma, the noisiest first; each
   * once.
   *
   * @throws IllegalArgumentException if a value is beyond those of the method
   */
  static List<NoiseLevel> nearest(
      List<Double> sigmas, SamplingMethod method, NoiseSchedule schedule) {
    List<NoiseLevel> all = all(method, schedule);
    double most = all.get(0).sigma;
    double least = all.get(all.size() - 1).sigma;
    for (double sigma : sigmas) {
      if (!(sigma >= least && sigma <= most)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "--sigmas: expected from %.3g to %.3g, which are those of %s, found %s",
                least,
                most,
                method,
                sigma));
      }
    }
    return at(sigmas, all);
  }

  /**
   * The levels at which an image is decided from the whole to its smaller parts. The mean of n
   * pixels is decided where sigma is about {@code sqrt(n)}: that of the whole image where it is the
   * side, that of a 16th of its side where it is that. What the method does not visit is left out.
   *
   * @param side of the images in pixels
   */
  static List<NoiseLevel> standard(int side, SamplingMethod method, NoiseSchedule schedule) {
    List<NoiseLevel> all = all(method, schedule);
    List<Double> sigmas =
        DoubleStream.of(1, 2, 4, 8, 16)
            .map(part -> side / part)
            .filter(s -> s <= all.get(0).sigma && s >= all.get(all.size() - 1).sigma)
            .boxed()
            .toList();
    if (sigmas.isEmpty()) {
      throw new IllegalArgumentException(
          "--method: expected one with steps where sigma is from %d down to %s, found %s"
              .formatted(side, side / 16.0, method));
    }
    return at(sigmas, all);
  }

  private static List<NoiseLevel> at(List<Double> sigmas, List<NoiseLevel> all) {
    return all.stream()
        .filter(level -> sigmas.stream().anyMatch(sigma -> level.equals(nearest(sigma, all))))
        .toList();
  }

  private static NoiseLevel nearest(double sigma, List<NoiseLevel> all) {
    return all.stream()
        .min(Comparator.comparingDouble(level -> Math.abs(Math.log(level.sigma / sigma))))
        .orElseThrow();
  }

  /** All times of a method, but one of pure noise, from which nothing can be told. */
  private static List<NoiseLevel> all(SamplingMethod method, NoiseSchedule schedule) {
    double[] times =
        method.grid().checkedTimes(method.steps(), schedule).stream()
            .mapToDouble(time -> time)
            .toArray();
    List<NoiseLevel> levels = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      double[] rest = IntStream.range(i, times.length).mapToDouble(j -> times[j]).toArray();
      double sigma = ForwardProcess.sigma(schedule.alphaBar(times[i]));
      if (Double.isFinite(sigma)) {
        levels.add(
            new NoiseLevel(
                i,
                times[i],
                schedule.at(times[i]),
                sigma,
                method.withSteps(rest.length).withGrid(TimeGrid.explicit(rest))));
      }
    }
    if (levels.isEmpty()) {
      throw new IllegalArgumentException(
          "--method: expected one with steps that begin in less than pure noise, found " + method);
    }
    return levels;
  }

  /**
   * Pairs with the noise of this level.
   *
   * @param noise its source
   * @param first number of the first pair: a pair of a number has the same noise in any batch
   */
  PairSet noisy(PairSet clean, NoiseSource noise, int first) {
    NoiseSource.Batch drawn = noise.open(((long) number << Integer.SIZE) + first);
    return new PairSet(
        process.noisy(clean.x(), drawn.next(Role.X, clean.x().shape())),
        process.noisy(clean.y(), drawn.next(Role.Y, clean.y().shape())));
  }

  /**
   * Which of some values of sigma are not those of the levels that were taken for them, as a
   * sentence; empty if none.
   *
   * @param levels {@link #nearest} of the same values
   */
  static Optional<String> moved(List<Double> sigmas, List<NoiseLevel> levels) {
    List<String> moves = new ArrayList<>();
    for (double asked : sigmas) {
      String taken = nearest(asked, levels).sigmaText();
      if (!taken.equals(sigmaText(asked))) {
        moves.add("%s to %s".formatted(sigmaText(asked), taken));
      }
    }
    return moves.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Moved to the nearest step of --method, of the --sigmas that were asked: %s."
                .formatted(String.join(", ", moves)));
  }

  /** Sigma for a table, such as 28, 4.6 or 0.33. */
  String sigmaText() {
    return sigmaText(sigma);
  }

  private static String sigmaText(double sigma) {
    return String.format(Locale.ROOT, sigma < 1 ? "%.2f" : sigma < 10 ? "%.1f" : "%.0f", sigma);
  }
}
