package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.internal.NamedDifferences;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.TimeDensity;
import org.pigdiffusion.trainer.TimeSampling;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.GuideInput;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UpwardAttention;

class FingerprintTest {
  private static final UNetConfig OTHER_NETWORK =
      KeptRun.network().toBuilder()
          .patch(2)
          .dropout(0.1)
          .upwardAttention(UpwardAttention.LOWEST_LEVEL)
          .build();

  private static ImmutableMap<String, String> of(
      Role role, UNetConfig network, TrainingConfig config, boolean given) {
    UNet net = new UNet(network);
    StageSetup setup =
        new StageSetup(
            role, net, config, given ? Optional.of(InitialWeights.of(net, 1)) : Optional.empty());
    return new Fingerprint(KeptRun.pairs(2), KeptRun.pairs(1)).of(setup);
  }

  private static ImmutableMap<String, String> of(TrainingConfig config) {
    return of(Role.X, KeptRun.network(), config, false);
  }

  private static TrainingConfig other() {
    return KeptRun.config()
        .learningRate(new LearningRateRule.Cosine(3))
        .timeDensity(TimeDensity.logitNormal(0, 1))
        .augmentation(new Augmentation(0.25, 1, 2).withQuarterTurns())
        .timeSampling(TimeSampling.ANTITHETIC_AUTHORS)
        .weighting(LossWeighting.MIN_SNR, LossWeighting.SIGMOID_OF_CONDITION)
        .optimiser(Optimiser.builder().clipNorm(Double.POSITIVE_INFINITY).averageDecay(0).build())
        .build();
  }

  /** Checkpoints hold these names and words, so they stay as they are. */
  @Test
  void everySettingHasItsWords() {
    Map<String, String> words = new TreeMap<>(of(Role.X, OTHER_NETWORK, other(), true));
    assertEquals(
        List.of(
            "augmentation.horizontalFlip=0.25",
            "augmentation.maxShift=2",
            "augmentation.quarterTurns=true",
            "augmentation.told.geometry=0.0",
            "augmentation.told.greys=0.0",
            "augmentation.verticalFlip=1.0",
            "batch.accumulation=1",
            "batch.size=2",
            "initialWeights=10a6ba205dd81361",
            "learningRate.rule=cosine",
            "learningRate.steps=2",
            "learningRate.warmUp=3",
            "optimiser.averageDecay=0.0",
            "optimiser.beta1=0.9",
            "optimiser.beta2=0.999",
            "optimiser.clipNorm=Infinity",
            "optimiser.epsilon=1.0E-8",
            "optimiser.learningRate=2.0E-4",
            "pairs.training=2 of bdc68d58f3eedb03",
            "pairs.validation=1 of 5027ec76ef14c4d4",
            "prediction=NOISE",
            "schedule=linear(50,0.001,0.1)",
            "seed=5",
            "times.density=logitNormal",
            "times.density.deviation=1.0",
            "times.density.mean=0.0",
            "times.sampling=ANTITHETIC_AUTHORS",
            "unet.attentionLevels=",
            "unet.baseWidth=4",
            "unet.channels=1",
            "unet.conditionChannels=1",
            "unet.dropout=0.1",
            "unet.groups=2",
            "unet.guideInput=CONCAT",
            "unet.middleAttention=false",
            "unet.multipliers=1",
            "unet.patch=2",
            "unet.residualBlocks=1",
            "unet.upwardAttention=LOWEST_LEVEL",
            "validateEvery=1",
            "weighting=MIN_SNR"),
        words.entrySet().stream().map(Map.Entry::toString).collect(Collectors.toList()));
  }

  @Test
  void anotherRuleIsADifferenceWithItsNumbers() {
    ImmutableMap<String, String> plateau =
        of(KeptRun.config().learningRate(new LearningRateRule.OnPlateau(2, 0.5, 0)).build());
    ImmutableMap<String, String> training =
        of(
            KeptRun.config()
                .learningRate(new LearningRateRule.OnTrainingPlateau(2, 0.25, 4, 9))
                .build());
    assertEquals(
        List.of(
            "learningRate.everySteps: now nothing, there 9",
            "learningRate.factor: now 0.5, there 0.25",
            "learningRate.patience: now 0, there 4",
            "learningRate.rule: now onPlateau, there onTrainingPlateau"),
        differences(plateau, training));
  }

  /** A checkpoint from before a setting was there is one with what was done before. */
  @Test
  void aSettingThatCameLaterMeansItsDefaultWhereItIsAbsent() {
    ImmutableMap<String, String> now = of(KeptRun.config().build());
    for (String name : Fingerprint.LATER.keySet()) {
      Map<String, String> before = new HashMap<>(now);
      before.remove(name);
      assertEquals(List.of(), differences(now, before));
      before.put(name, "other");
      assertEquals(1, differences(now, before).size());
    }
    Map<String, String> older = new HashMap<>(now);
    older.keySet().removeAll(Fingerprint.LATER.keySet());
    ImmutableMap<String, String> turned =
        of(
            KeptRun.config()
                .augmentation(new Augmentation(0.5, 0.25, 1).withQuarterTurns())
                .build());
    assertEquals(
        List.of("augmentation.quarterTurns: now true, there false"), differences(turned, older));
  }

  @Test
  void aNameOfALaterVersionIsADifference() {
    assertEquals(
        List.of("tomorrow: now nothing, there on"),
        differences(Map.of(), Map.of("tomorrow", "on")));
  }

  /** Java 19 writes some numbers in fewer digits than Java 17 does. */
  @Test
  void theSameNumberInOtherDigitsIsNoDifference() {
    assertEquals(
        List.of(),
        differences(
            Map.of("a", "2.0E-3", "b", "linear(50,2.0E-3,0.1)"),
            Map.of("a", "0.002", "b", "linear(50,0.002,0.10)")));
    assertEquals(1, differences(Map.of("a", "0.002"), Map.of("a", "0.0020001")).size());
    assertEquals(
        1,
        differences(Map.of("seed", "9007199254740993"), Map.of("seed", "9007199254740992")).size());
  }

  /** The words on the left are what the version before wrote. */
  @Test
  void fingerprintsOfTheFormatBeforeMeanTheSame() {
    assertTranslated(
        of(Role.X, OTHER_NETWORK, other(), true),
        Map.ofEntries(
            Map.entry(
                "network",
                "UNetConfig[channels=1, conditionChannels=1, baseWidth=4, multipliers=[1],"
                    + " residualBlocks=1, attentionLevels=[], upwardAttention=LOWEST_LEVEL,"
                    + " middleAttention=false, groups=2, dropout=0.1, guideInput=CONCAT, patch=2]"),
            Map.entry("schedule", "linear(50,0.001,0.1)"),
            Map.entry("prediction", "NOISE"),
            Map.entry("batch", "2 x 1"),
            Map.entry(
                "optimiser",
                "Optimiser[learningRate=2.0E-4, beta1=0.9, beta2=0.999, epsilon=1.0E-8,"
                    + " clipNorm=Infinity, averageDecay=0.0]"),
            Map.entry("learning rate", "Cosine[warmUp=3]"),
            Map.entry("steps", "2"),
            Map.entry("time sampling", "ANTITHETIC_AUTHORS"),
            Map.entry("time density", "LogitNormal[mean=0.0, deviation=1.0]"),
            Map.entry("weighting", "MIN_SNR"),
            Map.entry(
                "augmentation",
                "Augmentation[horizontalFlip=0.25, verticalFlip=1.0, maxShift=2,"
                    + " quarterTurns=true]"),
            Map.entry("validate every", "1"),
            Map.entry("seed", "5"),
            Map.entry("initial weights", "10a6ba205dd81361"),
            Map.entry("training pairs", "2 of bdc68d58f3eedb03"),
            Map.entry("validation pairs", "1 of 5027ec76ef14c4d4")));
  }

  @Test
  void listsAndWhatWasLeftOutMeanTheSameToo() {
    UNetConfig network =
        UNetConfig.builder(1, 1).guideInput(GuideInput.ADD).attentionLevels(Set.of(2, 5)).build();
    TrainingConfig config =
        KeptRun.config()
            .learningRate(new LearningRateRule.OnTrainingPlateau(0, 0.25, 4, 100))
            .timeDensity(TimeDensity.logNormalSigma(-1.2, 1.2))
            .build();
    assertTranslated(
        of(Role.Y, network, config, false),
        Map.ofEntries(
            Map.entry(
                "network",
                "UNetConfig[channels=1, conditionChannels=1, baseWidth=32,"
                    + " multipliers=[1, 1, 2, 2, 4, 4], residualBlocks=2, attentionLevels=[2, 5],"
                    + " upwardAttention=ALL_LEVELS, middleAttention=true, groups=32, dropout=0.0,"
                    + " guideInput=ADD]"),
            Map.entry("schedule", "linear(50,0.001,0.1)"),
            Map.entry("prediction", "NOISE"),
            Map.entry("batch", "2 x 1"),
            Map.entry(
                "optimiser",
                "Optimiser[learningRate=0.003, beta1=0.9, beta2=0.999, epsilon=1.0E-8,"
                    + " clipNorm=1.0, averageDecay=0.9]"),
            Map.entry(
                "learning rate",
                "OnTrainingPlateau[warmUp=0, factor=0.25, patience=4, everySteps=100]"),
            Map.entry("time sampling", "ANTITHETIC"),
            Map.entry("time density", "LogNormalSigma[mean=-1.2, deviation=1.2]"),
            Map.entry("weighting", "NONE"),
            Map.entry(
                "augmentation", "Augmentation[horizontalFlip=0.5, verticalFlip=0.25, maxShift=1]"),
            Map.entry("validate every", "1"),
            Map.entry("seed", "5"),
            Map.entry("training pairs", "2 of bdc68d58f3eedb03"),
            Map.entry("validation pairs", "1 of 5027ec76ef14c4d4")));
  }

  private static List<String> differences(Map<String, String> now, Map<String, String> there) {
    return NamedDifferences.between(now, there, Fingerprint.LATER);
  }

  private static void assertTranslated(Map<String, String> now, Map<String, String> old) {
    assertEquals(List.of(), differences(now, OldFingerprint.translate(old)));
    Map<String, String> otherSeed = new HashMap<>(old);
    otherSeed.put("seed", "6");
    assertEquals(
        List.of("seed: now 5, there 6"), differences(now, OldFingerprint.translate(otherSeed)));
  }

  @Test
  void malformedOldFingerprintsAreRefusedByName() {
    for (String name : List.of("network", "optimiser", "augmentation", "learning rate", "batch")) {
      String message =
          String.valueOf(
              assertThrows(
                      IllegalArgumentException.class,
                      () -> OldFingerprint.translate(Map.of(name, "nonsense")))
                  .getMessage());
      assertTrue(message.startsWith("fingerprint " + name + ": expected"), message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> OldFingerprint.translate(Map.of("learning rate", "Stairs[warmUp=3]")));
  }
}
