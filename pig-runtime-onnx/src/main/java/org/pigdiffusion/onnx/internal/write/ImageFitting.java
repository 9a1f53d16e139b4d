package org.pigdiffusion.onnx.internal.write;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import org.pigdiffusion.model.ValueRange;
import org.pigdiffusion.onnx.internal.graph.FeatureSignature;

/**
 * Writes the graph that fits images of this library to a feature extractor: values to its range,
 * bilinear resizing to its size, grey repeated over its channels, its order of axes.
 *
 * <p>Where an image gets smaller, the bilinear filter is widened as much (the operator's {@code
 * antialias}), since plain sampling would make up frequencies that the image has not (Parmar et al.
 * 2022, arXiv 2104.11222).
 */
public final class ImageFitting {
  private static final String IMAGES = "images";
  private static final String FITTED = "fitted";

  /** The first in which the operator Resize knows antialias. */
  private static final int OPSET = 18;

  private static final int IR_VERSION = 8;

  private ImageFitting() {}

  /** The graph as the bytes of a model file. Images are expected in [-1, 1], clamped outside. */
  public static byte[] graph(FeatureSignature target, ValueRange range) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("fitting")
            .addInput(images(IMAGES))
            .addOutput(images(FITTED));
    GraphWriter writer = new GraphWriter(graph);
    String clamped =
        writer.node(
            "Clip",
            List.of(
                IMAGES, writer.floats("low", List.of(), -1), writer.floats("high", List.of(), 1)));
    double half = (range.high() - range.low()) / 2;
    String scaled =
        writer.node("Mul", List.of(clamped, writer.floats("scale", List.of(), (float) half)));
    String mapped =
        writer.node(
            "Add",
            List.of(scaled, writer.floats("offset", List.of(), (float) (range.low() + half))));
    String resized =
        writer.node(
            "Resize",
            List.of(mapped, "", "", writer.integers("size", target.height(), target.width())),
            GraphWriter.text("mode", "linear"),
            GraphWriter.text("coordinate_transformation_mode", "half_pixel"),
            GraphWriter.integer("antialias", 1),
            GraphWriter.integer("exclude_outside", 1),
            GraphWriter.integerList("axes", 2, 3));
    List<String> repeated =
        List.of(resized, writer.integers("channels", 1, target.channels(), 1, 1));
    if (target.layout() == FeatureSignature.Layout.CHANNELS_FIRST) {
      writer.nodeTo(FITTED, "Expand", repeated);
    } else {
      writer.nodeTo(
          FITTED,
          "Transpose",
          List.of(writer.node("Expand", repeated)),
          GraphWriter.integerList("perm", 0, 2, 3, 1));
    }
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto images(String name) {
    TensorShapeProto.Builder free = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < 4; axis++) {
      free.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + axis));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(free)))
        .build();
  }
}
