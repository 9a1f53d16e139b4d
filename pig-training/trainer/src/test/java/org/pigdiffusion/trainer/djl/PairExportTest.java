package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.WeightStorage;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.UNetConfig;

/** A trained pair is the same network in ONNX Runtime as in the engine that trained it. */
class PairExportTest {
  private static final double TOLERANCE = 1e-4;

  /** Predictions are about 1, and each weight is off by up to 2^-11 of itself. */
  private static final double HALF_TOLERANCE = 4e-3;

  @TempDir Path folder;

  @Test
  void theExportedPairPredictsWhatTheTrainedOneDoes() throws IOException {
    TrainingConfig config =
        TrainingConfig.builder()
            .steps(20, 20)
            .augmentation(new Augmentation(0.5, 0, 3))
            .batch(4, 1)
            .optimiser(Optimiser.builder().learningRate(2e-3).build())
            .targetCondition(TargetCondition.predictedClean(GuideTransform.clamped()))
            .validation(20, 0)
            .build();
    PairSource pairs = BreastPhantom.of(8, 1, 16);
    UNetConfig network =
        UNetConfig.builder(1, 1)
            .baseWidth(8)
            .groups(4)
            .multipliers(1, 2)
            .residualBlocks(1)
            .attentionLevels(Set.of(1))
            .build();
    TrainingReport report =
        DjlPairedTrainer.of(folder.resolve("run"), network, config)
            .train(pairs, pairs, TrainingListener.none());
    PairExport export = new PairExport(GuideTransform.binary(Threshold.absolute(0)), "phantom");
    Path exported = folder.resolve("pair");
    export.write(exported, config, report);
    try (OnnxPair pair = OnnxPair.open(exported)) {
      assertEquals(GuideTransform.clamped(), pair.guide());
      for (Role role : Role.values()) {
        assertEquals(Optional.of(new ImageSize(16, 16)), pair.card(role).trainedSize());
        Map<String, String> told = pair.card(role).provenance();
        assertEquals("0.5", told.get("horizontalFlip"));
        assertEquals("0.0", told.get("verticalFlip"));
        assertEquals("false", told.get("quarterTurns"));
        assertEquals("3", told.get("maxShift"));
      }
      assertSamePredictions(report.stage(Role.X), pair.x(), TOLERANCE);
      assertSamePredictions(report.stage(Role.Y), pair.y(), TOLERANCE);
      assertSamples(pair.sampler());
    }

    Path half = folder.resolve("half");
    export.withStorage(WeightStorage.FLOAT16).write(half, config, report);
    assertTrue(Files.size(half.resolve("x.onnx")) < 0.7 * Files.size(exported.resolve("x.onnx")));
    try (OnnxPair pair = OnnxPair.open(half)) {
      assertSamePredictions(report.stage(Role.X), pair.x(), HALF_TOLERANCE);
      assertSamePredictions(report.stage(Role.Y), pair.y(), HALF_TOLERANCE);
    }
  }

  private static void assertSamePredictions(
      StageReport trained, Denoiser exported, double tolerance) {
    Shape shape = new Shape(3, 1, 24, 16);
    NoiseSource.Batch noise = NoiseSource.keyed(5).open(0);
    Tensor noisy = noise.next(Role.X, shape);
    Tensor condition = noise.next(Role.Y, shape);
    try (Denoiser djl =
        DjlDenoiser.of(
            trained.network(), trained.weights(), exported.spec().prediction(), "trained")) {
      for (double time : new double[] {0, 511, 1023}) {
        float[] expected = djl.predict(noisy, condition, time).toArray();
        float[] found = exported.predict(noisy, condition, time).toArray();
        for (int i = 0; i < expected.length; i++) {
          assertEquals(expected[i], found[i], tolerance);
        }
      }
    }
  }

  private static void assertSamples(PairedSampler sampler) {
    SamplingRequest request = SamplingRequest.builder().count(3).method(Ddim.ofSteps(4)).build();
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      batches.forEach(
          batch -> {
            assertTrue(batch.y().isFinite());
            assertEquals(new Shape(batch.size(), 1, 16, 16), batch.y().shape());
            for (float value : batch.annotation().toArray()) {
              assertEquals(1, Math.abs(value));
            }
          });
    }
  }
}
