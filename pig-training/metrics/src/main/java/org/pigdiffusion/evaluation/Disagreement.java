package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
    for (double dice : Overlap.meanDice(segmenter.apply(pairs.y()), pairs.x())) {
      reasons.add(
          dice >= leastDice
              ? Optional.empty()
              : Optional.of(
                  String.format(
                      Locale.ROOT,
                      "Dice %.3f with the segmenter's mask, expected at least %.3f",
                      dice,
                      leastDice)));
    }
    return reasons;
  }
}
