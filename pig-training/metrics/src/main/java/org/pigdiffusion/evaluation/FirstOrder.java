package org.pigdiffusion.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** How the grey values of a region are distributed, wherever they are (pyradiomics, firstorder). */
final class FirstOrder {
  private FirstOrder() {}

  /** Adds the features. */
  static void of(GreyRegion region, Map<String, Double> features) {
    double[] values = region.values();
    double mean = mean(values, v -> v);
    double energy = mean(values, v -> v * v) * values.length;
    double variance = mean(values, v -> Math.pow(v - mean, 2));
    double low = Samples.quantile(values, 0.1);
    double high = Samples.quantile(values, 0.9);
    double[] robust = Arrays.stream(values).filter(v -> v >= low && v <= high).toArray();
    double robustMean = robust.length == 0 ? 0 : mean(robust, v -> v);
    features.put("Energy", energy);
    features.put("Minimum", Samples.quantile(values, 0));
    features.put("10Percentile", low);
    features.put("Median", Samples.quantile(values, 0.5));
    features.put("90Percentile", high);
    features.put("Maximum", Samples.quantile(values, 1));
    features.put("Mean", mean);
    features.put(
        "InterquartileRange", Samples.quantile(values, 0.75) - Samples.quantile(values, 0.25));
    features.put("Range", Samples.quantile(values, 1) - Samples.quantile(values, 0));
    features.put("MeanAbsoluteDeviation", mean(values, v -> Math.abs(v - mean)));
    features.put(
        "RobustMeanAbsoluteDeviation",
        robust.length == 0 ? 0 : mean(robust, v -> Math.abs(v - robustMean)));
    features.put("RootMeanSquared", Math.sqrt(energy / values.length));
    features.put("Variance", variance);
    features.put("Skewness", standardised(values, mean, variance, 3));
    features.put("Kurtosis", standardised(values, mean, variance, 4));
    double[] shares = shares(region);
    features.put("Entropy", Arrays.stream(shares).map(FirstOrder::information).sum());
    features.put("Uniformity", Arrays.stream(shares).map(p -> p * p).sum());
  }

  private static double mean(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).average().orElseThrow();
  }

  private static double standardised(double[] values, double mean, double variance, int power) {
    double moment = mean(values, v -> Math.pow(v - mean, power));
    return variance == 0 ? 0 : moment / Math.pow(variance, power / 2.0);
  }

  private static double[] shares(GreyRegion region) {
    double[] counts = new double[region.most() + 1];
    for (int level : region.levels()) {
      counts[level] += level > 0 ? 1 : 0;
    }
    return Arrays.stream(counts).map(count -> count / region.values().length).toArray();
  }

  /** {@code -p log2 p}; 0 for 0. */
  static double information(double p) {
    return p > 0 ? -p * Math.log(p) / Math.log(2) : 0;
  }
}
