package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.TensorAssertions;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.trainer.LossPoint;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.UNetConfig;

/** Model y alone: an unconditional one, as plain DDPM and DDIM have, or one shown the true x. */
class UnguidedTrainerTest {
  private static final UNetConfig UNCONDITIONAL =
      TinyRun.network().toBuilder().channels(1, 0).build();
  private static final PairSource TRAINING = TinyRun.pairs(6, 1).withoutX();
  private static final PairSource VALIDATION = TinyRun.pairs(3, 1000).withoutX();

  @TempDir Path folder;

  private static TrainingConfig.Builder config(int steps) {
    return TinyRun.config().steps(0, steps).batch(3, 1);
  }

  private static TrainingListener stoppingAfter(int steps) {
    return new TrainingListener() {
      private int done;

      @Override
      public void onStep(Step step) {
        done++;
      }

      @Override
      public boolean isCancelled() {
        return done >= steps;
      }
    };
  }

  private static TrainingReport train(Path run, TrainingConfig config, TrainingListener listener) {
    return DjlPairedTrainer.unguided(run, UNCONDITIONAL, config)
        .train(TRAINING, VALIDATION, listener);
  }

  @Test
  void learns() {
    TrainingConfig config =
        config(40)
            .optimiser(Optimiser.builder().learningRate(1e-2).build())
            .validation(40, 0)
            .checkpoints(40, 1)
            .build();
    TrainingReport report = train(folder, config, TrainingListener.none());
    List<LossPoint> losses = report.stage(Role.Y).trainingLoss();
    double first = mean(losses.subList(0, 8));
    double last = mean(losses.subList(32, 40));
    assertTrue(last < 0.9 * first, "began at " + first + " and ended at " + last);
    assertTrue(report.complete());
    assertThrows(IllegalStateException.class, () -> report.stage(Role.X));
  }

  private static double mean(List<LossPoint> losses) {
    return losses.stream().mapToDouble(LossPoint::loss).average().orElseThrow();
  }

  @Test
  void aCancelledRunGoesOnAsIfItHadNotBeen() {
    TrainingConfig config = config(5).build();
    assertFalse(train(folder.resolve("a"), config, stoppingAfter(2)).complete());
    TrainingReport resumed = train(folder.resolve("a"), config, TrainingListener.none());
    TrainingReport whole = train(folder.resolve("b"), config, TrainingListener.none());
    assertEquals(TinyRun.summary(whole), TinyRun.summary(resumed));
  }

  @Test
  void isExportedOpenedAndSampled() throws IOException {
    TrainingConfig config = config(2).build();
    TrainingReport report = train(folder.resolve("run"), config, TrainingListener.none());
    Path file = folder.resolve("y.onnx");
    new TargetExport("squares").write(file, config, report);

    StageReport y = report.stage(Role.Y);
    Tensor noisy = TinyRun.pairs(1, 3).example(0).y();
    Tensor nothing = Tensor.zeros(new Shape(1, 0, 8, 8));
    try (OnnxDenoiser model = OnnxDenoiser.open(file);
        DjlDenoiser trained =
            DjlDenoiser.of(y.network(), y.weights(), config.prediction(), "trained")) {
      ModelCard card = model.card().orElseThrow();
      assertEquals(0, card.conditionChannels());
      assertEquals("squares", card.provenance().get("data"));
      TensorAssertions.assertClose(
          trained.predict(noisy, nothing, 50), model.predict(noisy, nothing, 50), 1e-4);
      SamplingRequest request =
          SamplingRequest.builder().count(3).size(8, 16).method(Ddim.ofSteps(4)).build();
      PairedSampler sampler = PairedSampler.builder().y(model).build();
      PairBatch batch = sampler.sample(request).findFirst().orElseThrow();
      assertTrue(batch.y().isFinite());
      assertEquals(new Shape(3, 1, 8, 16), batch.y().shape());
      assertEquals(0, batch.annotation().shape().channels());
    }
  }

  /** A conditional network without a model x: from masks to images. */
  @Test
  void oneThatIsShownTheTrueXNeedsNoModelX() throws IOException {
    TrainingConfig config = config(2).targetCondition(TargetCondition.trueClean()).build();
    TrainingReport report =
        DjlPairedTrainer.unguided(folder.resolve("run"), TinyRun.network(), config)
            .train(TinyRun.pairs(4, 1), TinyRun.pairs(2, 9), TrainingListener.none());
    Path file = folder.resolve("y.onnx");
    new TargetExport("squares").write(file, config, report);
    try (OnnxDenoiser model = OnnxDenoiser.open(file)) {
      PairedSampler sampler = PairedSampler.builder().y(model).build();
      Tensor mask = TinyRun.pairs(1, 1).example(0).x();
      SamplingRequest request =
          SamplingRequest.builder().size(8, 8).fixedX(mask).method(Ddim.ofSteps(2)).build();
      assertEquals(mask, sampler.sample(request).findFirst().orElseThrow().annotation());
    }
  }

  @Test
  void whatNeedsAModelXIsRefused() {
    assertRefused(
        "config", () -> DjlPairedTrainer.unguided(folder, UNCONDITIONAL, TinyRun.config().build()));
    assertRefused(
        "config", () -> DjlPairedTrainer.unguided(folder, TinyRun.network(), config(2).build()));
    TrainingConfig noisy = config(2).targetCondition(TargetCondition.noisy()).build();
    assertRefused("config", () -> DjlPairedTrainer.unguided(folder, TinyRun.network(), noisy));
    DjlPairedTrainer trainer = DjlPairedTrainer.unguided(folder, UNCONDITIONAL, config(2).build());
    assertRefused(
        "role", () -> trainer.startingFrom(Role.X, RandomWeights.of(TinyRun.network(), 1)));
    String message =
        assertRefused(
            "training x",
            () -> trainer.train(TinyRun.pairs(4, 1), VALIDATION, TrainingListener.none()));
    assertTrue(message.contains("withoutX"), message);
    TrainingConfig weighted =
        config(2).weighting(LossWeighting.NONE, LossWeighting.SIGMOID_OF_CONDITION).build();
    assertRefused("weightingY", () -> train(folder, weighted, TrainingListener.none()));
  }
}
