package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.LossPoint;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.UNetConfig;

class DjlPairedTrainerTest {
  private static final int LEARNING_STEPS = 50;

  @TempDir Path folder;

  private static class Recorder implements TrainingListener {
    final List<Step> steps = new ArrayList<>();
    final List<Validation> validations = new ArrayList<>();
    int cancelAfter = Integer.MAX_VALUE;

    @Override
    public void onStep(Step step) {
      steps.add(step);
    }

    @Override
    public void onValidation(Validation validation) {
      validations.add(validation);
    }

    @Override
    public boolean isCancelled() {
      return steps.size() >= cancelAfter;
    }
  }

  @ParameterizedTest
  @EnumSource
  void learnsAFewPairsByHeart(PredictionType prediction) {
    TrainingConfig config =
        TinyRun.config()
            .prediction(prediction)
            .steps(LEARNING_STEPS, LEARNING_STEPS)
            .batch(6, 1)
            .optimiser(Optimiser.builder().learningRate(1e-2).build())
            .weighting(LossWeighting.MIN_SNR, LossWeighting.SIGMOID_OF_CONDITION)
            .learningRate(new LearningRateRule.Cosine(5))
            .augmentation(Augmentation.none())
            .validation(25, 0)
            .checkpoints(LEARNING_STEPS, 1)
            .build();
    UNetConfig plain =
        TinyRun.network().toBuilder()
            .multipliers(1)
            .attentionLevels(ImmutableSortedSet.of())
            .middleAttention(false)
            .dropout(0)
            .build();
    Recorder recorder = new Recorder();
    PairSource pairs = TinyRun.pairs(3, 1);
    TrainingReport report =
        DjlPairedTrainer.of(folder, plain, config).train(pairs, pairs, recorder);
    assertTrue(report.complete());
    for (Role role : Role.values()) {
      List<LossPoint> losses = report.stage(role).trainingLoss();
      double first = mean(losses.subList(0, 10));
      double last = mean(losses.subList(LEARNING_STEPS - 10, LEARNING_STEPS));
      assertTrue(last < 0.9 * first, role + " began at " + first + " and ended at " + last);
    }
    assertEquals(2 * LEARNING_STEPS, recorder.steps.size());
    assertEquals(
        List.of(25, 50, 25, 50), recorder.validations.stream().map(v -> v.step()).toList());
  }

  private static double mean(List<LossPoint> losses) {
    return losses.stream().mapToDouble(LossPoint::loss).average().orElseThrow();
  }

  @Test
  void anInterruptEndsTheRunAsACancelDoes() {
    Recorder interrupting =
        new Recorder() {
          @Override
          public void onStep(Step step) {
            super.onStep(step);
            if (steps.size() == 3) {
              Thread.currentThread().interrupt();
            }
          }
        };
    TrainingReport report = TinyRun.train(folder, TinyRun.config().build(), interrupting);
    assertTrue(Thread.interrupted(), "the thread stays interrupted");
    assertEquals(StopReason.CANCELLED, report.stage(Role.X).reason());
    assertEquals(3, report.stage(Role.X).steps());
    Recorder second = new Recorder();
    assertTrue(TinyRun.train(folder, TinyRun.config().build(), second).complete());
    assertEquals(4, second.steps.get(0).step());
  }

  @Test
  void aCancelledRunGoesOnAsIfItHadNotBeen() {
    TrainingConfig config = TinyRun.config().build();
    Recorder first = new Recorder();
    first.cancelAfter = 7;
    TrainingReport interrupted = TinyRun.train(folder.resolve("a"), config, first);
    assertFalse(interrupted.complete());
    assertEquals(StopReason.CANCELLED, interrupted.stage(Role.X).reason());
    assertEquals(7, interrupted.stage(Role.X).steps());
    assertThrows(IllegalStateException.class, () -> interrupted.stage(Role.Y));

    Recorder second = new Recorder();
    TrainingReport resumed = TinyRun.train(folder.resolve("a"), config, second);
    assertEquals(8, second.steps.get(0).step());
    TrainingReport whole = TinyRun.train(folder.resolve("b"), config, TrainingListener.none());
    assertEquals(TinyRun.summary(whole), TinyRun.summary(resumed));
    assertEquals(whole.stage(Role.Y).weights(), resumed.stage(Role.Y).weights());

    Recorder third = new Recorder();
    TrainingReport again = TinyRun.train(folder.resolve("a"), config, third);
    assertTrue(third.steps.isEmpty(), "what is finished is not trained again");
    assertEquals(TinyRun.summary(whole), TinyRun.summary(again));
  }

  @Test
  void anotherSettingNetworkOrPairIsRefused() {
    TrainingConfig config = TinyRun.config().steps(1, 0).build();
    TinyRun.train(folder, config, TrainingListener.none());
    assertRefused("seed", TinyRun.config().steps(1, 0).seed(12).build(), TinyRun.pairs(10, 1));
    assertRefused(
        "prediction",
        TinyRun.config().steps(1, 0).prediction(PredictionType.CLEAN).build(),
        TinyRun.pairs(10, 1));
    assertRefused("pairs.training", config, TinyRun.pairs(10, 2));
    assertRefused("pairs.training", config, TinyRun.pairs(9, 1));
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                DjlPairedTrainer.of(
                        folder, TinyRun.network().toBuilder().baseWidth(6).build(), config)
                    .train(TinyRun.pairs(10, 1), TinyRun.pairs(5, 1000), TrainingListener.none()));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("unet.baseWidth: now 6, there 4"),
        refusal.getMessage());
  }

  private void assertRefused(String difference, TrainingConfig config, PairSource training) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                DjlPairedTrainer.of(folder, TinyRun.network(), config)
                    .train(training, TinyRun.pairs(5, 1000), TrainingListener.none()));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(difference) && message.contains("now"), message);
  }

  @Test
  void stageYStopsWhenItNoLongerImproves() {
    TrainingConfig config =
        TinyRun.config()
            .steps(0, 200)
            .targetCondition(TargetCondition.trueClean())
            .optimiser(Optimiser.builder().learningRate(1e-12).averageDecay(0).build())
            .validation(1, 3)
            .build();
    TrainingReport report = TinyRun.train(folder, config, TrainingListener.none());
    StageReport y = report.stage(Role.Y);
    assertEquals(StopReason.NO_IMPROVEMENT, y.reason());
    assertTrue(y.steps() < 200);
    assertEquals(y.bestStep() + 3, y.steps());
  }

  @Test
  void aLossThatIsNotFiniteStopsTheRunAndHarmsNoCheckpoint() throws IOException {
    TrainingConfig config = TinyRun.config().batch(2, 1).checkpoints(2, 9).build();
    PairSource poisoned =
        new PairSource() {
          private int asked;

          @Override
          public int size() {
            return 10;
          }

          @Override
          public PairExample example(int index) {
            PairExample pair = TinyRun.pairs(10, 1).example(index);
            // The fingerprint looks at ten pairs and two after that make one step.
            return ++asked <= 20
                ? pair
                : new PairExample(
                    pair.name(), pair.group(), pair.x().map(v -> Double.NaN), pair.y());
          }
        };
    TrainingException failure =
        assertThrows(
            TrainingException.class,
            () ->
                DjlPairedTrainer.of(folder, TinyRun.network(), config)
                    .train(poisoned, TinyRun.pairs(5, 1000), TrainingListener.none()));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("stage X") && message.contains("NaN"), message);
    try (Stream<Path> checkpoints = Files.list(folder.resolve("x"))) {
      assertEquals(
          List.of("step-00000002", "step-00000004"),
          checkpoints.map(path -> path.getFileName().toString()).sorted().toList());
    }
    Recorder recorder = new Recorder();
    recorder.cancelAfter = 1;
    TinyRun.train(folder, config, recorder);
    assertEquals(5, recorder.steps.get(0).step());
  }

  @Test
  void aCheckpointServesAsADenoiser() {
    TrainingReport report =
        TinyRun.train(folder, TinyRun.config().steps(2, 0).build(), TrainingListener.none());
    Tensor image = TinyRun.pairs(1, 1).example(0).y();
    StageReport x = report.stage(Role.X);
    try (DjlDenoiser loaded = DjlDenoiser.load(folder.resolve("x/step-00000002/best.safetensors"));
        DjlDenoiser made = DjlDenoiser.of(x.network(), x.weights(), PredictionType.NOISE, "made")) {
      assertEquals(made.predict(image, image, 7), loaded.predict(image, image, 7));
    }
  }

  @Test
  void pairsAndNetworksThatDoNotFitAreRefused() {
    TrainingConfig config = TinyRun.config().build();
    assertThrows(
        IllegalArgumentException.class,
        () ->
            DjlPairedTrainer.of(
                folder,
                TinyRun.network(),
                TinyRun.network().toBuilder().channels(2, 1).build(),
                config));
    DjlPairedTrainer colour =
        DjlPairedTrainer.of(folder, TinyRun.network().toBuilder().channels(1, 3).build(), config);
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                        colour.train(
                            TinyRun.pairs(3, 1), TinyRun.pairs(3, 1), TrainingListener.none()))
                .getMessage());
    assertTrue(message.startsWith("training y: expected shape [1,3,8,8]"), message);
  }
}
