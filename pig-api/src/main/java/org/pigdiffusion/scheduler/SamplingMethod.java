package org.pigdiffusion.scheduler;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CheckReturnValue;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * How to sample: a rule, how many steps, at which times, and what is done to clean estimates. Free
 * of the noise schedule, which belongs to the model. Immutable.
 *
 * <pre>{@code
 * SamplingMethod fast = UniPc.ofSteps(20).withGrid(TimeGrid.exponential(0.033, 500));
 * SamplingMethod noisy = SamplingMethod.of(new Ddim(1), 50); // eta 1
 * SamplingMethod read = SamplingMethod.parse("unipc@exponential(0.033,500):20");
 * SamplingRequest request = SamplingRequest.builder().method(read).build();
 * }</pre>
 *
 * <p>Every method of the library's own rules, grids and thresholdings has one text, {@link
 * #description}, from which {@link #parse} makes an equal method:
 *
 * <pre>
 * method       = rule ["@" grid] ":" steps [":" thresholding]
 * rule         = name ["(" setting {"," setting} ")"]
 * name         = ddim | ddpm | euler | heun | pndm | deis | dpm++1m | dpm++2m | dpm++3m | unipc
 * setting      = eta "=" number                     ddim: in [0,1]; 0 if absent
 *              | variance "=" fixedSmall|fixedLarge ddpm: fixedSmall if absent
 *              | start "=" improvedEuler|rungeKutta pndm: improvedEuler if absent
 *              | order "=" whole                    deis: 1 to 3, unipc: 2 or 3; 2 if absent
 *              | variant "=" midpoint|heun          dpm++: midpoint if absent
 *              | variant "=" bh1|bh2                unipc: bh2 if absent
 *              | noise "=" ode|sde                  dpm++: ode if absent
 * grid         = leading | trailing | linspace | evenStrides | quad | karras | exponential
 *              | karras(sigmaMin,sigmaMax) | exponential(sigmaMin,sigmaMax)
 *              | explicit(time,...) | whole(grid)
 * thresholding = none | clamped | dynamic(quantile,most)
 * </pre>
 *
 * <p>Without a grid it is the rule's: trailing for ddim, ddpm and pndm, karras for the others.
 * Without a thresholding there is none. What is absent has these values in every version of the
 * library, so a stored text always means the same method; the description leaves out what can be
 * absent. A text has no spaces.
 *
 * @param rule what each network evaluation leads to
 * @param steps N. A step leads from one time of the grid to the next, the last to the clean image.
 *     A rule needs at least one network evaluation for each step ({@link Scheduler#evaluations})
 * @param grid which N times
 * @param thresholding of the clean estimates
 */
@CheckReturnValue
public record SamplingMethod(
    SamplingRule rule, int steps, TimeGrid grid, Thresholding thresholding) {

  /** Checks the number of steps, and that nothing is null. */
  public SamplingMethod {
    requireNonNull(rule, "rule");
    requireNonNull(grid, "grid");
    requireNonNull(thresholding, "thresholding");
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected at least 1, found " + steps);
    }
  }

  /** A rule on its own grid, without thresholding. */
  public static SamplingMethod of(SamplingRule rule, int steps) {
    return new SamplingMethod(
        requireNonNull(rule, "rule"), steps, rule.defaultGrid(), Thresholding.none());
  }

  /**
   * The method that a {@link #description} names.
   *
   * @throws IllegalArgumentException if it names none of the library's; the message says where in
   *     the text, what was expected there and what was found
   */
  public static SamplingMethod parse(String description) {
    return MethodParser.parse(description);
  }

  /** The same with another number of steps. */
  public SamplingMethod withSteps(int newSteps) {
    return new SamplingMethod(rule, newSteps, grid, thresholding);
  }

  /** The same on another grid. */
  public SamplingMethod withGrid(TimeGrid newGrid) {
    return new SamplingMethod(rule, steps, newGrid, thresholding);
  }

  /** The same with another thresholding. */
  public SamplingMethod withThresholding(Thresholding newThresholding) {
    return new SamplingMethod(rule, steps, grid, newThresholding);
  }

  /**
   * The scheduler of this method on a noise schedule.
   *
   * @throws IllegalArgumentException if the two do not fit, as with more steps than the schedule
   *     has time steps
   */
  public Scheduler on(NoiseSchedule schedule) {
    return LinearScheduler.of(this, schedule);
  }

  /**
   * Names this method in the form above, such as {@code unipc@exponential(0.033,500):20}. A rule,
   * grid or thresholding of your own is named by its own {@code description}, which {@link #parse}
   * refuses. Jobs, tables and provenance keep this text, and take methods of one text for the same.
   */
  public String description() {
    return rule.description()
        + (grid.equals(rule.defaultGrid()) ? "" : "@" + grid.description())
        + (":" + steps)
        + (thresholding.equals(Thresholding.none()) ? "" : ":" + thresholding.description());
  }

  /** The description. */
  @Override
  public String toString() {
    return description();
  }
}
