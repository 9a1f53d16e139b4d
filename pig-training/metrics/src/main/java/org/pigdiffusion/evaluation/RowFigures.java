package org.pigdiffusion.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * The figures of a row of a {@link QualityTable}.
 *
 * @param name the row's text
 * @param cost what a pair costs; nothing for real pairs
 * @param quality what its pairs are worth
 */
public record RowFigures(String name, Optional<Cost> cost, PairQuality quality) {

  /**
   * What a pair costs.
   *
   * @param calls U-Net calls a pair, those of x and of y together
   * @param seconds wall-clock seconds a pair, the median over the batches
   * @param fast the same of the fastest tenth of the batches
   * @param slow the same of the slowest tenth of the batches
   * @param sessions in how many goes the row was made
   */
  public record Cost(double calls, double seconds, double fast, double slow, int sessions) {

    /**
     * The cost of stored pairs.
     *
     * @param batches at least one, with the notes of {@link SampledRows}
     * @throws IllegalArgumentException if there is none, or if one lacks a note
     */
    public static Cost of(List<PairStore.Batch> batches) {
      if (batches.isEmpty()) {
        throw new IllegalArgumentException("batches: expected at least one, found none");
      }
      double[] seconds =
          batches.stream()
              .mapToDouble(batch -> number(batch, SampledRows.SECONDS) / batch.size())
              .toArray();
      double calls = batches.stream().mapToDouble(batch -> number(batch, SampledRows.CALLS)).sum();
      return new Cost(
          calls / batches.stream().mapToInt(PairStore.Batch::size).sum(),
          Samples.quantile(seconds, 0.5),
          Samples.quantile(seconds, 0.1),
          Samples.quantile(seconds, 0.9),
          (int) batches.stream().map(batch -> note(batch, SampledRows.SESSION)).distinct().count());
    }

    private static double number(PairStore.Batch batch, String note) {
      try {
        return Double.parseDouble(note(batch, note));
      } catch (NumberFormatException e) {
        throw fault(batch, note, "a number");
      }
    }

    private static String note(PairStore.Batch batch, String note) {
      String found = batch.notes().get(note);
      if (found == null) {
        throw fault(batch, note, "a note");
      }
      return found;
    }

    private static IllegalArgumentException fault(
        PairStore.Batch batch, String note, String expected) {
      return new IllegalArgumentException(
          "batches: expected %s named %s in each, as SampledRows.fill leaves it"
                  .formatted(expected, note)
              + ", found the batch of pair %d with the notes %s"
                  .formatted(batch.first(), batch.notes()));
    }
  }

  /** U-Net calls a pair, 0 for real pairs. */
  public double calls() {
    return cost.map(Cost::calls).orElse(0.0);
  }
}
