package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * The mathematics of a {@link SamplingMethod}: what each evaluation of the network leads to. A rule
 * is linear: the next sample is a sum of what this and earlier evaluations saw, each times a
 * factor, and of fresh noise. The factors depend on the path alone, so they are computed once.
 *
 * <p>Those of the library are records: {@link Ddim}, {@link Ddpm}, {@link Euler}, {@link Heun},
 * {@link Pndm}, {@link Deis}, {@link DpmSolverPlusPlus}, {@link UniPc}. Write your own as a record
 * too, so that equal rules make equal methods. Implementations are immutable.
 */
public interface SamplingRule {

  /**
   * The evaluations of a run, in their order.
   *
   * @param path N + 1 points for N steps, the noisiest first; the last is the clean end
   * @param schedule what the points were taken from, for a rule that also evaluates between them
   * @return at least one evaluation, the first at the first point; the times never increase, and
   *     what the last one leads to is the result
   */
  List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule);

  /** The grid of a method that names none. */
  TimeGrid defaultGrid();

  /**
   * Names this rule with the settings that are not its standard ones, such as {@code
   * unipc(order=3)}: the beginning of {@link SamplingMethod#description}. {@link
   * SamplingMethod#parse} reads the names of the library's rules alone.
   *
   * @return the same text in every run, for no other rule; jobs, tables and provenance tell two
   *     rules apart by it
   */
  String description();

  /**
   * The evaluations of a rule that takes one for each step.
   *
   * @param next what step i leads to, from point i to point i + 1
   */
  static List<Evaluation> oneForEachStep(List<Point> path, IntFunction<Combination> next) {
    return IntStream.range(0, path.size() - 1)
        .mapToObj(i -> new Evaluation(path.get(i), next.apply(i)))
        .collect(ImmutableList.toImmutableList());
  }
}
