package org.pigdiffusion.trainer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * The settings of a training run, apart from the networks and the data.
 *
 * @param schedule the noise of each time step
 * @param prediction what the networks learn to predict
 * @param stepsX optimiser steps of stage X, at least 0; with 0, model x is not trained, and model y
 *     learns from the weights of x that the trainer is given, or needs none
 * @param stepsY optimiser steps of stage Y, at least 0
 * @param batchSize pairs of one pass, at least 1
 * @param accumulation passes whose gradients are averaged for one optimiser step, at least 1
 * @param optimiser Adam's settings
 * @param learningRate how the rate changes
 * @param timeSampling how time steps are drawn
 * @param timeDensity how often each time step is drawn
 * @param weightingX the loss weights of stage X
 * @param weightingY the loss weights of stage Y
 * @param targetCondition what model y is shown of x
 * @param augmentation random changes of the training pairs
 * @param validateEvery steps between validations, at least 1; the last step is always followed by
 *     one
 * @param patience validations without improvement after which a stage stops; 0 never stops early
 * @param checkpointEvery steps between checkpoints, at least 1
 * @param keepCheckpoints checkpoints of a stage to keep, at least 1
 * @param seed decides everything random
 */
public record TrainingConfig(
    NoiseSchedule schedule,
    PredictionType prediction,
    int stepsX,
    int stepsY,
    int batchSize,
    int accumulation,
    Optimiser optimiser,
    LearningRateRule learningRate,
    TimeSampling timeSampling,
    TimeDensity timeDensity,
    LossWeighting weightingX,
    LossWeighting weightingY,
    TargetCondition targetCondition,
    Augmentation augmentation,
    int validateEvery,
    int patience,
    int checkpointEvery,
    int keepCheckpoints,
    long seed) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range or two do not fit together
   */
  public TrainingConfig {
    Checks.require(stepsX >= 0, "stepsX", "at least 0", stepsX);
    Checks.require(stepsY >= 0, "stepsY", "at least 0", stepsY);
    Checks.require(batchSize >= 1, "batchSize", "at least 1", batchSize);
    Checks.require(accumulation >= 1, "accumulation", "at least 1", accumulation);
    Checks.require(validateEvery >= 1, "validateEvery", "at least 1", validateEvery);
    Checks.require(patience >= 0, "patience", "at least 0", patience);
    Checks.require(checkpointEvery >= 1, "checkpointEvery", "at least 1", checkpointEvery);
    Checks.require(keepCheckpoints >= 1, "keepCheckpoints", "at least 1", keepCheckpoints);
    int last = schedule.timeSteps() - 1;
    Checks.require(
        prediction.determinesCleanAt(schedule.alphaBar(last)),
        "schedule",
        "abar above 0 at every time step for noise prediction",
        schedule);
  }

  /** Optimiser steps of a role's stage. */
  public int steps(Role role) {
    return role == Role.X ? stepsX : stepsY;
  }

  /** Loss weights of a role's stage. */
  public LossWeighting weighting(Role role) {
    return role == Role.X ? weightingX : weightingY;
  }

  /**
   * Starts from the settings of the PIG authors' code: the paper's schedule, noise prediction,
   * batch size 6, 128 epochs a stage, Adam at 2e-4 without a limit on the gradient or a running
   * mean of the weights, the rate divided by 4 after more than 4 epochs without a lower training
   * loss, antithetic time steps, and for model y the frozen model x's x0hat as the condition and
   * its sigmoid as the weight of each pixel.
   *
   * <p>What departs from their code all the same:
   *
   * <ul>
   *   <li>An epoch is {@code pairs / 6} steps, rounded up: every batch has 6 pairs, the last of an
   *       epoch some of the next one.
   *   <li>There is a validation after each epoch, and the weights handed on, from model x to model
   *       y too, are those of the best one. Their code watches the training loss alone.
   *   <li>PyTorch's plateau rule leaves a rate that would change by less than 1e-8; here it is
   *       lowered further.
   *   <li>All randomness comes from a seed; theirs has none.
   * </ul>
   *
   * Their network, with its slip, is {@link org.pigdiffusion.unet.UNetConfig#reference} with {@link
   * org.pigdiffusion.unet.UpwardAttention#LOWEST_LEVEL}; their sampling is {@link
   * org.pigdiffusion.sampler.Preset#authorsCode}.
   *
   * @param pairs how many there are to learn from, at least 1
   */
  public static Builder authors(int pairs) {
    Checks.require(pairs >= 1, "pairs", "at least 1", pairs);
    int batch = 6;
    int epoch = (pairs - 1) / batch + 1;
    int steps = Math.multiplyExact(128, epoch);
    return builder()
        .steps(steps, steps)
        .batch(batch, 1)
        .optimiser(new Optimiser(2e-4, 0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY, 0))
        .learningRate(new LearningRateRule.OnTrainingPlateau(0, 0.25, 4, epoch))
        .timeSampling(TimeSampling.ANTITHETIC_AUTHORS)
        .weighting(LossWeighting.NONE, LossWeighting.SIGMOID_OF_CONDITION)
        .targetCondition(TargetCondition.predictedClean())
        .validation(epoch, 0)
        .checkpoints(epoch, 2);
  }

  /** Starts from the paper's schedule, noise prediction, batch size 8, and 10,000 steps a stage. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings. */
  public static final class Builder {
    private NoiseSchedule schedule = NoiseSchedule.paper();
    private PredictionType prediction = PredictionType.NOISE;
    private int stepsX = 10_000;
    private int stepsY = 10_000;
    private int batchSize = 8;
    private int accumulation = 1;
    private Optimiser optimiser = Optimiser.standard();
    private LearningRateRule learningRate = new LearningRateRule.Constant(0);
    private TimeSampling timeSampling = TimeSampling.ANTITHETIC;
    private TimeDensity timeDensity = TimeDensity.uniform();
    private LossWeighting weightingX = LossWeighting.NONE;
    private LossWeighting weightingY = LossWeighting.NONE;
    private TargetCondition targetCondition = TargetCondition.predictedClean();
    private Augmentation augmentation = Augmentation.none();
    private int validateEvery = 500;
    private int patience;
    private int checkpointEvery = 500;
    private int keepCheckpoints = 2;
    private long seed;

    private Builder() {}

    /** The noise of each time step. */
    @CanIgnoreReturnValue
    public Builder schedule(NoiseSchedule value) {
      this.schedule = value;
      return this;
    }

    /** What the networks learn to predict. */
    @CanIgnoreReturnValue
    public Builder prediction(PredictionType value) {
      this.prediction = value;
      return this;
    }

    /** Optimiser steps of the two stages; 0 leaves a stage out. */
    @CanIgnoreReturnValue
    public Builder steps(int x, int y) {
      this.stepsX = x;
      this.stepsY = y;
      return this;
    }

    /** Pairs of one pass, and passes of one optimiser step. */
    @CanIgnoreReturnValue
    public Builder batch(int size, int passes) {
      this.batchSize = size;
      this.accumulation = passes;
      return this;
    }

    /** Adam's settings. */
    @CanIgnoreReturnValue
    public Builder optimiser(Optimiser value) {
      this.optimiser = value;
      return this;
    }

    /** How the learning rate changes. */
    @CanIgnoreReturnValue
    public Builder learningRate(LearningRateRule value) {
      this.learningRate = value;
      return this;
    }

    /** How time steps are drawn. */
    @CanIgnoreReturnValue
    public Builder timeSampling(TimeSampling value) {
      this.timeSampling = value;
      return this;
    }

    /** How often each time step is drawn. */
    @CanIgnoreReturnValue
    public Builder timeDensity(TimeDensity value) {
      this.timeDensity = value;
      return this;
    }

    /** The loss weights of the two stages. */
    @CanIgnoreReturnValue
    public Builder weighting(LossWeighting x, LossWeighting y) {
      this.weightingX = x;
      this.weightingY = y;
      return this;
    }

    /** What model y is shown of x. */
    @CanIgnoreReturnValue
    public Builder targetCondition(TargetCondition value) {
      this.targetCondition = value;
      return this;
    }

    /** Random changes of the training pairs. */
    @CanIgnoreReturnValue
    public Builder augmentation(Augmentation value) {
      this.augmentation = value;
      return this;
    }

    /** Steps between validations, and how many without improvement end a stage (0: none do). */
    @CanIgnoreReturnValue
    public Builder validation(int everySteps, int patienceInValidations) {
      this.validateEvery = everySteps;
      this.patience = patienceInValidations;
      return this;
    }

    /** Steps between checkpoints, and how many to keep. */
    @CanIgnoreReturnValue
    public Builder checkpoints(int everySteps, int keep) {
      this.checkpointEvery = everySteps;
      this.keepCheckpoints = keep;
      return this;
    }

    /** Decides everything random. */
    @CanIgnoreReturnValue
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if one is out of range or two do not fit together
     */
    public TrainingConfig build() {
      return new TrainingConfig(
          schedule,
          prediction,
          stepsX,
          stepsY,
          batchSize,
          accumulation,
          optimiser,
          learningRate,
          timeSampling,
          timeDensity,
          weightingX,
          weightingY,
          targetCondition,
          augmentation,
          validateEvery,
          patience,
          checkpointEvery,
          keepCheckpoints,
          seed);
    }
  }
}
