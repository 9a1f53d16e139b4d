package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;

/** The forms of the inputs of a network from elsewhere: time, batch, channels, size. */
class ForeignShapeTest extends ForeignGraphs {
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
      Tensor two = Tensor.zeros(new Shape(2, 1, 2, 2));
      double[] times = {3, 0.5};
      assertEquals(0.5f, any.predict(two, two, times).at(1, 0, 0, 0));
      assertThrows(IllegalArgumentException.class, () -> whole.predict(two, two, times));
    }
  }

  @Test
  void otherTimesAreRefused() throws IOException {
    assertRefused(withTime(DataType.INT8), "float or int64", "int8");
    assertRefused(withTime(DataType.FLOAT, 5), "time float[5]");
    assertRefused(withTime(DataType.FLOAT, "n", 1), "time step");
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

  /** The card alone does not contradict itself: the graph takes fewer sizes than it says. */
  @Test
  void aSizeThatTheGraphDoesNotTakeWasNotLearntFrom() throws IOException {
    ModelCard card =
        ModelCard.builder(Role.Y, 1, 1, NoiseSchedule.paper())
            .trainedSize(new ImageSize(8, 6))
            .build();
    assertRefused(
        fixed(1, 1).properties(card.toProperties()),
        "trainedSize: expected one that the model takes, found 8x6 (height: expected 4, found 8)");
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
    assertRefused(openChannels(), "channels(sample, condition)");
    try (OnnxDenoiser denoiser = open(openChannels(), settings -> settings.channels(1, 1))) {
      assertComputes(denoiser, 2, 3, 3);
    }
  }

  @Test
  void channelsGivenMustFit() throws IOException {
    TestGraph graph = TestGraph.separate("noisy", "condition", "time");
    assertRefused(
        graph,
        settings -> settings.channels(3, 1),
        "3 channels and 1 of the condition",
        "noisy float[?,1,?,?]");
    assertRefused(graph, settings -> settings.channels(1, 0), "1 channels and 0 of the condition");
  }

  @Test
  void sizesGivenMustFit() throws IOException {
    SizeRule rule = SizeRule.multipleOf(8);
    try (OnnxDenoiser denoiser =
        open(TestGraph.separate("noisy", "condition", "time"), settings -> settings.size(rule))) {
      assertEquals(rule, denoiser.spec().size());
    }
    assertRefused(fixed(1, 1), settings -> settings.size(rule), "size", "multiple=8");
  }
}
