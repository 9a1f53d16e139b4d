package org.pigdiffusion.examples.reliability;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Damages ONNX models: their bytes, or what they say, in a file that is well-formed. */
final class OnnxMutation {
  private static final long[] LENGTHS = {
    -1, 0, 1, 3, 1 << 16, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE
  };

  private OnnxMutation() {}

  static byte[] of(byte[] whole, Random random) {
    if (random.nextBoolean()) {
      return Mutation.of(whole, random);
    }
    try {
      ModelProto.Builder model = ModelProto.parseFrom(whole).toBuilder();
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        change(model, random);
      }
      return model.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("model: expected ONNX", e);
    }
  }

  private static void change(ModelProto.Builder model, Random random) {
    switch (random.nextInt(6)) {
      case 0, 1 -> card(model, random);
      case 2 -> lengths(model.getGraphBuilder(), random);
      case 3 -> values(model.getGraphBuilder(), random);
      case 4 -> node(model.getGraphBuilder(), random);
      default -> {
        int at = random.nextInt(model.getGraph().getNodeCount());
        model.getGraphBuilder().removeNode(at);
      }
    }
  }

  private static void card(ModelProto.Builder model, Random random) {
    int at = random.nextInt(model.getMetadataPropsCount());
    if (random.nextInt(4) == 0) {
      model.removeMetadataProps(at);
      return;
    }
    StringStringEntryProto.Builder entry = model.getMetadataPropsBuilder(at);
    byte[] text = entry.getValue().getBytes(StandardCharsets.ISO_8859_1);
    entry.setValue(new String(TextMutation.of(text, random), StandardCharsets.ISO_8859_1));
  }

  private static void lengths(GraphProto.Builder graph, Random random) {
    TensorProto.Builder array = array(graph, random);
    if (array.getDimsCount() > 0) {
      array.setDims(random.nextInt(array.getDimsCount()), LENGTHS[random.nextInt(LENGTHS.length)]);
    }
  }

  private static void values(GraphProto.Builder graph, Random random) {
    TensorProto.Builder array = array(graph, random);
    byte[] bytes = Mutation.once(array.getRawData().toByteArray(), random);
    array.setRawData(ByteString.copyFrom(bytes));
  }

  private static TensorProto.Builder array(GraphProto.Builder graph, Random random) {
    return graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
  }

  /** Takes the operation, an input or an attribute from another place. */
  private static void node(GraphProto.Builder graph, Random random) {
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    NodeProto other = graph.getNode(random.nextInt(graph.getNodeCount()));
    switch (random.nextInt(3)) {
      case 0 -> node.setOpType(other.getOpType());
      case 1 -> {
        if (node.getInputCount() > 0 && other.getInputCount() > 0) {
          node.setInput(random.nextInt(node.getInputCount()), other.getInput(0));
        }
      }
      default -> {
        if (node.getAttributeCount() > 0) {
          node.getAttributeBuilder(0).setI(LENGTHS[random.nextInt(LENGTHS.length)]);
        }
      }
    }
  }
}
