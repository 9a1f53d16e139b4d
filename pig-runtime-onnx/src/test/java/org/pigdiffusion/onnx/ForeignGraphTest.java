package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;

/** Which input of a network from elsewhere is which: found out, or asked about. */
class ForeignGraphTest extends ForeignGraphs {
  @ParameterizedTest
  @CsvSource({
    "noisy, condition, time",
    "sample, conditioning_image, timestep",
    "x, cond, t",
    "x_t, mask, timesteps",
    "noisy_sample, sample_cond, time_step",
    "a, guide, b",
    "latent, c, t",
  })
  void usualNamesAreKnown(String noisy, String condition, String time) throws IOException {
    try (OnnxDenoiser denoiser = open(TestGraph.separate(noisy, condition, time))) {
      assertComputes(denoiser, 3, 4, 6);
      assertEquals(SizeRule.multipleOf(1), denoiser.spec().size());
    }
  }

  @Test
  void unusualNamesAreAskedFor() throws IOException {
    assertRefused(
        TestGraph.separate("x", "y", "t"),
        "noisyInput(name)",
        "x float[?,1,?,?]",
        "y float[?,1,?,?]");
    try (OnnxDenoiser denoiser =
        open(TestGraph.separate("x", "y", "t"), settings -> settings.noisyInput("x"))) {
      assertComputes(denoiser, 1, 2, 2);
    }
    try (OnnxDenoiser denoiser =
        open(TestGraph.separate("x", "y", "t"), settings -> settings.conditionInput("y"))) {
      assertComputes(denoiser, 1, 2, 2);
    }
  }

  @Test
  void namesGivenMustBeOfTheGraph() throws IOException {
    TestGraph graph = TestGraph.separate("noisy", "condition", "time");
    assertRefused(graph, settings -> settings.noisyInput("image"), "noisyInput", "'image'");
    assertRefused(
        graph,
        settings -> settings.noisyInput("noisy").conditionInput("noisy"),
        "conditionInput",
        "'noisy'");
    assertRefused(graph, settings -> settings.timeInput("step"), "timeInput", "'step'");
    assertRefused(graph, settings -> settings.timeInput("noisy"), "time step", "noisy");
    assertRefused(graph, settings -> settings.output("eps"), "output", "'eps'");
  }

  @Test
  void differentChannelsTellTheNoisySample() throws IOException {
    TestGraph graph =
        new TestGraph()
            .input("q", DataType.FLOAT, "n", 1, "h", "w")
            .input("p", DataType.FLOAT, "n", 2, "h", "w")
            .input("t", DataType.FLOAT, "n")
            .output("out", DataType.FLOAT, "n", 2, "h", "w")
            .computing("out", "p", "q", "t");
    try (OnnxDenoiser denoiser = open(graph)) {
      assertEquals(2, denoiser.spec().channels());
      assertEquals(1, denoiser.spec().conditionChannels());
    }
  }

  private static TestGraph joined(int noisyAt, int conditionAt) {
    TestGraph graph =
        new TestGraph()
            .input("sample", DataType.FLOAT, "n", 2, "h", "w")
            .input("timestep", DataType.INT64, "n")
            .output("out_sample", DataType.FLOAT, "n", 1, "h", "w");
    return graph.computing(
        "out_sample",
        graph.channel("sample", noisyAt),
        graph.channel("sample", conditionAt),
        "timestep");
  }

  @Test
  void aJoinedInputIsFilledInTheOrderGiven() throws IOException {
    try (OnnxDenoiser denoiser =
        open(joined(0, 1), settings -> settings.layout(InputLayout.NOISY_THEN_CONDITION))) {
      assertEquals(1, denoiser.spec().conditionChannels());
      assertComputes(denoiser, 3, 4, 5);
    }
    try (OnnxDenoiser denoiser =
        open(joined(1, 0), settings -> settings.layout(InputLayout.CONDITION_THEN_NOISY))) {
      assertComputes(denoiser, 3, 4, 5);
    }
  }

  @Test
  void theOrderOfAJoinedInputIsAskedFor() throws IOException {
    assertRefused(joined(0, 1), "layout(NOISY_THEN_CONDITION");
    assertRefused(
        joined(0, 1), settings -> settings.layout(InputLayout.SEPARATE), "layout", "SEPARATE");
    assertRefused(
        TestGraph.separate("noisy", "condition", "time"),
        settings -> settings.layout(InputLayout.NOISY_THEN_CONDITION),
        "layout",
        "NOISY_THEN_CONDITION");
    assertRefused(joined(0, 1), settings -> settings.conditionInput("sample"), "conditionInput");
  }

  @Test
  void whatItPredictsIsAskedFor() throws IOException {
    Path file = written(TestGraph.separate("noisy", "condition", "time"));
    BackendException refusal =
        assertThrows(BackendException.class, () -> OnnxDenoiser.open(file).close());
    assertTrue(String.valueOf(refusal.getMessage()).contains("prediction(NOISE"));
    try (OnnxDenoiser denoiser =
        OnnxDenoiser.builder(file).prediction(PredictionType.VELOCITY).open()) {
      assertEquals(PredictionType.VELOCITY, denoiser.spec().prediction());
      assertTrue(denoiser.card().isEmpty());
    }
  }

  @Test
  void oneOfSeveralOutputsIsAskedFor() throws IOException {
    TestGraph graph =
        TestGraph.separate("noisy", "condition", "time")
            .output("again", DataType.FLOAT, "n", 1, "h", "w")
            .computing("again", "noisy", "condition", "time");
    assertRefused(graph, "output(name)", "out ", "again ");
    try (OnnxDenoiser denoiser = open(graph, settings -> settings.output("again"))) {
      assertComputes(denoiser, 2, 2, 2);
    }
  }

  @Test
  void anUnconditionalGraphIsRecognised() throws IOException {
    TestGraph graph =
        new TestGraph()
            .input("sample", DataType.FLOAT, "n", 1, "h", "w")
            .input("timestep", DataType.INT64)
            .output("eps", DataType.FLOAT, "n", 1, "h", "w")
            .computing("eps", "sample", "sample", "timestep");
    Tensor noisy = RandomWeights.input(new Shape(2, 1, 2, 2), 1);
    try (OnnxDenoiser denoiser = open(graph)) {
      assertEquals(0, denoiser.spec().conditionChannels());
      Tensor none = Tensor.zeros(noisy.shape().withChannels(0));
      assertEquals(
          5 * noisy.at(0, 0, 0, 0) + 7, denoiser.predict(noisy, none, 7).at(0, 0, 0, 0), 1e-5);
    }
  }
}
