package org.pigdiffusion.trainer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.noise.NoiseSchedule;

/** The settings of a training run, apart from the networks and the data. Immutable. */
public final class TrainingConfig {
  private final TrainingSettings settings;

  private TrainingConfig(TrainingSettings settings) {
    this.settings = settings;
    settings.require();
  }

  /** The paper: its schedule, noise prediction, y learns from true x_0; 10,000 steps a stage. */
  public static Builder builder() {
    return new Builder(new TrainingSettings());
  }

  /**
   * Starts from the settings of the PIG authors' code: the paper's schedule, noise prediction,
   * batch size 6, 128 epochs a stage, Adam at 2e-4 without clipping of the gradient or a running
   * mean of the weights, the rate divided by 4 after more than 4 epochs without a lower training
   * loss, antithetic time steps, and for model y the frozen model x's x0hat as the condition and
   * its sigmoid as the weight of each pixel.
   *
   * <p>What departs from their code: the last batch of an epoch has 6 pairs too; the weights handed
   * on, to model y too, are those of the best validation, one after each epoch, where theirs
   * watches the training loss; a rate is lowered by less than 1e-8 too. Their network, with its
   * slip, is {@link org.pigdiffusion.unet.UNetConfig#reference} with {@link
   * org.pigdiffusion.unet.UpwardAttention#LOWEST_LEVEL}; their sampling is {@link
   * org.pigdiffusion.sampler.Preset#authorsCode}.
   *
   * @param pairs how many there are to learn from, at least 1
   */
  public static Builder authors(int pairs) {
    return new Builder(TrainingSettings.authors(pairs));
  }

  /**
   * Starts from what gave the best pairs of 64x64 in an hour or two on two cores, as {@code
   * docs/results/quality} compares: velocity prediction, batch size 8, Adam at 1e-3 with a cosine
   * to 0, model y learns from the true x_0. {@code UNetConfig.laptop} is its network. Pairs are
   * flipped and shifted ({@link Augmentation#standard}): change that for upright images.
   */
  public static Builder laptop(int stepsX, int stepsY) {
    return new Builder(TrainingSettings.laptop()).steps(stepsX, stepsY);
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    return new Builder(new TrainingSettings(settings));
  }

  /** The noise of each time step. */
  public NoiseSchedule schedule() {
    return settings.schedule;
  }

  /** What the networks learn to predict. */
  public PredictionType prediction() {
    return settings.prediction;
  }

  /**
   * Optimiser steps of stage X, at least 0; with 0, model x is not trained, and model y learns from
   * the weights of x that the trainer is given, or needs none.
   */
  public int stepsX() {
    return settings.stepsX;
  }

  /** Optimiser steps of stage Y, at least 0. */
  public int stepsY() {
    return settings.stepsY;
  }

  /** Pairs of one pass, at least 1. */
  public int batchSize() {
    return settings.batchSize;
  }

  /** Passes whose gradients are averaged for one optimiser step, at least 1. */
  public int accumulation() {
    return settings.accumulation;
  }

  /** Adam's settings. */
  public Optimiser optimiser() {
    return settings.optimiser;
  }

  /** How the rate changes. */
  public LearningRateRule learningRate() {
    return settings.learningRate;
  }

  /** How time steps are drawn. */
  public TimeSampling timeSampling() {
    return settings.timeSampling;
  }

  /** How often each time step is drawn. */
  public TimeDensity timeDensity() {
    return settings.timeDensity;
  }

  /** The loss weights of stage X. */
  public LossWeighting weightingX() {
    return settings.weightingX;
  }

  /** The loss weights of stage Y. */
  public LossWeighting weightingY() {
    return settings.weightingY;
  }

  /** What model y is shown of x. */
  public TargetCondition targetCondition() {
    return settings.targetCondition;
  }

  /** Random changes of the training pairs. */
  public Augmentation augmentation() {
    return settings.augmentation;
  }

  /** Steps between validations, at least 1; the last step is always followed by one. */
  public int validateEvery() {
    return settings.validateEvery;
  }

  /** Validations without improvement after which a stage stops; 0 never stops early. */
  public int patience() {
    return settings.patience;
  }

  /** Steps between checkpoints, at least 1. */
  public int checkpointEvery() {
    return settings.checkpointEvery;
  }

  /** Checkpoints of a stage to keep, at least 1. */
  public int keepCheckpoints() {
    return settings.keepCheckpoints;
  }

  /** Decides everything random. */
  public long seed() {
    return settings.seed;
  }

  /** Optimiser steps of a role's stage. */
  public int steps(Role role) {
    return role == Role.X ? stepsX() : stepsY();
  }

  /** Loss weights of a role's stage. */
  public LossWeighting weighting(Role role) {
    return role == Role.X ? weightingX() : weightingY();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingConfig that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return "TrainingConfig" + settings;
  }

  /** Collects settings. Not safe to share between threads. */
  public static final class Builder {
    private final TrainingSettings settings;

    private Builder(TrainingSettings settings) {
      this.settings = settings;
    }

    /** The noise of each time step. */
    @CanIgnoreReturnValue
    public Builder schedule(NoiseSchedule value) {
      settings.schedule = value;
      return this;
    }

    /** What the networks learn to predict. */
    @CanIgnoreReturnValue
    public Builder prediction(PredictionType value) {
      settings.prediction = value;
      return this;
    }

    /** Optimiser steps of the two stages; 0 leaves a stage out. */
    @CanIgnoreReturnValue
    public Builder steps(int x, int y) {
      settings.stepsX = x;
      settings.stepsY = y;
      return this;
    }

    /** Pairs of one pass, and passes of one optimiser step. */
    @CanIgnoreReturnValue
    public Builder batch(int size, int passes) {
      settings.batchSize = size;
      settings.accumulation = passes;
      return this;
    }

    /** Adam's settings. */
    @CanIgnoreReturnValue
    public Builder optimiser(Optimiser value) {
      settings.optimiser = value;
      return this;
    }

    /** How the learning rate changes. */
    @CanIgnoreReturnValue
    public Builder learningRate(LearningRateRule value) {
      settings.learningRate = value;
      return this;
    }

    /** How time steps are drawn. */
    @CanIgnoreReturnValue
    public Builder timeSampling(TimeSampling value) {
      settings.timeSampling = value;
      return this;
    }

    /** How often each time step is drawn. */
    @CanIgnoreReturnValue
    public Builder timeDensity(TimeDensity value) {
      settings.timeDensity = value;
      return this;
    }

    /** The loss weights of the two stages. */
    @CanIgnoreReturnValue
    public Builder weighting(LossWeighting x, LossWeighting y) {
      settings.weightingX = x;
      settings.weightingY = y;
      return this;
    }

    /** What model y is shown of x: the true x_0 unless said otherwise. */
    @CanIgnoreReturnValue
    public Builder targetCondition(TargetCondition value) {
      settings.targetCondition = value;
      return this;
    }

    /** Random changes of the training pairs. */
    @CanIgnoreReturnValue
    public Builder augmentation(Augmentation value) {
      settings.augmentation = value;
      return this;
    }

    /** Steps between validations, and how many without improvement end a stage (0: none do). */
    @CanIgnoreReturnValue
    public Builder validation(int everySteps, int patienceInValidations) {
      settings.validateEvery = everySteps;
      settings.patience = patienceInValidations;
      return this;
    }

    /** Steps between checkpoints, and how many to keep. */
    @CanIgnoreReturnValue
    public Builder checkpoints(int everySteps, int keep) {
      settings.checkpointEvery = everySteps;
      settings.keepCheckpoints = keep;
      return this;
    }

    /** Decides everything random. */
    @CanIgnoreReturnValue
    public Builder seed(long value) {
      settings.seed = value;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if one is out of range or two do not fit together
     */
    public TrainingConfig build() {
      return new TrainingConfig(new TrainingSettings(settings));
    }
  }
}
