package org.pigdiffusion.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.noise.NoiseSchedule;

class TrainingConfigTest {

  private static TrainingConfig.Builder config() {
    return TrainingConfig.builder();
  }

  @Test
  void whatIsSetIsWhatIsBuilt() {
    NoiseSchedule schedule = NoiseSchedule.cosine(100).zeroTerminalSnr();
    Optimiser optimiser = new Optimiser(1e-3, 0.8, 0.9, 1e-6, Double.POSITIVE_INFINITY, 0.5);
    assertEquals(
        new TrainingConfig(
            schedule,
            PredictionType.VELOCITY,
            11,
            12,
            13,
            14,
            optimiser,
            new LearningRateRule.Cosine(15),
            TimeSampling.UNIFORM,
            TimeDensity.logitNormal(0.5, 2),
            LossWeighting.MIN_SNR,
            LossWeighting.SIGMOID_OF_CONDITION,
            TargetCondition.TRUE_CLEAN,
            new Augmentation(0.5, 0.25, 16),
            17,
            18,
            19,
            20,
            21),
        config()
            .schedule(schedule)
            .prediction(PredictionType.VELOCITY)
            .steps(11, 12)
            .batch(13, 14)
            .optimiser(optimiser)
            .learningRate(new LearningRateRule.Cosine(15))
            .timeSampling(TimeSampling.UNIFORM)
            .timeDensity(TimeDensity.logitNormal(0.5, 2))
            .weighting(LossWeighting.MIN_SNR, LossWeighting.SIGMOID_OF_CONDITION)
            .targetCondition(TargetCondition.TRUE_CLEAN)
            .augmentation(new Augmentation(0.5, 0.25, 16))
            .validation(17, 18)
            .checkpoints(19, 20)
            .seed(21)
            .build());
  }

  @Test
  void withoutSettingsItIsThePapersTraining() {
    TrainingConfig config = config().build();
    assertEquals(NoiseSchedule.paper(), config.schedule());
    assertEquals(PredictionType.NOISE, config.prediction());
    assertEquals(Optimiser.standard(), config.optimiser());
    assertEquals(8, config.batchSize());
    assertEquals(Augmentation.none(), config.augmentation());
  }

  @Test
  void aRoleHasItsOwnStepsAndWeights() {
    TrainingConfig config =
        config().steps(3, 4).weighting(LossWeighting.NONE, LossWeighting.MIN_SNR).build();
    assertEquals(3, config.steps(Role.X));
    assertEquals(4, config.steps(Role.Y));
    assertEquals(LossWeighting.NONE, config.weighting(Role.X));
    assertEquals(LossWeighting.MIN_SNR, config.weighting(Role.Y));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertRefused("stepsX", () -> config().steps(-1, 0).build());
    assertRefused("stepsY", () -> config().steps(1, -1).build());
    assertRefused("batchSize", () -> config().batch(0, 1).build());
    assertRefused("accumulation", () -> config().batch(1, 0).build());
    assertRefused("validateEvery", () -> config().validation(0, 0).build());
    assertRefused("patience", () -> config().validation(1, -1).build());
    assertRefused("checkpointEvery", () -> config().checkpoints(0, 1).build());
    assertRefused("keepCheckpoints", () -> config().checkpoints(1, 0).build());
  }

  @Test
  void modelYNeedsAModelXUnlessItLearnsFromTheTrueGuide() {
    assertRefused("stepsX", () -> config().steps(0, 5).build());
    assertEquals(
        0, config().steps(0, 5).targetCondition(TargetCondition.TRUE_CLEAN).build().steps(Role.X));
    assertEquals(0, config().steps(0, 0).build().steps(Role.Y));
  }

  @Test
  void noisePredictionCannotLearnFromPureNoise() {
    NoiseSchedule zero = NoiseSchedule.paper().zeroTerminalSnr();
    assertRefused("schedule", () -> config().schedule(zero).build());
    assertEquals(
        zero, config().schedule(zero).prediction(PredictionType.VELOCITY).build().schedule());
  }

  @Test
  void adamsSettings() {
    Optimiser standard = Optimiser.standard();
    assertEquals(new Optimiser(2e-4, 0.9, 0.999, 1e-8, 1.0, 0.999), standard);
    assertEquals(0.1, standard.withLearningRate(0.1).learningRate());
    assertEquals(0.5, standard.withAverageDecay(0.5).averageDecay());
    assertEquals(standard, standard.withLearningRate(0.1).withLearningRate(2e-4));
    assertRefused("learningRate", () -> standard.withLearningRate(0));
    assertRefused("learningRate", () -> standard.withLearningRate(Double.POSITIVE_INFINITY));
    assertRefused("averageDecay", () -> standard.withAverageDecay(1));
    assertRefused("averageDecay", () -> standard.withAverageDecay(Double.NaN));
    assertRefused("beta1", () -> new Optimiser(1, -0.1, 0.9, 1, 1, 0));
    assertRefused("beta2", () -> new Optimiser(1, 0.9, 1, 1, 1, 0));
    assertRefused("epsilon", () -> new Optimiser(1, 0.9, 0.9, 0, 1, 0));
    assertRefused("clipNorm", () -> new Optimiser(1, 0.9, 0.9, 1, 0, 0));
    assertRefused("clipNorm", () -> new Optimiser(1, 0.9, 0.9, 1, Double.NaN, 0));
  }

  @Test
  void learningRateRules() {
    assertEquals(new LearningRateRule.OnPlateau(0, 0.25, 4), LearningRateRule.OnPlateau.authors());
    assertRefused("warmUp", () -> new LearningRateRule.Constant(-1));
    assertRefused("warmUp", () -> new LearningRateRule.Cosine(-1));
    assertRefused("warmUp", () -> new LearningRateRule.OnPlateau(-1, 0.5, 1));
    assertRefused("factor", () -> new LearningRateRule.OnPlateau(0, 1, 1));
    assertRefused("factor", () -> new LearningRateRule.OnPlateau(0, 0, 1));
    assertRefused("patience", () -> new LearningRateRule.OnPlateau(0, 0.5, -1));
  }

  @Test
  void timeDensities() {
    assertEquals(TimeDensity.uniform(), config().build().timeDensity());
    assertRefused("mean", () -> TimeDensity.logitNormal(Double.NaN, 1));
    assertRefused("deviation", () -> TimeDensity.logitNormal(0, 0));
    assertRefused("mean", () -> TimeDensity.logNormalSigma(Double.POSITIVE_INFINITY, 1));
    assertRefused("deviation", () -> TimeDensity.logNormalSigma(0, Double.NaN));
  }

  @Test
  void augmentations() {
    assertEquals(new Augmentation(0.5, 0, 2, true), new Augmentation(0.5, 0, 2).withQuarterTurns());
    assertEquals(new Augmentation(0, 0, 0), Augmentation.none());
    assertRefused("horizontalFlip", () -> new Augmentation(-0.1, 0, 0));
    assertRefused("verticalFlip", () -> new Augmentation(0, 1.1, 0));
    assertRefused("maxShift", () -> new Augmentation(0, 0, -1));
  }
}
