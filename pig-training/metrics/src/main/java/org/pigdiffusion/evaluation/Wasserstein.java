package org.pigdiffusion.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The area between two cumulative distributions. */
final class Wasserstein implements Statistic {
  private final double[] sample;
  private final int[] ascending;
  private final double[] reference;

  Wasserstein(double[] sample, double[] reference) {
    double[] values = Samples.finite("sample", 2, sample);
    this.sample = values;
    this.ascending =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.reference = Samples.finite("reference", 1, reference);
    Arrays.sort(this.reference);
  }

  @Override
  public int size() {
    return sample.length;
  }

  /** Goes through all numbers in their order; between two of them both distributions are flat. */
  @Override
  public double of(int... draws) {
    double total = Arrays.stream(draws).asLongStream().sum();
    double area = 0;
    double below = 0;
    double referenceBelow = 0;
    double last = Math.min(sample[ascending[0]], reference[0]);
    int i = 0;
    int j = 0;
    while (i < ascending.length || j < reference.length) {
      boolean fromSample =
          j == reference.length || (i < ascending.length && sample[ascending[i]] <= reference[j]);
      double next = fromSample ? sample[ascending[i]] : reference[j];
      area += (next - last) * Math.abs(below / total - referenceBelow / reference.length);
      last = next;
      if (fromSample) {
        below += draws[ascending[i++]];
      } else {
        referenceBelow++;
        j++;
      }
    }
    return area;
  }
}
