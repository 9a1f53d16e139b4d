package org.pigdiffusion.trainer;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.noise.NoiseSchedule;

/** What a {@link TrainingConfig} holds and its builder collects, with the defaults. */
final class TrainingSettings {
  NoiseSchedule schedule = NoiseSchedule.paper();
  PredictionType prediction = PredictionType.NOISE;
  int stepsX = 10_000;
  int stepsY = 10_000;
  int batchSize = 8;
  int accumulation = 1;
  Optimiser optimiser = Optimiser.standard();
  LearningRateRule learningRate = new LearningRateRule.Constant(0);
  TimeSampling timeSampling = TimeSampling.ANTITHETIC;
  TimeDensity timeDensity = TimeDensity.uniform();
  LossWeighting weightingX = LossWeighting.NONE;
  LossWeighting weightingY = LossWeighting.NONE;
  TargetCondition targetCondition = TargetCondition.trueClean();
  Augmentation augmentation = Augmentation.none();
  int validateEvery = 500;
  int patience;
  int checkpointEvery = 500;
  int keepCheckpoints = 2;
  long seed;

  TrainingSettings() {}

  TrainingSettings(TrainingSettings other) {
    this.schedule = other.schedule;
    this.prediction = other.prediction;
    this.stepsX = other.stepsX;
    this.stepsY = other.stepsY;
    this.batchSize = other.batchSize;
    this.accumulation = other.accumulation;
    this.optimiser = other.optimiser;
    this.learningRate = other.learningRate;
    this.timeSampling = other.timeSampling;
    this.timeDensity = other.timeDensity;
    this.weightingX = other.weightingX;
    this.weightingY = other.weightingY;
    this.targetCondition = other.targetCondition;
    this.augmentation = other.augmentation;
    this.validateEvery = other.validateEvery;
    this.patience = other.patience;
    this.checkpointEvery = other.checkpointEvery;
    this.keepCheckpoints = other.keepCheckpoints;
    this.seed = other.seed;
  }

  /** Those for few hours on a CPU. */
  static TrainingSettings laptop() {
    TrainingSettings laptop = new TrainingSettings();
    laptop.prediction = PredictionType.VELOCITY;
    laptop.optimiser = Optimiser.builder().learningRate(1e-3).averageDecay(0.999).build();
    laptop.learningRate = new LearningRateRule.Cosine(200);
    laptop.augmentation = Augmentation.standard();
    return laptop;
  }

  /** Those of the PIG authors' code, for so many pairs. */
  static TrainingSettings authors(int pairs) {
    Checks.require(pairs >= 1, "pairs", "at least 1", pairs);
    TrainingSettings authors = new TrainingSettings();
    authors.batchSize = 6;
    int epoch = (pairs - 1) / authors.batchSize + 1;
    authors.stepsX = Math.multiplyExact(128, epoch);
    authors.stepsY = authors.stepsX;
    authors.optimiser =
        Optimiser.builder().clipNorm(Double.POSITIVE_INFINITY).averageDecay(0).build();
    authors.learningRate = new LearningRateRule.OnTrainingPlateau(0, 0.25, 4, epoch);
    authors.timeSampling = TimeSampling.ANTITHETIC_AUTHORS;
    authors.weightingY = LossWeighting.SIGMOID_OF_CONDITION;
    authors.targetCondition = TargetCondition.predictedClean();
    authors.validateEvery = epoch;
    authors.checkpointEvery = epoch;
    return authors;
  }

  /** Refuses a setting that is out of range, and two that do not fit together. */
  void require() {
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

  private Map<String, Object> byName() {
    return ImmutableMap.<String, Object>builder()
        .put("schedule", schedule)
        .put("prediction", prediction)
        .put("stepsX", stepsX)
        .put("stepsY", stepsY)
        .put("batchSize", batchSize)
        .put("accumulation", accumulation)
        .put("optimiser", optimiser)
        .put("learningRate", learningRate)
        .put("timeSampling", timeSampling)
        .put("timeDensity", timeDensity)
        .put("weightingX", weightingX)
        .put("weightingY", weightingY)
        .put("targetCondition", targetCondition)
        .put("augmentation", augmentation)
        .put("validateEvery", validateEvery)
        .put("patience", patience)
        .put("checkpointEvery", checkpointEvery)
        .put("keepCheckpoints", keepCheckpoints)
        .put("seed", seed)
        .buildOrThrow();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingSettings that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  /** All by name, in a fixed order. */
  @Override
  public String toString() {
    return "[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }
}
