package org.pigdiffusion.onnx.internal.write;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** Writes a U-Net as an ONNX model. */
public final class UNetGraph {
  private static final int OPSET = 17;

  /** IR version 8 goes with opset 17. */
  private static final int IR_VERSION = 8;

  private static final String NOISY = "noisy";
  private static final String CONDITION = "condition";
  private static final String TIME = "time";
  private static final String PREDICTION = "prediction";

  /** The largest protobuf message, less ample room for the nodes. */
  private static final long MAX_PARAMETERS = (Integer.MAX_VALUE - (64L << 20)) / Float.BYTES;

  private UNetGraph() {}

  /**
   * The model as a protobuf message.
   *
   * @param precision as what it holds the weights
   * @param properties what the file will say of itself
   * @throws IllegalArgumentException if the weights exceed the 2 GiB that an ONNX file may hold
   */
  public static ModelProto model(
      UNetConfig config, Weights weights, Precision precision, Map<String, String> properties) {
    UNet net = new UNet(config);
    if (net.parameterCount() > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "weights: expected at most %d values, since an ONNX file holds 2 GiB, found %d"
              .formatted(MAX_PARAMETERS, net.parameterCount()));
    }
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("org.pigdiffusion")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setGraph(graph(config, net, weights, precision));
    properties.forEach((key, value) -> model.addMetadataProps(entry(key, value)));
    return model.build();
  }

  private static GraphProto graph(
      UNetConfig config, UNet net, Weights weights, Precision precision) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("unet")
            .addInput(map(NOISY, config.channels(), 0))
            .addOutput(map(PREDICTION, config.channels(), 0));
    if (config.conditionChannels() > 0) {
      graph.addInput(map(CONDITION, config.conditionChannels(), 0));
    }
    graph.addInput(value(TIME, TensorShapeProto.newBuilder().addDim(free("N"))));

    GraphWriter writer = new GraphWriter(graph);
    OnnxUNetOps ops = new OnnxUNetOps(writer, weights, precision);
    String prediction = net.forward(ops, net.input(ops, NOISY, CONDITION), TIME);
    writer.nodeTo(PREDICTION, "Identity", List.of(prediction));
    writer.prune();
    return graph.build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /** A feature map whose height and width are those of the images, halved a number of times. */
  static ValueInfoProto map(String name, int channels, int halvings) {
    String share = halvings == 0 ? "" : "/" + (1 << halvings);
    return value(
        name,
        TensorShapeProto.newBuilder()
            .addDim(free("N"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(channels))
            .addDim(free("H" + share))
            .addDim(free("W" + share)));
  }

  private static TensorShapeProto.Dimension free(String name) {
    return TensorShapeProto.Dimension.newBuilder().setDimParam(name).build();
  }

  private static ValueInfoProto value(String name, TensorShapeProto.Builder shape) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
