package org.pigdiffusion.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;

class TrainingConfigTest {

  private static TrainingConfig.Builder config() {
    return TrainingConfig.builder();
  }

  @Test
  void whatIsSetIsWhatIsBuilt() {
    NoiseSchedule schedule = NoiseSchedule.cosine(100).zeroTerminalSnr();
    Optimiser optimiser =
        Optimiser.builder()
            .learningRate(1e-3)
            .betas(0.8, 0.9)
            .epsilon(1e-6)
            .clipNorm(Double.POSITIVE_INFINITY)
            .averageDecay(0.5)
            .build();
    TrainingConfig config =
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
            .targetCondition(TargetCondition.trueClean())
            .augmentation(new Augmentation(0.5, 0.25, 16))
            .validation(17, 18)
            .checkpoints(19, 20)
            .seed(21)
            .build();
    assertEquals(
        "TrainingConfig[schedule=zeroTerminalSnr(cosine(100)), prediction=VELOCITY, stepsX=11,"
            + " stepsY=12, batchSize=13, accumulation=14, optimiser=Optimiser[learningRate=0.001,"
            + " beta1=0.8, beta2=0.9, epsilon=1.0E-6, clipNorm=Infinity, averageDecay=0.5],"
            + " learningRate=Cosine[warmUp=15], timeSampling=UNIFORM,"
            + " timeDensity=LogitNormal[mean=0.5, deviation=2.0], weightingX=MIN_SNR,"
            + " weightingY=SIGMOID_OF_CONDITION, targetCondition=TrueClean[],"
            + " augmentation=Augmentation[horizontalFlip=0.5, verticalFlip=0.25, maxShift=16,"
            + " quarterTurns=false], validateEvery=17, patience=18, checkpointEvery=19,"
            + " keepCheckpoints=20, seed=21]",
        config.toString());
    assertEquals(config, config.toBuilder().build());
    assertEquals(config.hashCode(), config.toBuilder().build().hashCode());
    assertNotEquals(config, config.toBuilder().seed(22).build());
  }

  /** What was built stays as it is, whatever becomes of the builder. */
  @Test
  void aBuilderMayBeUsedAgain() {
    TrainingConfig.Builder builder = config().seed(1);
    TrainingConfig first = builder.build();
    assertEquals(2, builder.seed(2).build().seed());
    assertEquals(1, first.seed());
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

  /** 100 pairs in batches of 6 are an epoch of 17 steps; 128 epochs. */
  @Test
  void theAuthorsTraining() {
    TrainingConfig config = TrainingConfig.authors(100).build();
    assertEquals(NoiseSchedule.linear(1024, 1e-4, 0.02), config.schedule());
    assertEquals(PredictionType.NOISE, config.prediction());
    assertEquals(128 * 17, config.stepsX());
    assertEquals(128 * 17, config.stepsY());
    assertEquals(6, config.batchSize());
    assertEquals(1, config.accumulation());
    assertEquals(
        "Optimiser[learningRate=2.0E-4, beta1=0.9, beta2=0.999, epsilon=1.0E-8, clipNorm=Infinity,"
            + " averageDecay=0.0]",
        config.optimiser().toString());
    assertEquals(new LearningRateRule.OnTrainingPlateau(0, 0.25, 4, 17), config.learningRate());
    assertEquals(TimeSampling.ANTITHETIC_AUTHORS, config.timeSampling());
    assertEquals(LossWeighting.NONE, config.weightingX());
    assertEquals(LossWeighting.SIGMOID_OF_CONDITION, config.weightingY());
    assertEquals(TargetCondition.predictedClean(), config.targetCondition());
    assertEquals(Augmentation.none(), config.augmentation());
    assertEquals(128 * 2, TrainingConfig.authors(12).build().stepsX());
    assertRefused("pairs", () -> TrainingConfig.authors(0));
  }

  @Test
  void theTrainingForALaptop() {
    TrainingConfig config = TrainingConfig.laptop(3, 4).build();
    assertEquals(3, config.stepsX());
    assertEquals(4, config.stepsY());
    assertEquals(PredictionType.VELOCITY, config.prediction());
    assertEquals(1e-3, config.optimiser().learningRate());
    assertEquals(0.999, config.optimiser().averageDecay());
    assertEquals(new LearningRateRule.Cosine(200), config.learningRate());
    assertEquals(new Augmentation(0.5, 0.5, 2), config.augmentation());
    assertEquals(TargetCondition.trueClean(), config.targetCondition());
    assertEquals(TargetCondition.trueClean(), TrainingConfig.builder().build().targetCondition());
  }

  @Test
  void whatModelYIsShown() {
    assertEquals(
        TargetCondition.predictedClean(),
        TargetCondition.predictedClean(GuideTransform.identity()));
    // What checkpoints say that were written when these three were all.
    assertEquals("TRUE_CLEAN", TargetCondition.trueClean().description());
    assertEquals("NOISY", TargetCondition.noisy().description());
    assertEquals("PREDICTED_CLEAN", TargetCondition.predictedClean().description());
    assertEquals(
        "PREDICTED_CLEAN_LIMITED",
        TargetCondition.predictedClean(GuideTransform.clamped()).description());
    assertEquals(
        "PREDICTED_CLEAN(then(clamped,smoothed(5,binary(relative,0.75))))",
        TargetCondition.predictedClean(GuideTransform.authors()).description());
  }

  /** No trained model could say what it was trained with. */
  @Test
  void aTransformThatCannotBeReadBackIsNoCondition() {
    GuideTransform own =
        new GuideTransform() {
          @Override
          public Tensor apply(Tensor cleanEstimate) {
            return cleanEstimate;
          }

          @Override
          public String description() {
            return "my own";
          }
        };
    assertRefused("guide transform", () -> TargetCondition.predictedClean(own));
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
    assertEquals(
        "Optimiser[learningRate=2.0E-4, beta1=0.9, beta2=0.999, epsilon=1.0E-8, clipNorm=1.0,"
            + " averageDecay=0.999]",
        standard.toString());
    assertEquals(standard, standard.toBuilder().build());
    assertEquals(standard, Optimiser.builder().learningRate(0.1).learningRate(2e-4).build());
    assertRefused("learningRate", () -> Optimiser.builder().learningRate(0).build());
    assertRefused(
        "learningRate", () -> Optimiser.builder().learningRate(Double.POSITIVE_INFINITY).build());
    assertRefused("averageDecay", () -> Optimiser.builder().averageDecay(1).build());
    assertRefused("averageDecay", () -> Optimiser.builder().averageDecay(Double.NaN).build());
    assertRefused("beta1", () -> Optimiser.builder().betas(-0.1, 0.9).build());
    assertRefused("beta2", () -> Optimiser.builder().betas(0.9, 1).build());
    assertRefused("epsilon", () -> Optimiser.builder().epsilon(0).build());
    assertRefused("clipNorm", () -> Optimiser.builder().clipNorm(0).build());
    assertRefused("clipNorm", () -> Optimiser.builder().clipNorm(Double.NaN).build());
  }

  @Test
  void learningRateRules() {
    assertRefused("warmUp", () -> new LearningRateRule.Constant(-1));
    assertRefused("warmUp", () -> new LearningRateRule.Cosine(-1));
    assertRefused("warmUp", () -> new LearningRateRule.OnPlateau(-1, 0.5, 1));
    assertRefused("factor", () -> new LearningRateRule.OnPlateau(0, 1, 1));
    assertRefused("factor", () -> new LearningRateRule.OnPlateau(0, 0, 1));
    assertRefused("patience", () -> new LearningRateRule.OnPlateau(0, 0.5, -1));
    assertRefused("warmUp", () -> new LearningRateRule.OnTrainingPlateau(-1, 0.5, 1, 1));
    assertRefused("factor", () -> new LearningRateRule.OnTrainingPlateau(0, 0, 1, 1));
    assertRefused("patience", () -> new LearningRateRule.OnTrainingPlateau(0, 0.5, -1, 1));
    assertRefused("everySteps", () -> new LearningRateRule.OnTrainingPlateau(0, 0.5, 1, 0));
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
    assertEquals(new Augmentation(0.5, 1, 2, true), new Augmentation(0.5, 1, 2).withQuarterTurns());
    assertEquals(new Augmentation(0, 0, 0), Augmentation.none());
    ToldAugmentation standard = ToldAugmentation.standard();
    Augmentation told = new Augmentation(0.5, 0, 2).withTold(standard);
    assertEquals(standard, told.withFlips(1, 1).withQuarterTurns().withMaxShift(1).told());
    assertEquals(
        "Augmentation[horizontalFlip=0.5, verticalFlip=0.0, maxShift=2, quarterTurns=false,"
            + " told=ToldAugmentation[geometry=0.12, greys=0.12]]",
        told.toString());
    assertRefused("geometry", () -> new ToldAugmentation(1.1, 0));
    assertRefused("greys", () -> new ToldAugmentation(0, Double.NaN));
    assertThrows(NullPointerException.class, () -> new Augmentation(0, 0, 0, false, null));
    assertThrows(NullPointerException.class, () -> Augmentation.none().withTold(null));
    assertTrue(new ToldAugmentation(-0.0, -0.0).isNone());
    assertEquals(Augmentation.none(), new Augmentation(-0.0, -0.0, 0));
    assertRefused("horizontalFlip", () -> new Augmentation(-0.1, 0, 0));
    assertRefused("verticalFlip", () -> new Augmentation(0, 1.1, 0));
    assertRefused("maxShift", () -> new Augmentation(0, 0, -1));
  }

  /** Without both flips, to exchange rows and columns would mirror images and turn none. */
  @Test
  void quarterTurnsNeedBothFlips() {
    assertRefused("quarterTurns", () -> new Augmentation(0, 0, 0, true));
    assertRefused("quarterTurns", () -> new Augmentation(0.5, 0, 2).withQuarterTurns());
    assertRefused("quarterTurns", () -> new Augmentation(0, 0.5, 2).withQuarterTurns());
    Augmentation turns = Augmentation.standard().withQuarterTurns();
    assertRefused("quarterTurns", () -> turns.withFlips(0.5, 0));
  }
}
