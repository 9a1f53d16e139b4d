package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.examples.common.BegunWork;
import org.pigdiffusion.examples.common.GivenOptions;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Chooses the steps of all trainings by what a step costs here.
 *
 * @param out where the plan is kept, and some steps are timed
 * @param command of the call: with hours, a later call must have its options too
 */
record Planning(
    Path out,
    TrainedPairs trained,
    SampledPairs sampled,
    NetworkOptions network,
    CommandSpec command) {
  /**
   * Options by which hours become no other steps, or that the steps themselves keep: rows that
   * later calls may add, and seeds. Where they decide what is trained, the experiment refuses
   * others.
   */
  private static final Set<String> WITHOUT_SAY =
      Set.of(
          "--hours",
          "--ratios",
          "--seeds",
          "--augmentation",
          "--no-filter",
          "--resamples",
          "--pair-seed",
          "--data-seed",
          "--noise-seed",
          "--draw");

  /**
   * The steps of all trainings; says first how long they will take.
   *
   * @param networks segmentation networks to train
   * @param pairs to sample, in all folds
   * @param budget the hours, if they say the steps
   */
  WorkPlan plan(List<Folds.Fold> folds, int networks, int pairs, Optional<HoursBudget> budget)
      throws IOException {
    String hours = budget.map(of -> String.valueOf(of.hours())).orElse(WorkPlan.NONE);
    // Without hours nothing follows from what was timed.
    Map<String, String> timed =
        budget.isPresent() ? GivenOptions.of(command, WITHOUT_SAY) : Map.of();
    Optional<WorkPlan> before = WorkPlan.read(out, hours, timed);
    if (before.isPresent()) {
      return before.get().continued(trained.stepsX(), trained.stepsY(), network.steps());
    }
    if (budget.isPresent()) {
      BegunWork.requireNone(
          WorkPlan.file(out),
          "give its steps by --steps, --pair-steps-x and --pair-steps-y in place of --hours (where"
              + " others are given, the refusal tells them)");
    }
    WorkPlan.Amount amount = new WorkPlan.Amount(folds.size(), networks, pairs);
    Rates rates =
        Rates.measure(
            out.resolve(BegunWork.TIMING),
            folds.get(0),
            trained,
            sampled,
            network,
            () -> budget.ifPresent(HoursBudget::requireTimingIsShort));
    WorkPlan plan =
        budget
            .map(of -> WorkPlan.ofHours(of.hours(), of.left(), amount, rates, network.steps()))
            .orElseGet(
                () ->
                    WorkPlan.ofSteps(
                        trained.stepsX(), trained.stepsY(), network.steps(), amount, rates));
    double spent = budget.map(HoursBudget::spent).orElse(0.0);
    System.out.println(plan.told(amount, rates, spent));
    plan.write(out, timed);
    return plan;
  }
}
