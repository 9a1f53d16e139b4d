package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * A table of evaluations, each with the linear combination that gives the next sample. All rules
 * here are of this kind; they differ in the table, which is computed once, in double.
 */
final class LinearScheduler implements Scheduler {

  private final String description;
  private final NoiseSchedule noiseSchedule;
  private final Thresholding thresholding;
  private final ImmutableList<Evaluation> evaluations;
  private final Point end;
  private final int remembered;

  /**
   * Creates a scheduler.
   *
   * @param path only its first and last point are used: where the run begins and ends
   */
  LinearScheduler(
      String description,
      NoiseSchedule noiseSchedule,
      Thresholding thresholding,
      List<Point> path,
      List<Evaluation> evaluations) {
    this.description = description;
    this.noiseSchedule = noiseSchedule;
    this.thresholding = thresholding;
    this.evaluations = ImmutableList.copyOf(evaluations);
    this.end = path.get(path.size() - 1);
    this.remembered =
        1 + evaluations.stream().mapToInt(each -> each.next().reach()).max().orElse(0);
    requireCourse(path.get(0));
  }

  /** The scheduler of a method, whose rule computes the table. */
  static LinearScheduler of(SamplingMethod method, NoiseSchedule schedule) {
    List<Point> path = Point.path(method.grid().checkedTimes(method.steps(), schedule), schedule);
    return new LinearScheduler(
        method.description(),
        schedule,
        method.thresholding(),
        path,
        method.rule().evaluations(path, schedule));
  }

  /** Checks the table of a rule, which may be anybody's. */
  private void requireCourse(Point start) {
    if (evaluations.isEmpty() || !evaluations.get(0).at().equals(start)) {
      throw fault("a first evaluation at " + start, 0);
    }
    for (int i = 0; i < evaluations.size(); i++) {
      if (evaluations.get(i).next().reach() > i) {
        throw fault("a combination of evaluations from 0 to " + i, i);
      }
      if (i > 0 && evaluations.get(i).at().time() > evaluations.get(i - 1).at().time()) {
        throw fault("a time of at most " + evaluations.get(i - 1).at().time(), i);
      }
    }
  }

  private IllegalArgumentException fault(String expected, int i) {
    return new IllegalArgumentException(
        "rule of %s: expected %s, found %s as evaluation %d"
            .formatted(
                description, expected, i < evaluations.size() ? evaluations.get(i) : "none", i));
  }

  @Override
  public NoiseSchedule noiseSchedule() {
    return noiseSchedule;
  }

  @Override
  public int evaluations() {
    return evaluations.size();
  }

  @Override
  public double time(int evaluation) {
    return evaluations.get(evaluation).at().time();
  }

  @Override
  public double alphaBar(int evaluation) {
    return (evaluation == evaluations.size() ? end : evaluations.get(evaluation).at()).alphaBar();
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
  private record Seen(int evaluation, Tensor sample, Tensor clean, Tensor noise) {
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
    public Outcome advance(
        int evaluation, Tensor sample, Estimate estimate, Supplier<Tensor> noise) {
      Combination combination = evaluations.get(evaluation).next();
      Tensor clean = thresholding.apply(estimate.clean());
      memory.add(0, new Seen(evaluation, sample, clean, estimate.noise()));
      if (memory.size() > remembered) {
        memory.remove(remembered);
      }
      List<Tensor> inputs = new ArrayList<>();
      List<Double> factors = new ArrayList<>();
      combination
          .factors()
          .forEach(
              (input, factor) -> {
                inputs.add(seen(evaluation - input.lag()).input(input.kind()));
                factors.add(factor);
              });
      if (combination.freshNoise() > 0) {
        inputs.add(noise.get());
        factors.add(combination.freshNoise());
      }
      return new Outcome(clean, combined(factors, inputs));
    }

    private Seen seen(int evaluation) {
      return memory.stream()
          .filter(each -> each.evaluation() == evaluation)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "evaluation: expected all in their order, found %d without %d in %s"
                          .formatted(memory.get(0).evaluation(), evaluation, description)));
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
