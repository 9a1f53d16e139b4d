package org.pigdiffusion.scheduler;

import java.util.function.Supplier;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Takes a sample from pure noise to a clean image along a list of network evaluations, whose times
 * never increase. A step of the method's grid may take several evaluations: Heun's rule, for one,
 * takes two for most steps.
 *
 * <p>Immutable: one scheduler serves any number of threads and chains. What a rule must remember
 * between evaluations lives in the {@link Run} that {@link #newRun} hands out.
 */
public interface Scheduler {

  /** The noise schedule that the times belong to. */
  NoiseSchedule noiseSchedule();

  /** The number of network evaluations of a chain. */
  int evaluations();

  /**
   * The time of an evaluation, in [0, T-1]; never increasing.
   *
   * @param evaluation in [0, evaluations)
   */
  double time(int evaluation);

  /**
   * abar of the sample that enters an evaluation.
   *
   * @param evaluation in [0, evaluations]; after the last one, at the clean end, the answer is
   *     exactly 1
   */
  double alphaBar(int evaluation);

  /** Begins a run of one chain. */
  Run newRun();

  /** Names the method that this is the scheduler of: {@link SamplingMethod#description}. */
  String description();

  /**
   * Refuses a network whose predictions do not determine the clean image at some time.
   *
   * @throws IllegalArgumentException if abar is 0 at the first time and the prediction is noise
   */
  default void requireUsableWith(PredictionType prediction) {
    if (!prediction.determinesCleanAt(alphaBar(0))) {
      throw new IllegalArgumentException(
          "scheduler: expected abar above 0 at the first time for noise prediction, found 0 in"
              + " %s on %s (zero terminal SNR needs velocity or clean prediction)"
                  .formatted(description(), noiseSchedule()));
    }
  }

  /** One chain's way through the evaluations, in their order. Belongs to one thread. */
  interface Run {
    /**
     * Moves the sample on after an evaluation.
     *
     * @param evaluation in [0, evaluations)
     * @param sample the sample that entered the evaluation
     * @param estimate what the network says of it
     * @param noise fresh standard normal noise of the sample's shape; asked at most once, and only
     *     if the rule needs it here
     */
    Outcome advance(int evaluation, Tensor sample, Estimate estimate, Supplier<Tensor> noise);
  }

  /**
   * What an evaluation leads to.
   *
   * @param clean the clean estimate that was used: the network's, thresholded
   * @param next the sample that enters the next evaluation
   */
  record Outcome(Tensor clean, Tensor next) {}
}
