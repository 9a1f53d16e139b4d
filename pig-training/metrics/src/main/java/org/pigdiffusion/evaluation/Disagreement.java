package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;

/** The mask, or one of its classes, is not where a segmentation network sees it. */
record Disagreement(UnaryOperator<Tensor> segmenter, double leastDice) implements PairRule {
  Disagreement {
    if (!(leastDice > 0 && leastDice <= 1)) {
      throw new IllegalArgumentException("leastDice: expected in (0,1], found " + leastDice);
    }
  }

  @Override
  public String name() {
    return "segmenter disagrees";
  }

  @Override
  public List<Optional<String>> check(PairSet pairs) {
    List<Optional<String>> reasons = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      reasons.add(
          pairs.y().slice(i, i + 1).isFinite() ? Optional.empty() : IntensityRules.notFinite());
    }
    int[] finite = IntStream.range(0, pairs.size()).filter(i -> reasons.get(i).isEmpty()).toArray();
    if (finite.length > 0) {
      PairSet measured =
          finite.length == pairs.size()
              ? pairs
              : new PairSet(pairs.x().select(finite), pairs.y().select(finite));
      double[] dice = Overlap.meanDice(segmenter.apply(measured.y()), measured.x());
      for (int k = 0; k < finite.length; k++) {
        reasons.set(finite[k], tooLow(dice[k]));
      }
    }
    return reasons;
  }

  private Optional<String> tooLow(double dice) {
    return dice >= leastDice
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Dice %.3f with the segmenter's mask, expected at least %.3f",
                dice,
                leastDice));
  }
}
