package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.SamplingMethod;

/**
 * Whole joint runs, against the same loop in PyTorch on the network that the models were exported
 * from: two U-Nets with the authors' structure, trained briefly and described from Python.
 */
class JointRunTest {
  private static final double TOLERANCE = 1e-3;
  private static final int STEPS = 64;

  /** PyTorch's states were kept after each so many steps. */
  private static final int EVERY = 16;

  private static final Path FOLDER = PyTorchFixture.folder("joint-run");

  private static SamplingRequest.Builder request() {
    return SamplingRequest.builder()
        .count(2)
        .size(16, 16)
        .method(Ddim.ofSteps(STEPS))
        .trajectoryEvery(EVERY);
  }

  private static SamplingRequest.Builder requestFrom(SamplingRequest.Start start) {
    int size = start.x().shape().height();
    return request().size(size, size).start(start.x(), start.y());
  }

  private static void assertAgreesWithPyTorch(
      Path run, PairedSampler sampler, SamplingRequest request) throws IOException {
    PairBatch batch = sampler.sample(request).findFirst().orElseThrow();
    List<Tensor> x = PyTorchFixture.stack(run.resolve("x.pb"));
    List<Tensor> y = PyTorchFixture.stack(run.resolve("y.pb"));
    assertEquals(STEPS / EVERY, x.size());
    for (int i = 0; i < x.size() - 1; i++) { // what enters a step is what the one before it made
      assertClose(x.get(i), batch.trajectory().get(i + 1).x(), TOLERANCE);
      assertClose(y.get(i), batch.trajectory().get(i + 1).y(), TOLERANCE);
    }
    assertClose(x.get(x.size() - 1), batch.x(), TOLERANCE);
    assertClose(y.get(y.size() - 1), batch.y(), TOLERANCE);
  }

  private static SamplingRequest.Start start(Path folder) throws IOException {
    return new SamplingRequest.Start(
        PyTorchFixture.tensor(folder.resolve("start-x.pb")),
        PyTorchFixture.tensor(folder.resolve("start-y.pb")));
  }

  @Test
  void aFolderMadeInPythonDescribesItself() {
    try (OnnxPair pair = OnnxPair.open(FOLDER)) {
      assertEquals(NoiseSchedule.paper(), pair.schedule());
      assertEquals(GuideTransform.identity(), pair.guide());
      assertEquals(Role.X, pair.card(Role.X).role());
      assertEquals(2, pair.x().spec().size().multiple());
    }
  }

  @Test
  void thePapersSamplerFromGivenNoise() throws IOException {
    try (OnnxPair pair = OnnxPair.open(FOLDER)) {
      PairedSampler sampler = pair.sampler();
      SamplingRequest given = requestFrom(start(FOLDER)).build();
      assertAgreesWithPyTorch(FOLDER.resolve("ddim"), sampler, given);
    }
  }

  /** torch.manual_seed(11), then x_T, y_T, and at each step the noise of x before that of y. */
  @Test
  void noiseAtEachStepInTorchsOrder() throws IOException {
    try (OnnxPair pair = OnnxPair.open(FOLDER)) {
      PairedSampler sampler = pair.sampler();
      SamplingRequest drawn =
          request()
              .method(SamplingMethod.of(new Ddim(1), STEPS))
              .noise(NoiseSource.torch(11))
              .build();
      assertAgreesWithPyTorch(FOLDER.resolve("ddim-eta-1"), sampler, drawn);
    }
  }

  private static PairedSampler guidedBy(OnnxPair pair, GuideTransform guide) {
    return PairedSampler.builder().x(pair.x()).y(pair.y()).guide(guide).build();
  }

  /** The tolerance is narrow enough: the run with the guide untransformed is another one. */
  @Test
  void anotherGuideIsNoticed() throws IOException {
    try (OnnxPair pair = OnnxPair.open(FOLDER)) {
      PairedSampler sampler = guidedBy(pair, GuideTransform.clamped());
      SamplingRequest given = requestFrom(start(FOLDER)).build();
      boolean agrees = true;
      try {
        assertAgreesWithPyTorch(FOLDER.resolve("ddim"), sampler, given);
      } catch (AssertionError e) {
        agrees = false;
      }
      assertTrue(!agrees, "a clamped guide gave the run of one that was not");
    }
  }

  /** A larger pair, by hand: what {@code joint_run_of_pair.py} made of it. */
  @Test
  @EnabledIfSystemProperty(named = "pig.jointRun", matches = ".+")
  void anotherPairByHand() throws IOException {
    Path folder = Path.of(System.getProperty("pig.jointRun"));
    try (OnnxPair pair = OnnxPair.open(folder)) {
      PairedSampler sampler = pair.sampler();
      assertAgreesWithPyTorch(folder, sampler, requestFrom(start(folder)).build());
    }
  }
}
