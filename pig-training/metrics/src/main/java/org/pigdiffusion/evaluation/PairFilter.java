package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rejects bad pairs by rules, in their order: a pair is rejected by the first rule that finds
 * something, and later rules, which may be costly or need sound images, do not see it. So put cheap
 * rules first. As safe to share between threads as its rules.
 *
 * <pre>{@code
 * PairFilter filter =
 *     PairFilter.of(
 *         PairRule.intensity(-1.2, 1.2),
 *         PairRule.constantImage(0.02),
 *         PairRule.emptyMask(),
 *         PairRule.maskArea(training, 0.01),
 *         PairRule.disagreement(segmenter::segment, 0.3),
 *         PairRule.nearCopy(features::of, training, validation, 0.01));
 * PairFilter.Result result = filter.apply(sampled);
 * PairSet good = result.kept();
 * }</pre>
 */
public final class PairFilter {
  private final List<PairRule> rules;

  private PairFilter(List<PairRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** A filter of some rules; of none it keeps all pairs. */
  public static PairFilter of(PairRule... rules) {
    return of(List.of(rules));
  }

  /** A filter of some rules; of none it keeps all pairs. */
  public static PairFilter of(List<PairRule> rules) {
    return new PairFilter(rules);
  }

  /**
   * A pair that was rejected.
   *
   * @param index its place among the pairs that were given
   * @param rule the name of the rule
   * @param reason what the rule found
   */
  public record Reject(int index, String rule, String reason) {}

  /**
   * What came of some pairs.
   *
   * @param pairs all that were given
   * @param rejects those that were rejected, by index
   */
  public record Result(PairSet pairs, List<Reject> rejects) {
    /** Sorts the rejects. */
    public Result {
      rejects = rejects.stream().sorted(Comparator.comparingInt(Reject::index)).toList();
    }

    /** The places of the pairs that were kept, ascending. */
    public List<Integer> keptIndices() {
      List<Integer> kept = new ArrayList<>(IntStream.range(0, pairs.size()).boxed().toList());
      kept.removeAll(rejects.stream().map(Reject::index).toList());
      return List.copyOf(kept);
    }

    /**
     * The pairs that were kept, in their order.
     *
     * @throws IllegalStateException if there is none
     */
    public PairSet kept() {
      List<Integer> kept = keptIndices();
      if (kept.isEmpty()) {
        throw new IllegalStateException(
            "all %d pairs were rejected: %s; look at them, and at the limits of these rules"
                .formatted(pairs.size(), rejectsByRule()));
      }
      return select(pairs, kept);
    }

    /** The share of the pairs that was rejected, in [0, 1]. */
    public double rejectRate() {
      return (double) rejects.size() / pairs.size();
    }

    /** How many pairs each rule rejected; rules that rejected none are not there. */
    public Map<String, Integer> rejectsByRule() {
      Map<String, Integer> counts = new LinkedHashMap<>();
      rejects.forEach(reject -> counts.merge(reject.rule(), 1, Integer::sum));
      return counts;
    }
  }

  /** Applies the rules. */
  public Result apply(PairSet pairs) {
    List<Reject> rejects = new ArrayList<>();
    List<Integer> kept = IntStream.range(0, pairs.size()).boxed().toList();
    for (PairRule rule : rules) {
      if (!kept.isEmpty()) {
        kept = remaining(rule, pairs, kept, rejects);
      }
    }
    return new Result(pairs, rejects);
  }

  private static List<Integer> remaining(
      PairRule rule, PairSet pairs, List<Integer> indices, List<Reject> rejects) {
    List<Optional<String>> reasons = rule.check(select(pairs, indices));
    if (reasons.size() != indices.size()) {
      throw new IllegalStateException(
          "rule '%s': expected an answer for each of %d pairs, found %d"
              .formatted(rule.name(), indices.size(), reasons.size()));
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < indices.size(); i++) {
      int index = indices.get(i);
      reasons
          .get(i)
          .ifPresentOrElse(
              reason -> rejects.add(new Reject(index, rule.name(), reason)), () -> kept.add(index));
    }
    return kept;
  }

  private static PairSet select(PairSet pairs, List<Integer> indices) {
    if (indices.size() == pairs.size()) {
      return pairs;
    }
    int[] images = indices.stream().mapToInt(i -> i).toArray();
    return new PairSet(pairs.x().select(images), pairs.y().select(images));
  }
}
