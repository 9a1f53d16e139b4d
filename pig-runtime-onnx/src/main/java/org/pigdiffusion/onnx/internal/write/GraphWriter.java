package org.pigdiffusion.onnx.internal.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.common.collect.Lists;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the nodes and constants of one ONNX graph and gives each value a name of its own. */
public final class GraphWriter {
  /** Values of which the Cast takes as much room as their being halves saves. */
  private static final int FEW = 32;

  private final GraphProto.Builder graph;
  private final Set<String> constants = new HashSet<>();
  private final Map<String, String> floatsOfHalves = new HashMap<>();
  private int values;

  public GraphWriter(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /** Adds a node with one output, whose name is returned. */
  public String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String output = operator + "_" + values++;
    nodeTo(output, operator, inputs, attributes);
    return output;
  }

  /** Adds a node with one output of a given name. */
  public void nodeTo(
      String output, String operator, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(output)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  /** Says of which type and shape a value is. */
  void declare(ValueInfoProto value) {
    graph.addValueInfo(value);
  }

  /**
   * Removes what no output of the graph needs: the runtime would compute such nodes, and warn of
   * such constants.
   */
  void prune() {
    Set<String> needed = new HashSet<>();
    graph.getOutputList().forEach(output -> needed.add(output.getName()));
    List<NodeProto> kept = new ArrayList<>();
    for (NodeProto node : Lists.reverse(graph.getNodeList())) {
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        needed.addAll(node.getInputList());
        kept.add(node);
      }
    }
    graph.clearNode().addAllNode(Lists.reverse(kept));
    List<TensorProto> used =
        graph.getInitializerList().stream()
            .filter(constant -> needed.contains(constant.getName()))
            .toList();
    graph.clearInitializer().addAllInitializer(used);
  }

  /** Adds a float constant, unless there is one of this name already. Returns its name. */
  public String floats(String name, List<Integer> dimensions, float... values) {
    if (constants.add(name)) {
      ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
      bytes.asFloatBuffer().put(values);
      add(name, TensorProto.DataType.FLOAT, dimensions, bytes);
    }
    return name;
  }

  /**
   * Adds a float constant that the file holds as float16, unless it has few values or {@link
   * Float16} does not hold them. Returns the name of the floats.
   */
  String halvesOrFloats(String name, List<Integer> dimensions, float... values) {
    Optional<short[]> halves = values.length > FEW ? Float16.of(values) : Optional.empty();
    return halves.isEmpty()
        ? floats(name, dimensions, values)
        : floatsOfHalves.computeIfAbsent(name, key -> cast(key, dimensions, halves.get()));
  }

  private String cast(String name, List<Integer> dimensions, short... halves) {
    ByteBuffer bytes = littleEndian(halves.length * Short.BYTES);
    bytes.asShortBuffer().put(halves);
    add(name, TensorProto.DataType.FLOAT16, dimensions, bytes);
    String floats = "Cast_" + values++;
    graph.addNode( // without a name: it cannot fail, and the file is to be small
        NodeProto.newBuilder()
            .setOpType("Cast")
            .addInput(name)
            .addOutput(floats)
            .addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber())));
    return floats;
  }

  /** Adds a vector of integers, unless there is one of this name already. Returns its name. */
  public String integers(String name, long... values) {
    if (constants.add(name)) {
      ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
      bytes.asLongBuffer().put(values);
      add(name, TensorProto.DataType.INT64, List.of(values.length), bytes);
    }
    return name;
  }

  private void add(
      String name, TensorProto.DataType type, List<Integer> dimensions, ByteBuffer bytes) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    dimensions.forEach(tensor::addDims);
    graph.addInitializer(tensor);
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto integerList(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }
}
