package org.pigdiffusion.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.examples.common.FittingModels;
import org.pigdiffusion.examples.common.HowLong;

/**
 * What was compared, for readers of the report.
 *
 * @param real the real pairs
 * @param sampled how pairs were sampled
 * @param trained the pair of models in each fold
 * @param plan how long it was trained; empty if none was
 * @param filtered whether bad pairs were looked for
 */
record BenefitFacts(
    BenefitData real,
    SampledPairs sampled,
    TrainedPairs trained,
    Optional<WorkPlan> plan,
    boolean filtered) {

  /**
   * Names and values.
   *
   * @param networks what the segmentation networks are
   * @param flips what to know of their flips
   */
  Map<String, String> of(String networks, Optional<String> flips) {
    Map<String, String> facts = new LinkedHashMap<>(real.facts());
    facts.put(
        "Generated pairs",
        plan.map(WorkPlan::described)
            .or(() -> sampled.models().map(folder -> "of the given pair in " + folder))
            .orElse("none"));
    if (plan.isPresent()) {
      facts.put("Networks of the pair", trained.described());
    }
    if (trained.areWanted()) {
      facts.put("Sampling", sampled.method() + ", noise seed " + sampled.noiseSeed());
      facts.put(
          "Filter", filtered ? "standard, in each fold by itself" : "none, all pairs were used");
    }
    facts.put("Segmentation networks", networks);
    sampled.untold().ifPresent(told -> facts.put(FittingModels.SIZE, told));
    flips.ifPresent(told -> facts.put(UnequalFlips.NAME, told));
    plan.ifPresent(
        of -> facts.put("Expected time, when it began", HowLong.ofHours(of.expectedHours())));
    return facts;
  }
}
