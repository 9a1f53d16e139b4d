package org.pigdiffusion.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long pixels of one grey level follow each other: features of the grey level run length
 * matrix, the mean over four directions (Galloway 1975; pyradiomics, glrlm).
 */
final class RunLengths {
  private final double[][] counts;
  private final double runs;

  private RunLengths(double[][] counts) {
    this.counts = counts;
    this.runs = Arrays.stream(counts).flatMapToDouble(Arrays::stream).sum();
  }

  /** Adds the features. */
  static void of(GreyRegion region, Map<String, Double> features) {
    int[][] steps = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};
    for (int[] step : steps) {
      new RunLengths(counts(region, step[0], step[1]))
          .features(region.values().length)
          .forEach((name, value) -> features.merge(name, value / steps.length, Double::sum));
    }
  }

  /** By level and length, each less 1. */
  private static double[][] counts(GreyRegion region, int down, int right) {
    double[][] counts = new double[region.most()][Math.max(region.height(), region.width())];
    for (int row = 0; row < region.height(); row++) {
      for (int column = 0; column < region.width(); column++) {
        int level = region.at(row, column);
        if (level > 0 && region.at(row - down, column - right) != level) {
          int length = 1;
          while (region.at(row + length * down, column + length * right) == level) {
            length++;
          }
          counts[level - 1][length - 1]++;
        }
      }
    }
    return counts;
  }

  /** Of level and length, from 1 on, and the number of these runs. */
  private interface Term {
    double of(double level, double length, double count);
  }

  /** The mean over all runs. */
  private double mean(Term term) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts[i].length; j++) {
        sum += counts[i][j] > 0 ? term.of(i + 1, j + 1, counts[i][j]) : 0;
      }
    }
    return sum / runs;
  }

  private Map<String, Double> features(int pixels) {
    Map<String, Double> f = new LinkedHashMap<>();
    double level = mean((i, j, n) -> n * i);
    double length = mean((i, j, n) -> n * j);
    double levels = Arrays.stream(counts).mapToDouble(r -> square(Arrays.stream(r).sum())).sum();
    double lengths = 0;
    for (int j = 0; j < counts[0].length; j++) {
      int column = j;
      lengths += square(Arrays.stream(counts).mapToDouble(row -> row[column]).sum());
    }
    f.put("ShortRunEmphasis", mean((i, j, n) -> n / j / j));
    f.put("LongRunEmphasis", mean((i, j, n) -> n * j * j));
    f.put("GrayLevelNonUniformity", levels / runs);
    f.put("GrayLevelNonUniformityNormalized", levels / runs / runs);
    f.put("RunLengthNonUniformity", lengths / runs);
    f.put("RunLengthNonUniformityNormalized", lengths / runs / runs);
    f.put("RunPercentage", runs / pixels);
    f.put("GrayLevelVariance", mean((i, j, n) -> n * square(i - level)));
    f.put("RunVariance", mean((i, j, n) -> n * square(j - length)));
    f.put("RunEntropy", mean((i, j, n) -> runs * FirstOrder.information(n / runs)));
    f.put("LowGrayLevelRunEmphasis", mean((i, j, n) -> n / i / i));
    f.put("HighGrayLevelRunEmphasis", mean((i, j, n) -> n * i * i));
    f.put("ShortRunLowGrayLevelEmphasis", mean((i, j, n) -> n / i / i / j / j));
    f.put("ShortRunHighGrayLevelEmphasis", mean((i, j, n) -> n * i * i / j / j));
    f.put("LongRunLowGrayLevelEmphasis", mean((i, j, n) -> n / i / i * j * j));
    f.put("LongRunHighGrayLevelEmphasis", mean((i, j, n) -> n * i * i * j * j));
    return f;
  }

  private static double square(double value) {
    return value * value;
  }
}
