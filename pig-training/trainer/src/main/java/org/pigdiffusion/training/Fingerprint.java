package org.pigdiffusion.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TimeDensity;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * What the course of a stage depends on, by name. How long it goes on and how often it is written
 * down are not in it: a run may be prolonged.
 */
final class Fingerprint {
  /** Reading all of a large data set would delay every resumption by minutes. */
  private static final int PAIRS_LOOKED_AT = 64;

  /** What guides model y while it learns: a name in its fingerprint. */
  static final String GUIDE = "guide";

  private final String trainingPairs;
  private final String validationPairs;

  Fingerprint(PairSource training, PairSource validation) {
    this.trainingPairs = pairs(training);
    this.validationPairs = pairs(validation);
  }

  ImmutableMap<String, String> of(StageSetup setup) {
    TrainingConfig config = setup.config();
    Role role = setup.role();
    ImmutableMap.Builder<String, String> of = ImmutableMap.builder();
    of.put("network", network(setup.net().config()));
    of.put("schedule", config.schedule().description());
    of.put("prediction", config.prediction().name());
    of.put("batch", config.batchSize() + " x " + config.accumulation());
    of.put("optimiser", config.optimiser().toString());
    of.put("learning rate", config.learningRate().toString());
    if (config.learningRate() instanceof LearningRateRule.Cosine) {
      of.put("steps", String.valueOf(config.steps(role)));
    }
    of.put("time sampling", config.timeSampling().name());
    if (!config.timeDensity().equals(TimeDensity.uniform())) {
      of.put("time density", config.timeDensity().toString());
    }
    of.put("weighting", config.weighting(role).name());
    of.put("augmentation", config.augmentation().toString().replace(", quarterTurns=false", ""));
    of.put("validate every", String.valueOf(config.validateEvery()));
    of.put("seed", String.valueOf(config.seed()));
    setup.given().ifPresent(weights -> of.put("initial weights", weights(weights)));
    of.put("training pairs", trainingPairs);
    of.put("validation pairs", validationPairs);
    return of.buildOrThrow();
  }

  /** A setting that came later is left out where it is off, so that older runs go on. */
  private static String network(UNetConfig config) {
    return config.toString().replace(", patch=1]", "]");
  }

  private static String pairs(PairSource source) {
    Hasher hasher = Hashing.sha256().newHasher();
    int looks = Math.min(PAIRS_LOOKED_AT, source.size());
    for (int i = 0; i < looks; i++) {
      PairExample pair = source.example((int) ((long) i * source.size() / looks));
      hasher.putString(pair.name(), StandardCharsets.UTF_8);
      put(hasher, pair.x());
      put(hasher, pair.y());
    }
    return source.size() + " of " + hasher.hash().toString().substring(0, 16);
  }

  static String weights(Weights weights) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (Weights.Array array : weights.arrays().values()) {
      for (float value : array.values()) {
        hasher.putFloat(value);
      }
    }
    return hasher.hash().toString().substring(0, 16);
  }

  private static void put(Hasher hasher, Tensor tensor) {
    hasher.putString(tensor.shape().toString(), StandardCharsets.UTF_8);
    for (float value : tensor.toArray()) {
      hasher.putFloat(value);
    }
  }
}
