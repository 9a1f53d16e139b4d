package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pigdiffusion.examples.common.BegunWork;
import org.pigdiffusion.examples.common.HoursPlan;
import org.pigdiffusion.examples.common.OptionValues;
import picocli.CommandLine.Option;

/** The options that say how long to train. */
final class StepOptions {
  private static final int DEFAULT = 10_000;
  private static final Pattern PLAN = Pattern.compile("hours=(\\S+) steps=([0-9]{1,9})");

  /** What to do without the plan of a run, whose checkpoints refuse other steps and tell theirs. */
  private static final String LOST =
      "give its steps by --steps-x and --steps-y in place of --hours, or choose another --run";

  /** The optimiser steps of the two stages. */
  record Steps(int x, int y) {}

  @Option(
      names = "--steps-x",
      converter = OptionValues.NotNegative.class,
      description = "optimiser steps of the guide's model")
  private int x = DEFAULT;

  @Option(
      names = "--steps-y",
      converter = OptionValues.NotNegative.class,
      description = "optimiser steps of the target's model")
  private int y = DEFAULT;

  @Option(
      names = "--hours",
      description =
          "how long both stages take on this machine, in place of --steps-x and --steps-y: some"
              + " steps are timed first, and the number that was chosen is kept in the run's folder")
  private Double hours;

  /**
   * The steps of the two stages.
   *
   * @param run the folder of the run
   * @param options by which hours become steps, by their names: a run goes on with the same
   * @param validateEvery steps between validations, which take time too
   * @param rehearsal trains some steps to time them
   */
  Steps steps(
      Path run, Map<String, String> options, int validateEvery, TimeBudget.Rehearsal rehearsal)
      throws IOException {
    boolean areGiven = x != DEFAULT || y != DEFAULT;
    HoursPlan plan = new HoursPlan(run.resolve("steps.txt"), PLAN, options);
    if (hours == null) {
      if (!areGiven) {
        plan.read(HoursPlan.NONE); // refuses it: a run of hours goes on with its steps
      }
      return new Steps(x, y);
    }
    if (areGiven) {
      throw new IllegalArgumentException(
          "--hours: expected neither --steps-x nor --steps-y beside it, found %d and %d"
              .formatted(x, y));
    }
    HoursPlan.require(hours);
    Optional<List<String>> before = plan.read(hours.toString());
    int each;
    if (before.isPresent()) {
      each = Integer.parseInt(before.get().get(0));
    } else {
      BegunWork.requireNone(plan.file(), LOST);
      each = new TimeBudget(hours, validateEvery).choose(run, rehearsal);
      plan.write("hours=%s steps=%d".formatted(hours, each));
    }
    return new Steps(each, each);
  }
}
