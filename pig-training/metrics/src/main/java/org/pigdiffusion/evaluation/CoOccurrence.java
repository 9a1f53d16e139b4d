package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Which grey levels lie side by side: features of the grey level co-occurrence matrix, symmetric,
 * of distance 1, the mean over four directions (Haralick et al. 1973; pyradiomics, glcm).
 */
final class CoOccurrence {
  private final double[][] shares;
  private final double[] marginal;
  private final double[] ofSums;
  private final double[] ofDifferences;
  private final double mean;

  private CoOccurrence(double[][] shares) {
    int levels = shares.length;
    this.shares = shares;
    this.marginal = new double[levels];
    this.ofSums = new double[2 * levels];
    this.ofDifferences = new double[levels];
    for (int i = 0; i < levels; i++) {
      for (int j = 0; j < levels; j++) {
        marginal[i] += shares[i][j];
        ofSums[i + j + 1] += shares[i][j];
        ofDifferences[Math.abs(i - j)] += shares[i][j];
      }
    }
    this.mean = IntStream.range(0, levels).mapToDouble(i -> (i + 1) * marginal[i]).sum();
  }

  /**
   * Adds the features.
   *
   * @throws IllegalArgumentException if no two pixels of the region touch
   */
  static void of(GreyRegion region, Map<String, Double> features) {
    List<Map<String, Double>> directions = new ArrayList<>();
    for (int[] step : new int[][] {{0, 1}, {1, 0}, {1, 1}, {1, -1}}) {
      double[][] counts = counts(region, step[0], step[1]);
      double total = Arrays.stream(counts).flatMapToDouble(Arrays::stream).sum();
      if (total > 0) {
        for (double[] row : counts) {
          Arrays.setAll(row, j -> row[j] / total);
        }
        directions.add(new CoOccurrence(counts).features());
      }
    }
    if (directions.isEmpty()) {
      throw new IllegalArgumentException(
          "region: expected pixels that touch, found %d that do not"
              .formatted(region.values().length));
    }
    for (String name : directions.get(0).keySet()) {
      features.put(
          name,
          directions.stream()
              .mapToDouble(each -> each.getOrDefault(name, Double.NaN))
              .average()
              .orElseThrow());
    }
  }

  /** Whether two pixels of a region touch, by an edge or a corner. */
  static boolean isDefined(Mask region) {
    GreyRegion flat = GreyRegion.of(new double[region.values().length], region, 1);
    return flat.values().length > 1
        && (counts(flat, 0, 1)[0][0]
                + counts(flat, 1, 0)[0][0]
                + counts(flat, 1, 1)[0][0]
                + counts(flat, 1, -1)[0][0]
            > 0);
  }

  private static double[][] counts(GreyRegion region, int down, int right) {
    double[][] counts = new double[region.most()][region.most()];
    for (int row = 0; row < region.height(); row++) {
      for (int column = 0; column < region.width(); column++) {
        int one = region.at(row, column);
        int other = region.at(row + down, column + right);
        if (one > 0 && other > 0) {
          counts[one - 1][other - 1]++;
          counts[other - 1][one - 1]++;
        }
      }
    }
    return counts;
  }

  /** Of the two levels, from 1 on, and their share. */
  private interface Term {
    double of(int i, int j, double share);
  }

  private double sum(Term term) {
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      for (int j = 0; j < shares.length; j++) {
        sum += shares[i][j] > 0 ? term.of(i + 1, j + 1, shares[i][j]) : 0;
      }
    }
    return sum;
  }

  private double overDifferences(DoubleUnaryOperator factor) {
    return IntStream.range(0, ofDifferences.length)
        .mapToDouble(k -> factor.applyAsDouble(k) * ofDifferences[k])
        .sum();
  }

  private Map<String, Double> features() {
    Map<String, Double> f = new LinkedHashMap<>();
    double levels = shares.length;
    double difference = overDifferences(k -> k);
    double variance = sum((i, j, p) -> p * (i - mean) * (i - mean));
    f.put("Autocorrelation", sum((i, j, p) -> p * i * j));
    f.put("JointAverage", mean);
    f.put("ClusterTendency", sum((i, j, p) -> p * Math.pow(i + j - 2 * mean, 2)));
    f.put("ClusterShade", sum((i, j, p) -> p * Math.pow(i + j - 2 * mean, 3)));
    f.put("ClusterProminence", sum((i, j, p) -> p * Math.pow(i + j - 2 * mean, 4)));
    f.put("Contrast", overDifferences(k -> k * k));
    f.put(
        "Correlation",
        variance == 0 ? 1 : sum((i, j, p) -> p * (i - mean) * (j - mean)) / variance);
    f.put("DifferenceAverage", difference);
    f.put("DifferenceEntropy", Arrays.stream(ofDifferences).map(FirstOrder::information).sum());
    f.put("DifferenceVariance", overDifferences(k -> (k - difference) * (k - difference)));
    f.put("JointEnergy", sum((i, j, p) -> p * p));
    f.put("Idm", overDifferences(k -> 1 / (1 + k * k)));
    f.put("Idmn", overDifferences(k -> 1 / (1 + k * k / levels / levels)));
    f.put("Id", overDifferences(k -> 1 / (1 + k)));
    f.put("Idn", overDifferences(k -> 1 / (1 + k / levels)));
    f.put("InverseVariance", overDifferences(k -> k == 0 ? 0 : 1 / (k * k)));
    f.put(
        "MaximumProbability",
        Arrays.stream(shares).flatMapToDouble(Arrays::stream).max().orElseThrow());
    f.put("SumAverage", 2 * mean);
    f.put("SumEntropy", Arrays.stream(ofSums).map(FirstOrder::information).sum());
    f.put("SumSquares", variance);
    f.put("MCC", maximalCorrelation());
    information(f);
    return f;
  }

  private void information(Map<String, Double> f) {
    double joint = sum((i, j, p) -> FirstOrder.information(p));
    double single = Arrays.stream(marginal).map(FirstOrder::information).sum();
    double crossed =
        sum((i, j, p) -> -p * Math.log(marginal[i - 1] * marginal[j - 1]) / Math.log(2));
    f.put("JointEntropy", joint);
    f.put("Imc1", single == 0 ? 0 : (joint - crossed) / single);
    // The entropy of two independent levels is that of one, twice.
    f.put("Imc2", Math.sqrt(Math.max(0, 1 - Math.exp(-2 * (2 * single - joint)))));
  }

  /** The second greatest eigenvalue, in amount, of the matrix scaled by its marginals. */
  private double maximalCorrelation() {
    int[] present = IntStream.range(0, marginal.length).filter(i -> marginal[i] > 0).toArray();
    if (present.length == 1) {
      return 1;
    }
    DMatrixRMaj scaled = new DMatrixRMaj(present.length, present.length);
    for (int i = 0; i < present.length; i++) {
      for (int j = 0; j < present.length; j++) {
        double product = marginal[present[i]] * marginal[present[j]];
        scaled.set(i, j, shares[present[i]][present[j]] / Math.sqrt(product));
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(present.length, false, true);
    if (!eigen.decompose(scaled)) {
      throw new ArithmeticException("the eigenvalues of a co-occurrence matrix do not converge");
    }
    double[] amounts =
        IntStream.range(0, present.length)
            .mapToDouble(i -> Math.abs(eigen.getEigenvalue(i).getReal()))
            .sorted()
            .toArray();
    return amounts[amounts.length - 2];
  }
}
