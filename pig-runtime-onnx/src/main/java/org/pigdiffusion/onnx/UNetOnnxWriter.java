package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;

/**
 * Writes a U-Net as one ONNX file that describes itself.
 *
 * <p>Inputs are {@code noisy [N,c,H,W]}, {@code condition [N,k,H,W]} (absent if the network is
 * unconditional) and {@code time [N]}, all float32; the output is {@code prediction [N,c,H,W]}. N,
 * H and W are free, H and W multiples of {@link UNetConfig#downsamplingFactor}. The weights are in
 * the file under the names of the PyTorch network, save the projections of the time embedding that
 * are added to a map before each of its channels is normalised by itself: the normalisation takes
 * them away again. {@link org.pigdiffusion.model.ModelCard} travels in the file's {@code
 * metadata_props}.
 *
 * <p>The file is of opset {@value #OPSET}. Of this graph ONNX Runtime makes one and the same
 * optimised graph whether it is declared as opset 13 or 22, so the declared number costs no speed;
 * an older one opens in older runtimes, and from 17 on all of them are widely supported. What newer
 * opsets add and what would fit, {@code GroupNormalization}, runs slower than the {@code
 * InstanceNormalization} that is written here.
 */
public final class UNetOnnxWriter {
  static final int OPSET = 17;
  static final String NOISY = "noisy";
  static final String CONDITION = "condition";
  static final String TIME = "time";
  static final String PREDICTION = "prediction";

  /** IR version 8 goes with opset 17. */
  private static final int IR_VERSION = 8;

  /** The largest protobuf message, less ample room for the nodes. */
  private static final long MAX_PARAMETERS = (Integer.MAX_VALUE - (64L << 20)) / Float.BYTES;

  private UNetOnnxWriter() {}

  /**
   * Writes a model. The file appears whole or not at all: it is written under another name beside
   * its place, flushed to the disk, and renamed. A file that was there is replaced.
   *
   * @throws IllegalArgumentException if the weights exceed the 2 GiB that an ONNX file may hold
   * @throws IOException if it cannot be written; nothing is left behind then
   */
  public static void write(Path file, TrainedModel model) throws IOException {
    ModelProto proto = proto(model, Map.of());
    AtomicFile.write(file, proto::writeTo);
  }

  /**
   * A model as the bytes of its file.
   *
   * @throws IllegalArgumentException if the weights exceed the 2 GiB that an ONNX file may hold
   */
  public static byte[] bytes(TrainedModel model) {
    return proto(model, Map.of()).toByteArray();
  }

  /** The model as a protobuf message, with properties beyond those of the card. */
  static ModelProto proto(TrainedModel model, Map<String, String> moreProperties) {
    UNetConfig config = model.config();
    UNet net = new UNet(config);
    if (net.parameterCount() > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "weights: expected at most %d values, since an ONNX file holds 2 GiB, found %d"
              .formatted(MAX_PARAMETERS, net.parameterCount()));
    }
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
    OnnxUNetOps ops = new OnnxUNetOps(writer, model.weights());
    String prediction = net.forward(ops, net.input(ops, NOISY, CONDITION), TIME);
    writer.nodeTo(PREDICTION, "Identity", List.of(prediction));
    writer.prune();

    ModelProto.Builder proto =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("org.pigdiffusion")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setGraph(graph);
    model.card().toProperties().forEach((key, value) -> proto.addMetadataProps(entry(key, value)));
    moreProperties.forEach((key, value) -> proto.addMetadataProps(entry(key, value)));
    return proto.build();
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
