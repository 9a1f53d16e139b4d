package org.pigdiffusion.onnx.internal.graph;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type the type of its values; UNKNOWN if it is no tensor
 * @param dimensions its dimensions, -1 where free
 * @param names what the graph calls its dimensions, empty where it does not
 */
public record GraphValue(
    String name, OnnxJavaType type, ImmutableList<Long> dimensions, ImmutableList<String> names) {
  /** PyTorch's name of a dimension that is a multiple: {@code 8*height}. */
  private static final Pattern MULTIPLE = Pattern.compile("(\\d{1,4})\\*\\w+");

  public static ImmutableList<GraphValue> of(Map<String, NodeInfo> nodes) {
    return nodes.values().stream()
        .map(
            node ->
                node.getInfo() instanceof TensorInfo tensor
                    ? new GraphValue(
                        node.getName(),
                        tensor.type,
                        ImmutableList.copyOf(Longs.asList(tensor.getShape())),
                        ImmutableList.copyOf(tensor.getDimensionNames()))
                    : new GraphValue(
                        node.getName(),
                        OnnxJavaType.UNKNOWN,
                        ImmutableList.of(),
                        ImmutableList.of()))
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

  /** A number that divides a free dimension, as far as its name tells: 8 of {@code 8*height}. */
  int multiple(int axis) {
    Matcher multiple = MULTIPLE.matcher(names.get(axis));
    return length(axis) == 0 && multiple.matches()
        ? Math.max(1, Integer.parseInt(multiple.group(1)))
        : 1;
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
