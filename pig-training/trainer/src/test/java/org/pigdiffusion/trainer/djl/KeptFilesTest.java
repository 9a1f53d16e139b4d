package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.LossPoint;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;

/** Files that earlier versions wrote are read and gone on from, for ever. */
class KeptFilesTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;

  private final List<String> steps = new ArrayList<>();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void onStep(Step step) {
          steps.add(step.role() + " " + step.step());
        }
      };

  private static Path kept(String name) {
    try {
      return Path.of(KeptFilesTest.class.getResource("/kept/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path copy(String name) throws IOException {
    Path from = kept(name);
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private TrainingReport resume(Path run, TrainingConfig config) {
    return DjlPairedTrainer.of(run, KeptRun.network(), config)
        .train(KeptRun.pairs(6), KeptRun.pairs(3), listener);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint-format-1", "checkpoint-format-2"})
  void aRunOfAnEarlierVersionGoesOn(String name) throws IOException {
    TrainingReport report = resume(copy(name), KeptRun.config().steps(2, 3).build());
    assertEquals(List.of("Y 2", "Y 3"), steps);
    assertEquals("8ebb4e123aefa20a", Fingerprint.weights(report.stage(Role.X).weights()));
    assertEquals(
        List.of(new LossPoint(1, 1.0181530822407117), new LossPoint(2, 0.9824192189809048)),
        report.stage(Role.X).validationLoss());
    List<LossPoint> losses = report.stage(Role.Y).trainingLoss();
    assertEquals(new LossPoint(1, 0.8409740030765533), losses.get(0));
    // What the version that wrote format 2 found when it went on.
    assertEquals(0.9849799871444702, losses.get(1).loss(), TOLERANCE);
    assertEquals(1.249500572681427, losses.get(2).loss(), TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint-format-1", "checkpoint-format-2"})
  void anotherRunIsStillToldApart(String name) throws IOException {
    Path run = copy(name);
    TrainingConfig other = KeptRun.config().seed(6).steps(2, 3).build();
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> resume(run, other));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("differences: seed: now 6, there 5;"),
        refusal.getMessage());
    assertEquals(List.of(), steps);
  }

  @Test
  void aCheckpointsWeightsOpenAsADenoiser() {
    try (DjlDenoiser best =
        DjlDenoiser.load(kept("checkpoint-format-2/y/step-00000001/best.safetensors"))) {
      assertEquals(PredictionType.NOISE, best.spec().prediction());
      assertEquals(Role.Y, best.spec().role().orElseThrow());
      assertPredicts(best, -0.1797112, -0.0439875);
    }
  }

  @Test
  void anExportedPairOpensAndPredictsTheSame() {
    try (OnnxPair pair = OnnxPair.open(kept("pair-format-1"))) {
      assertEquals(NoiseSchedule.linear(50, 1e-3, 0.1), pair.schedule());
      assertEquals(GuideTransform.identity(), pair.guide());
      assertEquals("squares", pair.card(Role.Y).provenance().get("data"));
      assertPredicts(pair.x(), 0.1413278, -0.1170521);
      assertPredicts(pair.y(), -0.1797111, -0.0439876);
    }
  }

  /** Compares the values at two places with those of the version that wrote the file. */
  private static void assertPredicts(Denoiser denoiser, double early, double late) {
    Shape shape = new Shape(1, 1, 8, 8);
    float[] ramp = new float[64];
    for (int i = 0; i < 64; i++) {
      ramp[i] = i / 32f - 1;
    }
    Tensor noisy = Tensor.of(shape, ramp);
    float[] found = denoiser.predict(noisy, noisy.map(value -> -value), 20).toArray();
    assertEquals(early, found[5], TOLERANCE);
    assertEquals(late, found[60], TOLERANCE);
  }
}
