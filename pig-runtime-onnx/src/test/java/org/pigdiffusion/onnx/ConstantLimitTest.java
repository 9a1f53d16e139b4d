package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.onnx.Refusals.assertRefused;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.onnx.internal.write.GraphWriter;

/** Small files that ask for much memory: refused before the engine allocates it. */
class ConstantLimitTest {
  private static final int HUGE = 1 << 28;
  private static final int FLOATS = DataType.FLOAT.getNumber();

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("greedy.onnx");
  }

  /** A good graph, and something beside it that the engine has to look at. */
  private Path write(Consumer<ModelProto.Builder> something) throws IOException {
    ModelProto.Builder model = TestGraph.separate("noisy", "condition", "time").build().toBuilder();
    something.accept(model);
    return Files.write(file(), model.build().toByteArray());
  }

  private void assertTooLarge(String constant) {
    assertRefused(
        file(),
        "expected constants of at most 268435456 bytes beyond",
        "the largest '" + constant + "' of 1073741824 bytes",
        "constantLimit(bytes)");
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(List.of(inputs));
  }

  private static TensorProto integers(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64.getNumber())
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  private static TensorProto floats(long... dimensions) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName("c").setDataType(FLOATS);
    for (long length : dimensions) {
      tensor.addDims(length);
    }
    return tensor.build();
  }

  private static AttributeProto value(TensorProto tensor) {
    return AttributeProto.newBuilder()
        .setName("value")
        .setType(AttributeType.TENSOR)
        .setT(tensor)
        .build();
  }

  private static AttributeProto.Builder branch(GraphProto.Builder graph) {
    return AttributeProto.newBuilder()
        .setName("then_branch")
        .setType(AttributeType.GRAPH)
        .setG(graph);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ConstantOfShape", "Expand", "Tile"})
  void anOperatorThatRepeats(String operator) throws IOException {
    write(
        model -> {
          NodeProto.Builder node =
              operator.equals("ConstantOfShape")
                  ? node(operator, "c", "size")
                  : node(operator, "c", "one", "size");
          model
              .getGraphBuilder()
              .addInitializer(integers("size", 1 << 14, 1 << 14))
              .addInitializer(floats(1).toBuilder().setName("one").addFloatData(1))
              .addNode(node);
        });
    assertTooLarge("c");
  }

  @Test
  void aShapeOfAConstantNode() throws IOException {
    write(
        model ->
            model
                .getGraphBuilder()
                .addNode(node("Constant", "size").addAttribute(value(integers("", HUGE))))
                .addNode(node("ConstantOfShape", "c", "size")));
    assertTooLarge("c");
  }

  /** The shape lies in the outer graph, as raw data. */
  @Test
  void inASubgraph() throws IOException {
    GraphProto.Builder inner =
        GraphProto.newBuilder()
            .addInitializer(integers("other", 1))
            .addNode(node("ConstantOfShape", "c", "size"));
    write(
        model -> {
          new GraphWriter(model.getGraphBuilder()).integers("size", HUGE);
          model.getGraphBuilder().addNode(node("If", "i").addAttribute(branch(inner)));
        });
    assertTooLarge("c");
  }

  /** 64 MiB, but called 16 times. */
  @Test
  void inAFunctionThatIsCalledOften() throws IOException {
    write(
        model -> {
          model.addFunctions(
              FunctionProto.newBuilder()
                  .setDomain("own")
                  .setName("Zeros")
                  .addOutput("c")
                  .addNode(node("Constant", "s").addAttribute(value(integers("", HUGE / 16))))
                  .addNode(node("ConstantOfShape", "c", "s")));
          for (int i = 0; i < 16; i++) {
            model.getGraphBuilder().addNode(node("Zeros", "zeros" + i).setDomain("own"));
          }
        });
    assertRefused(file(), "found 10737", "the largest 'c' of 67108864 bytes");
  }

  @Test
  void functionsThatCallEachOtherWithoutEnd() throws IOException {
    write(
        model -> {
          for (int i = 0; i < 5000; i++) {
            model.addFunctions(
                FunctionProto.newBuilder()
                    .setDomain("own")
                    .setName("F" + i)
                    .addOutput("c")
                    .addNode(node("F" + (i + 1), "c").setDomain("own")));
          }
          model.getGraphBuilder().addNode(node("F0", "deep").setDomain("own"));
        });
    assertRefused(file(), "functions that call each other at most 100 deep");
  }

  @Test
  void aSparseTensorIsCountedAsADenseOne() throws IOException {
    SparseTensorProto sparse =
        SparseTensorProto.newBuilder()
            .addDims(HUGE)
            .setValues(floats(1).toBuilder().addFloatData(1))
            .setIndices(integers("", 3))
            .build();
    write(model -> model.getGraphBuilder().addSparseInitializer(sparse));
    assertTooLarge("c");
    AttributeProto attribute =
        AttributeProto.newBuilder()
            .setName("sparse_value")
            .setType(AttributeType.SPARSE_TENSOR)
            .setSparseTensor(sparse)
            .build();
    write(model -> model.getGraphBuilder().addNode(node("Constant", "k").addAttribute(attribute)));
    assertTooLarge("k");
  }

  @Test
  void aTensorWithoutItsData() throws IOException {
    write(model -> model.getGraphBuilder().addInitializer(floats(HUGE)));
    assertTooLarge("c");
    write(
        model ->
            model
                .getGraphBuilder()
                .addNode(node("Constant", "k").addAttribute(value(floats(1 << 14, 1 << 14)))));
    assertTooLarge("k");
  }

  @Test
  void aProductThatExceedsALong() throws IOException {
    write(model -> model.getGraphBuilder().addInitializer(floats(1L << 40, 1L << 40)));
    assertRefused(file(), "expected constants of at most", "the largest 'c'");
  }

  @Test
  void randomNumbersAndRanges() throws IOException {
    AttributeProto shape =
        AttributeProto.newBuilder()
            .setName("shape")
            .setType(AttributeType.INTS)
            .addInts(HUGE)
            .build();
    write(model -> model.getGraphBuilder().addNode(node("RandomNormal", "c").addAttribute(shape)));
    assertTooLarge("c");
    write(
        model ->
            model
                .getGraphBuilder()
                .addInitializer(integers("from", 0))
                .addInitializer(integers("to", -2L * HUGE))
                .addInitializer(integers("step", -2))
                .addNode(node("Range", "c", "from", "to", "step")));
    assertTooLarge("c");
  }

  /** Half of the limit twice is within it; once more is not. */
  @Test
  void allTogetherCount() throws IOException {
    write(
        model -> {
          model.getGraphBuilder().addInitializer(integers("size", HUGE / 8));
          for (int i = 0; i < 3; i++) {
            model.getGraphBuilder().addNode(node("ConstantOfShape", "c" + i, "size"));
          }
        });
    assertRefused(file(), "found 40265", "the largest 'c0' of 134217728 bytes");
  }

  private OnnxDenoiser.Builder small(long limit) throws IOException {
    write(
        model ->
            model
                .getGraphBuilder()
                .addInitializer(integers("size", 100_000))
                .addNode(node("ConstantOfShape", "c", "size")));
    return OnnxDenoiser.builder(file()).prediction(PredictionType.NOISE).constantLimit(limit);
  }

  @Test
  void theLimitCanBeSet() throws IOException {
    OnnxDenoiser.Builder less = small(300_000);
    String message = String.valueOf(assertThrows(BackendException.class, less::open).getMessage());
    assertTrue(message.contains("constants of at most 300000 bytes beyond"), message);
    try (OnnxDenoiser more = small(400_000).open()) {
      assertEquals(1, more.spec().channels());
    }
    IllegalArgumentException negative =
        assertThrows(IllegalArgumentException.class, () -> small(-1));
    assertEquals("constantLimit: expected at least 0 bytes, found -1", negative.getMessage());
  }

  @Test
  void anExtractorHasTheLimitToo() throws IOException {
    write(model -> model.getGraphBuilder().addInitializer(floats(HUGE)));
    OnnxFeatureExtractor.Builder settings = OnnxFeatureExtractor.builder(file());
    String message =
        String.valueOf(assertThrows(BackendException.class, settings::open).getMessage());
    assertTrue(message.contains("expected constants of at most"), message);
  }

  /** A model of this library asks for no more than its file holds. */
  @Test
  void ourModelsNeedNoLimit() throws IOException {
    UNetOnnxWriter.write(file(), TestModels.tiny(1));
    try (OnnxDenoiser denoiser = OnnxDenoiser.builder(file()).constantLimit(0).open()) {
      assertEquals("cpu", denoiser.spec().device());
    }
  }
}
