package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.internal.write.GraphWriter;

/**
 * Builds graphs as other software might export them. All that compute do the same: {@code
 * prediction = 2 noisy + 3 condition + time}, the condition of one channel.
 */
final class TestGraph {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("foreign");
  private final GraphWriter writer = new GraphWriter(graph);
  private final ModelProto.Builder model =
      ModelProto.newBuilder()
          .setIrVersion(8)
          .setProducerName("somebody else")
          .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17));

  /** What all graphs compute. */
  static Tensor expected(Tensor noisy, Tensor condition, double time) {
    Tensor shift = condition.map(v -> 3 * v + time);
    return Tensor.combine(2, noisy, 1, shift);
  }

  /** A graph of separate inputs, time a float for each image. */
  static TestGraph separate(String noisy, String condition, String time) {
    return new TestGraph()
        .input(noisy, DataType.FLOAT, "n", 1, "h", "w")
        .input(condition, DataType.FLOAT, "n", 1, "h", "w")
        .input(time, DataType.FLOAT, "n")
        .output("out", DataType.FLOAT, "n", 1, "h", "w")
        .computing("out", noisy, condition, time);
  }

  /** Adds an input; dimensions are numbers, or names where free. */
  @CanIgnoreReturnValue
  TestGraph input(String name, DataType type, Object... dimensions) {
    graph.addInput(value(name, type, dimensions));
    return this;
  }

  /** Adds an output. */
  @CanIgnoreReturnValue
  TestGraph output(String name, DataType type, Object... dimensions) {
    graph.addOutput(value(name, type, dimensions));
    return this;
  }

  /** Adds a text property. */
  @CanIgnoreReturnValue
  TestGraph properties(Map<String, String> properties) {
    properties.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return this;
  }

  /** Adds the nodes that compute the prediction. */
  @CanIgnoreReturnValue
  TestGraph computing(String output, String noisy, String condition, String time) {
    String perImage =
        writer.node("Reshape", List.of(cast(time), writer.integers("shape", -1, 1, 1, 1)));
    String doubled = writer.node("Mul", List.of(noisy, writer.floats("two", List.of(), 2)));
    String tripled = writer.node("Mul", List.of(condition, writer.floats("three", List.of(), 3)));
    String sum = writer.node("Add", List.of(doubled, tripled));
    writer.nodeTo(output, "Add", List.of(sum, perImage));
    return this;
  }

  /** Adds a node that cuts one channel out of an input. Returns the name of the channel. */
  String channel(String input, int index) {
    return writer.node(
        "Slice",
        List.of(
            input,
            writer.integers("from" + index, index),
            writer.integers("to" + index, index + 1),
            writer.integers("axis", 1)));
  }

  private String cast(String time) {
    return writer.node(
        "Cast", List.of(time), GraphWriter.integer("to", DataType.FLOAT.getNumber()));
  }

  GraphWriter writer() {
    return writer;
  }

  ModelProto build() {
    return model.setGraph(graph).build();
  }

  /** Writes the graph to a file. */
  Path writeTo(Path file) throws IOException {
    return Files.write(file, build().toByteArray());
  }

  private static ValueInfoProto value(String name, DataType type, Object... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dimension : dimensions) {
      TensorShapeProto.Dimension.Builder one = shape.addDimBuilder();
      if (dimension instanceof Integer length) {
        one.setDimValue(length);
      } else {
        one.setDimParam(dimension.toString());
      }
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
