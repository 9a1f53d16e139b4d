package org.pigdiffusion.onnx.internal.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.common.collect.ImmutableList;
import com.google.common.math.LongMath;
import com.google.common.primitives.Longs;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The constants that the nodes of a graph see, as far as they tell the size of other tensors. */
final class Constants {
  /** Shapes have fewer entries. */
  private static final int MOST_ENTRIES = 64;

  private final Optional<Constants> around;
  private final Map<String, Constant> own = new HashMap<>();

  /**
   * No constants yet.
   *
   * @param around those of the graph around this one
   */
  Constants(Optional<Constants> around) {
    this.around = around;
  }

  /** Its values, if they are a few integers of 64 bits. */
  private record Constant(long elements, ImmutableList<Long> integers) {
    static final Constant UNKNOWN = new Constant(1, ImmutableList.of());
  }

  /** Adds an initializer. */
  void add(String name, TensorProto tensor) {
    own.put(name, new Constant(elements(tensor.getDimsList()), integers(tensor)));
  }

  /** Adds what a node gives, if it is a constant. */
  void addOutputOf(NodeProto node) {
    if (!node.getOpType().equals("Constant") || node.getOutputCount() == 0) {
      return;
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      switch (attribute.getName()) {
        case "value" -> add(node.getOutput(0), attribute.getT());
        case "value_int" -> add(node.getOutput(0), List.of(attribute.getI()));
        case "value_ints" -> add(node.getOutput(0), attribute.getIntsList());
        default -> {}
      }
    }
  }

  private void add(String name, List<Long> integers) {
    own.put(name, new Constant(integers.size(), ImmutableList.copyOf(integers)));
  }

  /**
   * How many elements a node makes at least, as far as constants tell it; 0 for operators that make
   * no more than they get.
   */
  long madeBy(NodeProto node) {
    return switch (node.getOpType()) {
      case "ConstantOfShape" -> elements(input(node, 0).integers());
      case "Expand" -> elements(input(node, 1).integers());
      case "Tile" ->
          LongMath.saturatedMultiply(
              elements(input(node, 1).integers()), input(node, 0).elements());
      case "RandomNormal", "RandomUniform" ->
          node.getAttributeList().stream()
              .filter(attribute -> attribute.getName().equals("shape"))
              .mapToLong(attribute -> elements(attribute.getIntsList()))
              .sum();
      case "Range" ->
          entries(input(node, 0).integers(), input(node, 1).integers(), input(node, 2).integers());
      default -> 0;
    };
  }

  private static long entries(List<Long> first, List<Long> end, List<Long> step) {
    if (first.size() != 1 || end.size() != 1 || step.size() != 1 || step.get(0) == 0) {
      return 0;
    }
    return Math.max(0, LongMath.saturatedSubtract(end.get(0), first.get(0)) / step.get(0));
  }

  private Constant input(NodeProto node, int index) {
    if (index >= node.getInputCount()) {
      return Constant.UNKNOWN;
    }
    String name = node.getInput(index);
    for (Optional<Constants> scope = Optional.of(this);
        scope.isPresent();
        scope = scope.get().around) {
      Constant found = scope.get().own.get(name);
      if (found != null) {
        return found;
      }
    }
    return Constant.UNKNOWN;
  }

  /** The product of dimensions; 0 for dimensions that there are not, as the engine will say. */
  static long elements(List<Long> dimensions) {
    long product = 1;
    for (long length : dimensions) {
      product = LongMath.saturatedMultiply(product, Math.max(0, length));
    }
    return product;
  }

  private static ImmutableList<Long> integers(TensorProto tensor) {
    if (tensor.getDataType() != DataType.INT64.getNumber()
        || elements(tensor.getDimsList()) > MOST_ENTRIES) {
      return ImmutableList.of();
    }
    if (tensor.getInt64DataCount() > 0) {
      return ImmutableList.copyOf(tensor.getInt64DataList());
    }
    LongBuffer raw =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    long[] values = new long[raw.remaining()];
    raw.get(values);
    return ImmutableList.copyOf(Longs.asList(values));
  }
}
