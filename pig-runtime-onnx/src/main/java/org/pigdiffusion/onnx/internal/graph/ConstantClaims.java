package org.pigdiffusion.onnx.internal.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.BackendException;

/**
 * How much memory the constants of a model ask for, as far as the file says it: tensors, sparse
 * tensors as dense ones, and the operators that make a tensor of a size that a constant tells. A
 * few bytes of a file can ask for all memory of a machine.
 */
final class ConstantClaims {
  /** Software that exports models nests them a few deep. */
  private static final int DEEPEST = 100;

  private final String name;
  private final Map<String, FunctionProto> functions = new HashMap<>();
  private final Map<String, Long> ofFunctions = new HashMap<>();
  private int depth;
  private String largestName = "";
  private long largest;
  private final long total;

  /**
   * Counts.
   *
   * @param name what messages call the model
   * @throws BackendException if its functions call each other too deep
   */
  ConstantClaims(String name, ModelProto model) {
    this.name = name;
    for (FunctionProto function : model.getFunctionsList()) {
      functions.put(function.getDomain() + ":" + function.getName(), function);
    }
    this.total = ofGraph(model.getGraph(), Optional.empty());
  }

  /** The bytes of all constants. */
  long bytes() {
    return total;
  }

  /** The largest constant and its bytes, as a message says it. */
  String largest() {
    return "'%s' of %d bytes".formatted(largestName, largest);
  }

  private long ofGraph(GraphProto graph, Optional<Constants> around) {
    Constants constants = new Constants(around);
    long bytes = 0;
    for (TensorProto tensor : graph.getInitializerList()) {
      constants.add(tensor.getName(), tensor);
      bytes = plus(bytes, dense(tensor.getName(), tensor.getDimsList(), tensor.getDataType()));
    }
    for (SparseTensorProto sparse : graph.getSparseInitializerList()) {
      bytes = plus(bytes, dense(sparse.getValues().getName(), sparse));
    }
    return plus(bytes, ofNodes(graph.getNodeList(), constants));
  }

  private long ofNodes(List<NodeProto> nodes, Constants constants) {
    long bytes = 0;
    for (NodeProto node : nodes) {
      constants.addOutputOf(node);
      String made = node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
      bytes = plus(bytes, claim(made, bytes(constants.madeBy(node), typeMadeBy(node))));
      for (AttributeProto attribute : node.getAttributeList()) {
        bytes = plus(bytes, ofAttribute(made, attribute, constants));
      }
      bytes = plus(bytes, ofFunction(node.getDomain() + ":" + node.getOpType()));
    }
    return bytes;
  }

  private long ofAttribute(String node, AttributeProto attribute, Constants constants) {
    long bytes = 0;
    if (attribute.hasT()) {
      bytes = dense(node, attribute.getT().getDimsList(), attribute.getT().getDataType());
    }
    for (TensorProto tensor : attribute.getTensorsList()) {
      bytes = plus(bytes, dense(node, tensor.getDimsList(), tensor.getDataType()));
    }
    if (attribute.hasSparseTensor()) {
      bytes = plus(bytes, dense(node, attribute.getSparseTensor()));
    }
    for (SparseTensorProto sparse : attribute.getSparseTensorsList()) {
      bytes = plus(bytes, dense(node, sparse));
    }
    if (attribute.hasG()) {
      bytes = plus(bytes, ofGraph(attribute.getG(), Optional.of(constants)));
    }
    for (GraphProto graph : attribute.getGraphsList()) {
      bytes = plus(bytes, ofGraph(graph, Optional.of(constants)));
    }
    return bytes;
  }

  /** What each call of a function of the model asks for; 0 while it is being counted. */
  private long ofFunction(String called) {
    FunctionProto function = functions.get(called);
    if (function == null) {
      return 0;
    }
    Long known = ofFunctions.putIfAbsent(called, 0L);
    if (known != null) {
      return known;
    }
    if (depth == DEEPEST) {
      throw ModelFile.fault(
          name, "expected functions that call each other at most %d deep".formatted(DEEPEST));
    }
    depth++;
    long bytes = ofNodes(function.getNodeList(), new Constants(Optional.empty()));
    depth--;
    ofFunctions.put(called, bytes);
    return bytes;
  }

  private long dense(String what, SparseTensorProto sparse) {
    return dense(what, sparse.getDimsList(), sparse.getValues().getDataType());
  }

  private long dense(String what, List<Long> dimensions, int type) {
    return claim(what, bytes(Constants.elements(dimensions), type));
  }

  /** The type of what {@link Constants#madeBy} counts: of the value that is repeated, if known. */
  private static int typeMadeBy(NodeProto node) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals("value") && attribute.hasT())
        .mapToInt(attribute -> attribute.getT().getDataType())
        .findFirst()
        .orElse(TensorProto.DataType.FLOAT.getNumber());
  }

  /** How many bytes the values of a tensor take, whose types of fewer bits share bytes. */
  static long bytes(long elements, int type) {
    long bits = LongMath.saturatedMultiply(elements, bits(type));
    return LongMath.divide(bits, Byte.SIZE, RoundingMode.CEILING);
  }

  /** By number: the protobuf classes do not know the newest types. */
  private static int bits(int type) {
    return switch (type) {
      case 8 -> 256; // a text: what an empty one takes in the engine
      case 15 -> 128; // complex of doubles
      case 7, 11, 13, 14 -> 64; // int64, double, uint64, complex of floats
      case 1, 6, 12 -> 32; // float, int32, uint32
      case 4, 5, 10, 16 -> 16; // uint16, int16, float16, bfloat16
      case 21, 22, 23 -> 4; // uint4, int4, float4
      case 25, 26 -> 2; // uint2, int2
      default -> 8;
    };
  }

  private long claim(String what, long bytes) {
    if (bytes > largest) {
      largest = bytes;
      largestName = what;
    }
    return bytes;
  }

  private static long plus(long a, long b) {
    return LongMath.saturatedAdd(a, b);
  }
}
