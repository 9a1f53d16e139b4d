package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.Weights;

/** Model y learns against a model x that was trained elsewhere: the PIG authors' usual way. */
class GivenModelXTest {
  private static final TargetCondition BINARY =
      TargetCondition.predictedClean(GuideTransform.authors());

  @TempDir Path folder;

  private static TrainingConfig.Builder config(int x, int y) {
    return TinyRun.config().steps(x, y).batch(2, 1).targetCondition(BINARY);
  }

  private static Weights x(long seed) {
    return RandomWeights.of(TinyRun.network(), seed);
  }

  private DjlPairedTrainer trainer(TrainingConfig config) {
    return DjlPairedTrainer.of(folder.resolve("run"), TinyRun.network(), config);
  }

  private static TrainingReport train(DjlPairedTrainer trainer) {
    return trainer.train(TinyRun.pairs(4, 1), TinyRun.pairs(2, 9), TrainingListener.none());
  }

  private static String refusal(DjlPairedTrainer trainer) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> train(trainer)).getMessage());
  }

  @Test
  void isReportedAndExportedAsItIs() throws IOException {
    TrainingConfig config = config(0, 2).build();
    TrainingReport report = train(trainer(config).startingFrom(Role.X, x(3)));
    StageReport given = report.stage(Role.X);
    assertEquals(StopReason.GIVEN, given.reason());
    assertEquals(0, given.steps());
    assertEquals(x(3), given.weights());
    assertEquals(2, report.stage(Role.Y).steps());
    assertTrue(report.complete());

    Path exported = folder.resolve("pair");
    new PairExport(GuideTransform.ternary(), "squares").write(exported, config, report);
    try (OnnxPair pair = OnnxPair.open(exported)) {
      assertEquals(GuideTransform.authors(), pair.guide());
      assertEquals(
          Map.of("weights", "given, not trained by this run"), pair.card(Role.X).provenance());
      assertEquals("2", pair.card(Role.Y).provenance().get("steps"));
      PairBatch batch =
          pair.sampler()
              .sample(SamplingRequest.builder().size(8, 8).method(Ddim.ofSteps(2)).build())
              .findFirst()
              .orElseThrow();
      assertTrue(batch.y().isFinite());
    }
  }

  @Test
  void anotherGuideThanTheOneLearntWithIsExported() throws IOException {
    TrainingConfig config = config(0, 1).targetCondition(TargetCondition.predictedClean()).build();
    TrainingReport report = train(trainer(config).startingFrom(Role.X, x(3)));
    Path exported = folder.resolve("pair");
    new PairExport(GuideTransform.ternary(), "squares")
        .withGuide(GuideTransform.authors())
        .write(exported, config, report);
    try (OnnxPair pair = OnnxPair.open(exported)) {
      assertEquals(GuideTransform.authors(), pair.guide());
      assertEquals(GuideTransform.ternary(), pair.annotation());
    }
  }

  @Test
  void whatModelYLearnsDependsOnIt() {
    TrainingReport one = train(trainer(config(0, 2).build()).startingFrom(Role.X, x(3)));
    assertTrue(
        refusal(trainer(config(0, 2).build()).startingFrom(Role.X, x(4))).contains("guide: now"));
    TrainingReport other =
        train(
            DjlPairedTrainer.of(folder.resolve("other"), TinyRun.network(), config(0, 2).build())
                .startingFrom(Role.X, x(4)));
    assertTrue(
        !one.stage(Role.Y).trainingLoss().equals(other.stage(Role.Y).trainingLoss()),
        "two models x gave one loss");
  }

  /** No model x is called for it: there is none. */
  @Test
  void whatIsShownTheNoisySampleNeedsNone() {
    TrainingConfig config = config(0, 2).targetCondition(TargetCondition.noisy()).build();
    TrainingReport report = train(trainer(config));
    assertEquals(2, report.stage(Role.Y).steps());
    TrainingConfig clean = config(0, 2).targetCondition(TargetCondition.trueClean()).build();
    assertTrue(refusal(trainer(clean)).contains("guide: now TRUE_CLEAN, there NOISY"));
  }

  @Test
  void noPairIsExportedWhoseGuideNoSamplerShows() throws IOException {
    TrainingConfig config = config(0, 1).targetCondition(TargetCondition.noisy()).build();
    TrainingReport report = train(trainer(config).startingFrom(Role.X, x(3)));
    Path exported = folder.resolve("pair");
    PairExport export = new PairExport(GuideTransform.ternary());
    assertRefused("config", () -> export.write(exported, config, report));
    assertTrue(Files.notExists(exported));
    export.withGuide(GuideTransform.clamped()).write(exported, config, report);
    try (OnnxPair pair = OnnxPair.open(exported)) {
      assertEquals(GuideTransform.clamped(), pair.guide());
    }
  }

  @Test
  void withoutStepsAndWeightsThereIsNoModelX() {
    String message = refusal(trainer(config(0, 2).build()));
    assertTrue(
        message.startsWith("model x: expected") && message.contains("startingFrom(Role.X"),
        message);
  }

  @Test
  void theFoldersOwnModelXIsNotPassedOverInSilence() {
    train(trainer(config(1, 0).build()));
    String message = refusal(trainer(config(0, 2).build()));
    assertTrue(message.contains("or steps(1, 2)"), message);
    message = refusal(trainer(config(0, 2).build()).startingFrom(Role.X, x(3)));
    assertTrue(message.startsWith("model x: expected none in"), message);
    assertEquals(
        List.of(StopReason.STEPS_DONE, StopReason.STEPS_DONE),
        train(trainer(config(1, 2).build())).stages().stream().map(StageReport::reason).toList());
  }
}
