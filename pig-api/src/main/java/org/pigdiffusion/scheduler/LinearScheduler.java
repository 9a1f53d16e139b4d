package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * A table of evaluations, each with the linear combination that gives the next sample. All rules
 * here are of this kind; they differ in the table, which is computed once, in double.
 */
final class LinearScheduler implements Scheduler {

  /** Makes the table for a path of N + 1 points, of which the last is the clean end. */
  @FunctionalInterface
  interface Rule {
    ImmutableList<Evaluation> evaluations(ImmutableList<Point> path);

    /** The table of a rule with one evaluation a step, given what the i-th step leads to. */
    static ImmutableList<Evaluation> each(
        ImmutableList<Point> path, IntFunction<Combination> next) {
      return IntStream.range(0, path.size() - 1)
          .mapToObj(i -> new Evaluation(path.get(i), next.apply(i)))
          .collect(ImmutableList.toImmutableList());
    }
  }

  private final String description;
  private final NoiseSchedule noiseSchedule;
  private final Thresholding thresholding;
  private final ImmutableList<Evaluation> evaluations;
  private final Point end;
  private final int remembered;

  LinearScheduler(
      String description,
      NoiseSchedule noiseSchedule,
      Thresholding thresholding,
      ImmutableList<Point> path,
      Rule rule) {
    this.description = description;
    this.noiseSchedule = noiseSchedule;
    this.thresholding = thresholding;
    this.evaluations = rule.evaluations(path);
    this.end = path.get(path.size() - 1);
    this.remembered =
        1 + evaluations.stream().mapToInt(each -> each.next().reach()).max().orElse(0);
  }

  /** The scheduler of a rule on a grid, named as the method that asks for it. */
  static LinearScheduler of(
      SamplingMethod method,
      int steps,
      TimeGrid grid,
      Thresholding thresholding,
      NoiseSchedule schedule,
      Rule rule) {
    return new LinearScheduler(
        method.toString(),
        schedule,
        thresholding,
        Point.path(grid.checkedTimes(steps, schedule), schedule),
        rule);
  }

  /** Checks a method's number of steps. */
  static void requireSteps(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected at least 1, found " + steps);
    }
  }

  @Override
  public NoiseSchedule noiseSchedule() {
    return noiseSchedule;
  }

  @Override
  public int steps() {
    return evaluations.size();
  }

  @Override
  public double time(int step) {
    return evaluations.get(step).at().time();
  }

  @Override
  public double alphaBar(int step) {
    return (step == evaluations.size() ? end : evaluations.get(step).at()).alphaBar();
  }

  @Override
  public Run newRun() {
    return new Chain();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String toString() {
    return description + " on " + noiseSchedule;
  }

  /** What one evaluation saw. */
  private record Seen(int step, Tensor sample, Tensor clean, Tensor noise) {
    Tensor input(Combination.Kind kind) {
      return switch (kind) {
        case SAMPLE -> sample;
        case CLEAN -> clean;
        case NOISE -> noise;
      };
    }
  }

  /** Remembers as many evaluations as the table reaches back. */
  private final class Chain implements Run {
    /** The newest first. */
    private final List<Seen> memory = new ArrayList<>(remembered + 1);

    @Override
    public Step advance(int step, Tensor sample, Estimate estimate, Supplier<Tensor> noise) {
      Combination combination = evaluations.get(step).next();
      Tensor clean = thresholding.apply(estimate.clean());
      memory.add(0, new Seen(step, sample, clean, estimate.noise()));
      if (memory.size() > remembered) {
        memory.remove(remembered);
      }
      List<Tensor> inputs = new ArrayList<>();
      List<Double> factors = new ArrayList<>();
      combination
          .factors()
          .forEach(
              (input, factor) -> {
                inputs.add(seen(step - input.lag()).input(input.kind()));
                factors.add(factor);
              });
      if (combination.freshNoise() > 0) {
        inputs.add(noise.get());
        factors.add(combination.freshNoise());
      }
      return new Step(clean, combined(factors, inputs));
    }

    private Seen seen(int step) {
      return memory.stream()
          .filter(each -> each.step() == step)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "step: expected all steps in their order, found %d without %d in %s"
                          .formatted(memory.get(0).step(), step, description)));
    }
  }

  private static Tensor combined(List<Double> factors, List<Tensor> inputs) {
    if (inputs.size() == 1 && factors.get(0) == 1) {
      return inputs.get(0);
    }
    return inputs.size() == 2
        ? Tensor.combine(factors.get(0), inputs.get(0), factors.get(1), inputs.get(1))
        : Tensor.combine(factors.stream().mapToDouble(each -> each).toArray(), inputs);
  }
}
