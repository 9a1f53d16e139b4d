package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableMap;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TimeDensity;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNetProperties;
import org.pigdiffusion.unet.Weights;

/**
 * What the course of a stage depends on, as text by name. How long it goes on and how often it is
 * written down are not in it: a run may be prolonged.
 *
 * <p>Checkpoints hold this text, so no name and no wording may change. A setting that comes later
 * gets a line here, and one in {@link #LATER} with what all did before it came.
 */
final class Fingerprint {
  /** What guides model y while it learns: a name in its fingerprint. */
  static final String GUIDE = "guide";

  /** What was learnt from. */
  static final String TRAINING_PAIRS = "pairs.training";

  /** The rate's rule with its numbers; what old checkpoints say is turned into the same names. */
  static final String RATE = "learningRate.";

  /** The density of the time steps with its numbers. */
  static final String DENSITY = "times.density";

  private static final String QUARTER_TURNS = "augmentation.quarterTurns";

  private static final String TOLD = "augmentation.told.";

  /** Names that came later, and what a fingerprint without them means. */
  static final ImmutableMap<String, String> LATER =
      ImmutableMap.<String, String>builder()
          .putAll(UNetProperties.LATER)
          .put(DENSITY, "uniform")
          .put(QUARTER_TURNS, "false")
          .put(TOLD + "geometry", "0.0")
          .put(TOLD + "greys", "0.0")
          .buildOrThrow();

  /** Reading all of a large data set would delay every resumption by minutes. */
  private static final int PAIRS_LOOKED_AT = 64;

  private static final int DIGITS = 16;

  private final String trainingPairs;
  private final String validationPairs;

  Fingerprint(PairSource training, PairSource validation) {
    this.trainingPairs = pairs(training);
    this.validationPairs = pairs(validation);
  }

  ImmutableMap<String, String> of(StageSetup setup) {
    TrainingConfig config = setup.config();
    ImmutableMap.Builder<String, String> of = ImmutableMap.builder();
    of.putAll(UNetProperties.of(setup.net().config()));
    of.put("schedule", config.schedule().description());
    of.put("prediction", config.prediction().name());
    of.put("batch.size", Integer.toString(config.batchSize()));
    of.put("batch.accumulation", Integer.toString(config.accumulation()));
    putOptimiser(of, config.optimiser());
    putLearningRate(of, config.learningRate(), config.steps(setup.role()));
    of.put("times.sampling", config.timeSampling().name());
    putDensity(of, config.timeDensity());
    of.put("weighting", config.weighting(setup.role()).name());
    putAugmentation(of, config.augmentation());
    of.put("validateEvery", Integer.toString(config.validateEvery()));
    of.put("seed", Long.toString(config.seed()));
    setup.given().ifPresent(weights -> of.put("initialWeights", weights(weights)));
    of.put(TRAINING_PAIRS, trainingPairs);
    of.put("pairs.validation", validationPairs);
    return of.buildOrThrow();
  }

  private static void putOptimiser(ImmutableMap.Builder<String, String> of, Optimiser optimiser) {
    of.put("optimiser.learningRate", Double.toString(optimiser.learningRate()));
    of.put("optimiser.beta1", Double.toString(optimiser.beta1()));
    of.put("optimiser.beta2", Double.toString(optimiser.beta2()));
    of.put("optimiser.epsilon", Double.toString(optimiser.epsilon()));
    of.put("optimiser.clipNorm", Double.toString(optimiser.clipNorm()));
    of.put("optimiser.averageDecay", Double.toString(optimiser.averageDecay()));
  }

  private static void putLearningRate(
      ImmutableMap.Builder<String, String> of, LearningRateRule rule, int steps) {
    of.put(RATE + "warmUp", Integer.toString(rule.warmUp()));
    if (rule instanceof LearningRateRule.Constant) {
      of.put(RATE + "rule", "constant");
    } else if (rule instanceof LearningRateRule.Cosine) {
      of.put(RATE + "rule", "cosine");
      of.put(RATE + "steps", Integer.toString(steps));
    } else if (rule instanceof LearningRateRule.OnPlateau plateau) {
      of.put(RATE + "rule", "onPlateau");
      of.put(RATE + "factor", Double.toString(plateau.factor()));
      of.put(RATE + "patience", Integer.toString(plateau.patience()));
    } else if (rule instanceof LearningRateRule.OnTrainingPlateau plateau) {
      of.put(RATE + "rule", "onTrainingPlateau");
      of.put(RATE + "factor", Double.toString(plateau.factor()));
      of.put(RATE + "patience", Integer.toString(plateau.patience()));
      of.put(RATE + "everySteps", Integer.toString(plateau.everySteps()));
    } else {
      throw new IllegalStateException("learning rate: no name for the rule " + rule);
    }
  }

  private static void putDensity(ImmutableMap.Builder<String, String> of, TimeDensity density) {
    if (density instanceof TimeDensity.Uniform) {
      of.put(DENSITY, "uniform");
    } else if (density instanceof TimeDensity.LogitNormal normal) {
      putNormal(of, "logitNormal", normal.mean(), normal.deviation());
    } else if (density instanceof TimeDensity.LogNormalSigma normal) {
      putNormal(of, "logNormalSigma", normal.mean(), normal.deviation());
    } else {
      throw new IllegalStateException("time density: no name for " + density);
    }
  }

  private static void putNormal(
      ImmutableMap.Builder<String, String> of, String name, double mean, double deviation) {
    of.put(DENSITY, name);
    of.put(DENSITY + ".mean", Double.toString(mean));
    of.put(DENSITY + ".deviation", Double.toString(deviation));
  }

  private static void putAugmentation(
      ImmutableMap.Builder<String, String> of, Augmentation augmentation) {
    of.put("augmentation.horizontalFlip", Double.toString(augmentation.horizontalFlip()));
    of.put("augmentation.verticalFlip", Double.toString(augmentation.verticalFlip()));
    of.put("augmentation.maxShift", Integer.toString(augmentation.maxShift()));
    of.put(QUARTER_TURNS, Boolean.toString(augmentation.quarterTurns()));
    of.put(TOLD + "geometry", Double.toString(augmentation.told().geometry()));
    of.put(TOLD + "greys", Double.toString(augmentation.told().greys()));
  }

  /** Names pairs by their number and by what some of them are. */
  static String pairs(PairSource source) {
    Checksum checksum = Checksum.start();
    int looks = Math.min(PAIRS_LOOKED_AT, source.size());
    for (int i = 0; i < looks; i++) {
      PairExample pair = source.example((int) ((long) i * source.size() / looks));
      checksum.add(pair.name()).add(pair.x()).add(pair.y());
    }
    return source.size() + " of " + checksum.hex(DIGITS);
  }

  /** Names weights by what they are, in a few digits. */
  static String weights(Weights weights) {
    return Checksum.of(weights).substring(0, DIGITS);
  }
}
