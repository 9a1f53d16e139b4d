package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pigdiffusion.examples.common.HoursPlan;
import org.pigdiffusion.examples.common.HowLong;

/**
 * How many steps each training has, as the folder of the results says it: a run that is continued
 * has those that it began with.
 *
 * <p>The rule by which hours become steps: {@link HoursBudget} keeps what all else takes. The
 * segmentation networks have the steps that they were given, but take half of the time at most,
 * else they all have fewer; the sampling takes what it takes; what is left is divided equally among
 * the folds, and both models of a pair have as many steps as fit.
 *
 * @param budget the hours that were given, or {@code none}
 * @param expectedHours how long everything was expected to take
 * @param stepsX of the guide's model in each fold
 * @param stepsY of the target's model in each fold
 * @param networkSteps of each segmentation network
 */
record WorkPlan(String budget, double expectedHours, int stepsX, int stepsY, int networkSteps) {
  /** The budget if the steps are given. */
  static final String NONE = HoursPlan.NONE;

  private static final double SECONDS = 3600;
  private static final Pattern LINE =
      Pattern.compile(
          "budget=(\\S+) expected-hours=([0-9.E-]+) pair-steps-x=([0-9]{1,9})"
              + " pair-steps-y=([0-9]{1,9}) steps=([0-9]{1,9})");

  /**
   * How much there is to do.
   *
   * @param folds a pair of models is trained in each
   * @param networks segmentation networks to train
   * @param pairs to sample, in all folds
   */
  record Amount(int folds, int networks, int pairs) {}

  /**
   * The plan for so many hours.
   *
   * @param left of these hours, for trainings and sampling
   */
  static WorkPlan ofHours(double hours, double left, Amount amount, Rates rates, int networkSteps) {
    double seconds = left * SECONDS;
    double ofOneStep = amount.networks() * rates.network();
    int steps = (int) Math.min(networkSteps, Math.floor(seconds / 2 / ofOneStep));
    double ofFold = (seconds - steps * ofOneStep - amount.pairs() * rates.pair()) / amount.folds();
    double ofPairStep =
        rates.stepX()
            + rates.stepY()
            + rates.validations() * (TrainedPairs.validations(1) - TrainedPairs.validations(0));
    double steady = ofFold - rates.validations() * TrainedPairs.validations(0);
    int each = (int) Math.min(999_999_999, Math.floor(steady / ofPairStep));
    if (steps < 1 || each < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--hours: expected time for a step of each network after %.2f hours of sampling,"
                  + " found %s, of which %.2f are left for both; give more hours, fewer --folds,"
                  + " --seeds or --ratios, or --images",
              amount.pairs() * rates.pair() / SECONDS,
              hours,
              left));
    }
    return new WorkPlan(Double.toString(hours), hours, each, each, steps);
  }

  /** The plan for given steps. */
  static WorkPlan ofSteps(int stepsX, int stepsY, int networkSteps, Amount amount, Rates rates) {
    WorkPlan plan = new WorkPlan(NONE, 0, stepsX, stepsY, networkSteps);
    double hours =
        plan.trainingHours(amount, rates)
            + amount.pairs() * rates.pair() / SECONDS
            + plan.networkHours(amount, rates);
    return new WorkPlan(NONE, hours, stepsX, stepsY, networkSteps);
  }

  private double networkHours(Amount amount, Rates rates) {
    return amount.networks() * (double) networkSteps * rates.network() / SECONDS;
  }

  private double trainingHours(Amount amount, Rates rates) {
    double ofFold =
        stepsX * rates.stepX()
            + stepsY * rates.stepY()
            + rates.validations() * TrainedPairs.validations(Math.max(stepsX, stepsY));
    return amount.folds() * ofFold / SECONDS;
  }

  /**
   * The plan with which a folder goes on; empty if it begins now.
   *
   * @param hours that are given now, or {@link #NONE}
   * @param options of now by which hours become steps, by their names
   * @throws IllegalArgumentException if it began with other hours or options, or says something
   *     else
   */
  static Optional<WorkPlan> read(Path folder, String hours, Map<String, String> options)
      throws IOException {
    return kept(folder, options)
        .read(hours)
        .map(
            chosen ->
                new WorkPlan(
                    hours,
                    Double.parseDouble(chosen.get(0)),
                    Integer.parseInt(chosen.get(1)),
                    Integer.parseInt(chosen.get(2)),
                    Integer.parseInt(chosen.get(3))));
  }

  private static HoursPlan kept(Path folder, Map<String, String> options) {
    return new HoursPlan(file(folder), LINE, options);
  }

  /** Where a folder keeps its plan. */
  static Path file(Path folder) {
    return folder.resolve("plan.txt");
  }

  /** The plan with which the folder goes on; the steps count if no hours say them. */
  WorkPlan continued(int x, int y, int ofNetwork) {
    System.out.printf(
        "Goes on. When it began, the whole was expected to take %s. What is finished is not done"
            + " again; what later calls add comes on top.%n",
        HowLong.ofHours(expectedHours));
    return budget.equals(NONE) ? new WorkPlan(NONE, expectedHours, x, y, ofNetwork) : this;
  }

  /**
   * What the plan is and how long it takes, in sentences.
   *
   * @param spent of the expected hours, before now
   */
  String told(Amount amount, Rates rates, double spent) {
    double networks = networkHours(amount, rates);
    double sampling = amount.pairs() * rates.pair() / SECONDS;
    double training = trainingHours(amount, rates);
    LocalDateTime end =
        LocalDateTime.now(ZoneId.systemDefault())
            .plusSeconds((long) ((expectedHours - spent) * SECONDS));
    return ("Everything will take about %s, until %s: %s for %d segmentation networks of %d steps;"
            + " %s to sample %d pairs; %s to train %d pairs of models, each %d steps of x and %d of"
            + " y%s.")
        .formatted(
            HowLong.ofHours(expectedHours),
            end.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")),
            HowLong.ofHours(networks),
            amount.networks(),
            networkSteps,
            HowLong.ofHours(sampling),
            amount.pairs(),
            HowLong.ofHours(training),
            amount.folds(),
            stepsX,
            stepsY,
            budget.equals(NONE)
                ? ". The time of measuring and of the report comes on top"
                : "; %s for the rest, such as measuring and the report"
                    .formatted(
                        HowLong.ofHours(
                            Math.max(0, expectedHours - networks - sampling - training))));
  }

  /** What the generated pairs are of, for readers. */
  String described() {
    return "of a pair trained anew in each fold, %d steps of model x and %d of model y"
        .formatted(stepsX, stepsY);
  }

  void write(Path folder, Map<String, String> options) throws IOException {
    kept(folder, options)
        .write(
            "budget=%s expected-hours=%s pair-steps-x=%d pair-steps-y=%d steps=%d"
                .formatted(budget, expectedHours, stepsX, stepsY, networkSteps));
  }
}
