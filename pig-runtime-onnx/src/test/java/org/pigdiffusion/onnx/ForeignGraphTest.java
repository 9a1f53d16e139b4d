package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;

/** Networks exported by other software, found out or asked about. */
class ForeignGraphTest {
  @TempDir Path folder;

  private OnnxDenoiser open(TestGraph graph, UnaryOperator<OnnxDenoiser.Builder> settings)
      throws IOException {
    Path file = graph.writeTo(folder.resolve("foreign.onnx"));
    return settings.apply(OnnxDenoiser.builder(file).prediction(PredictionType.NOISE)).open();
  }

  private OnnxDenoiser open(TestGraph graph) throws IOException {
    return open(graph, settings -> settings);
  }

  private static void assertComputes(OnnxDenoiser denoiser, int batch, int height, int width) {
    Tensor noisy = RandomWeights.input(new Shape(batch, 1, height, width), 1);
    Tensor condition = RandomWeights.input(noisy.shape(), 2);
    float[] expected = TestGraph.expected(noisy, condition, 7).toArray();
    float[] found = denoiser.predict(noisy, condition, 7).toArray();
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 1e-5, "value " + i);
    }
  }

  private static void assertRefused(String[] words, ThrowingOpen open) {
    RuntimeException refusal =
        assertThrows(org.pigdiffusion.BackendException.class, () -> open.open().close());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("foreign.onnx"), message);
    for (String word : words) {
      assertTrue(message.contains(word), "no '" + word + "' in: " + message);
    }
  }

  private interface ThrowingOpen {
    OnnxDenoiser open() throws IOException;
  }

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
        new String[] {"noisyInput(name)", "x float[?,1,?,?]", "y float[?,1,?,?]"},
        () -> open(TestGraph.separate("x", "y", "t")));
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
  void namesGivenMustBeOfTheGraph() {
    TestGraph graph = TestGraph.separate("noisy", "condition", "time");
    assertRefused(
        new String[] {"noisyInput", "'image'"},
        () -> open(graph, settings -> settings.noisyInput("image")));
    assertRefused(
        new String[] {"conditionInput", "'noisy'"},
        () -> open(graph, settings -> settings.noisyInput("noisy").conditionInput("noisy")));
    assertRefused(
        new String[] {"timeInput", "'step'"},
        () -> open(graph, settings -> settings.timeInput("step")));
    assertRefused(
        new String[] {"time step", "noisy"},
        () -> open(graph, settings -> settings.timeInput("noisy")));
    assertRefused(
        new String[] {"output", "'eps'"}, () -> open(graph, settings -> settings.output("eps")));
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
  void theOrderOfAJoinedInputIsAskedFor() {
    assertRefused(new String[] {"layout(NOISY_THEN_CONDITION"}, () -> open(joined(0, 1)));
    assertRefused(
        new String[] {"layout", "SEPARATE"},
        () -> open(joined(0, 1), settings -> settings.layout(InputLayout.SEPARATE)));
    assertRefused(
        new String[] {"layout", "NOISY_THEN_CONDITION"},
        () ->
            open(
                TestGraph.separate("noisy", "condition", "time"),
                settings -> settings.layout(InputLayout.NOISY_THEN_CONDITION)));
    assertRefused(
        new String[] {"conditionInput"},
        () -> open(joined(0, 1), settings -> settings.conditionInput("sample")));
  }

  private static TestGraph withTime(DataType type, Object... dimensions) {
    return new TestGraph()
        .input("noisy", DataType.FLOAT, "n", 1, "h", "w")
        .input("condition", DataType.FLOAT, "n", 1, "h", "w")
        .input("time", type, dimensions)
        .output("out", DataType.FLOAT, "n", 1, "h", "w")
        .computing("out", "noisy", "condition", "time");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "INT64"})
  void timeIsAScalarOrAVector(DataType type) throws IOException {
    try (OnnxDenoiser scalar = open(withTime(type));
        OnnxDenoiser one = open(withTime(type, 1));
        OnnxDenoiser perImage = open(withTime(type, "n"))) {
      assertComputes(scalar, 3, 2, 2);
      assertComputes(one, 3, 2, 2);
      assertComputes(perImage, 3, 2, 2);
    }
  }

  @Test
  void aFractionalTimeIsNoInteger() throws IOException {
    Tensor noisy = Tensor.zeros(new Shape(1, 1, 2, 2));
    try (OnnxDenoiser whole = open(withTime(DataType.INT64));
        OnnxDenoiser any = open(withTime(DataType.FLOAT))) {
      assertEquals(0.5f, any.predict(noisy, noisy, 0.5).at(0, 0, 0, 0));
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> whole.predict(noisy, noisy, 0.5));
      assertTrue(String.valueOf(refusal.getMessage()).startsWith("time: expected a whole number"));
    }
  }

  @Test
  void otherTimesAreRefused() {
    assertRefused(new String[] {"float or int64", "int8"}, () -> open(withTime(DataType.INT8)));
    assertRefused(new String[] {"time float[5]"}, () -> open(withTime(DataType.FLOAT, 5)));
    assertRefused(new String[] {"time step"}, () -> open(withTime(DataType.FLOAT, "n", 1)));
  }

  private static TestGraph fixed(int batch, int times) {
    return new TestGraph()
        .input("noisy", DataType.FLOAT, batch, 1, 4, 6)
        .input("condition", DataType.FLOAT, batch, 1, 4, 6)
        .input("time", DataType.FLOAT, times)
        .output("out", DataType.FLOAT, "n", 1, 4, 6)
        .computing("out", "noisy", "condition", "time");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 9})
  void aFixedBatchIsServedBySplittingAndPadding(int batch) throws IOException {
    try (OnnxDenoiser denoiser = open(fixed(4, 4))) {
      assertComputes(denoiser, batch, 4, 6);
      assertEquals(SizeRule.fixed(4, 6), denoiser.spec().size());
      Tensor other = Tensor.zeros(new Shape(batch, 1, 4, 8));
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> denoiser.predict(other, other, 1));
      assertEquals("width: expected 6, found 8", refusal.getMessage());
    }
  }

  @Test
  void whatItPredictsIsAskedFor() throws IOException {
    Path file =
        TestGraph.separate("noisy", "condition", "time").writeTo(folder.resolve("foreign.onnx"));
    assertRefused(new String[] {"prediction(NOISE"}, () -> OnnxDenoiser.open(file));
    try (OnnxDenoiser denoiser =
        OnnxDenoiser.builder(file).prediction(PredictionType.VELOCITY).open()) {
      assertEquals(PredictionType.VELOCITY, denoiser.spec().prediction());
      assertTrue(denoiser.card().isEmpty());
    }
  }

  private static TestGraph openChannels() {
    return new TestGraph()
        .input("noisy", DataType.FLOAT, "n", "c", "h", "w")
        .input("condition", DataType.FLOAT, "n", "k", "h", "w")
        .input("time", DataType.FLOAT, "n")
        .output("out", DataType.FLOAT, "n", "c", "h", "w")
        .computing("out", "noisy", "condition", "time");
  }

  @Test
  void channelsLeftOpenAreAskedFor() throws IOException {
    assertRefused(new String[] {"channels(sample, condition)"}, () -> open(openChannels()));
    try (OnnxDenoiser denoiser = open(openChannels(), settings -> settings.channels(1, 1))) {
      assertComputes(denoiser, 2, 3, 3);
    }
  }

  @Test
  void channelsGivenMustFit() {
    TestGraph graph = TestGraph.separate("noisy", "condition", "time");
    assertRefused(
        new String[] {"3 channels and 1 of the condition", "noisy float[?,1,?,?]"},
        () -> open(graph, settings -> settings.channels(3, 1)));
    assertRefused(
        new String[] {"1 channels and 0 of the condition"},
        () -> open(graph, settings -> settings.channels(1, 0)));
  }

  @Test
  void sizesGivenMustFit() throws IOException {
    SizeRule rule = SizeRule.multipleOf(8);
    try (OnnxDenoiser denoiser =
        open(TestGraph.separate("noisy", "condition", "time"), settings -> settings.size(rule))) {
      assertEquals(rule, denoiser.spec().size());
    }
    assertRefused(
        new String[] {"size", "multiple=8"},
        () -> open(fixed(1, 1), settings -> settings.size(rule)));
  }

  @Test
  void oneOfSeveralOutputsIsAskedFor() throws IOException {
    TestGraph graph =
        TestGraph.separate("noisy", "condition", "time")
            .output("again", DataType.FLOAT, "n", 1, "h", "w")
            .computing("again", "noisy", "condition", "time");
    assertRefused(new String[] {"output(name)", "out ", "again "}, () -> open(graph));
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
