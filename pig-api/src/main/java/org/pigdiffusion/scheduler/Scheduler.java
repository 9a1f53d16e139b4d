package org.pigdiffusion.scheduler;

import java.util.function.Supplier;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * A rule that takes a sample from pure noise to a clean image along a list of times that never
 * increase, with one network evaluation at each. What the rule itself calls a step may be several
 * of these: Heun's rule, for one, evaluates the network twice at most times.
 *
 * <p>Immutable: one scheduler serves any number of threads and chains. What a rule must remember
 * between steps lives in the {@link Run} that {@link #newRun} hands out.
 */
public interface Scheduler {

  /** The noise schedule that the time steps belong to. */
  NoiseSchedule noiseSchedule();

  /** The number of steps, which is the number of network evaluations. */
  int steps();

  /**
   * The time at which a step evaluates the network, in [0, T-1]; never increasing.
   *
   * @param step in [0, steps)
   */
  double time(int step);

  /**
   * abar of the sample that enters a step.
   *
   * @param step in [0, steps]; after the last step, at the clean end, the answer is exactly 1
   */
  double alphaBar(int step);

  /** Begins a run of one chain. */
  Run newRun();

  /** Names this rule with its settings. */
  String description();

  /**
   * Refuses a network whose predictions do not determine the clean image at some step.
   *
   * @throws IllegalArgumentException if abar is 0 at the first step and the prediction is noise
   */
  default void requireUsableWith(PredictionType prediction) {
    if (!prediction.determinesCleanAt(alphaBar(0))) {
      throw new IllegalArgumentException(
          "scheduler: expected abar above 0 at the first time step for noise prediction, found 0 in"
              + " %s on %s (zero terminal SNR needs velocity or clean prediction)"
                  .formatted(description(), noiseSchedule()));
    }
  }

  /** One chain's way through the steps, in their order. Belongs to one thread. */
  interface Run {
    /**
     * Takes one step.
     *
     * @param step in [0, steps)
     * @param sample the sample that entered the step
     * @param estimate what the network says of it
     * @param noise fresh standard normal noise of the sample's shape; asked at most once, and only
     *     if the step needs it
     */
    Step advance(int step, Tensor sample, Estimate estimate, Supplier<Tensor> noise);
  }

  /**
   * What a step leads to.
   *
   * @param clean the clean estimate that the step was made with: the network's, thresholded
   * @param next the sample that enters the next step
   */
  record Step(Tensor clean, Tensor next) {}
}
