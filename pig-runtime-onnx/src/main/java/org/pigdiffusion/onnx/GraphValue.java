package org.pigdiffusion.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type the type of its values; UNKNOWN if it is no tensor
 * @param dimensions its dimensions, -1 where free
 */
record GraphValue(String name, OnnxJavaType type, ImmutableList<Long> dimensions) {

  static ImmutableList<GraphValue> of(Map<String, NodeInfo> nodes) {
    return nodes.values().stream()
        .map(
            node ->
                node.getInfo() instanceof TensorInfo tensor
                    ? new GraphValue(
                        node.getName(),
                        tensor.type,
                        ImmutableList.copyOf(Longs.asList(tensor.getShape())))
                    : new GraphValue(node.getName(), OnnxJavaType.UNKNOWN, ImmutableList.of()))
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether this is a batch of float32 images. */
  boolean isImage() {
    return type == OnnxJavaType.FLOAT && dimensions.size() == 4;
  }

  /** Whether this may be a time step: a scalar or a vector. */
  boolean isTimeLike() {
    return type != OnnxJavaType.UNKNOWN && dimensions.size() <= 1;
  }

  /** The length of a dimension, or 0 if it is free. */
  int length(int axis) {
    return Math.toIntExact(Math.max(0, dimensions.get(axis)));
  }

  /** Such as {@code sample float[?,2,64,64]}. */
  @Override
  public String toString() {
    return name
        + " "
        + Ascii.toLowerCase(type.name())
        + dimensions.stream()
            .map(length -> length < 0 ? "?" : Long.toString(length))
            .collect(Collectors.joining(",", "[", "]"));
  }
}
