package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.onnx.Refusals.assertRefused;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Models that keep weights in files beside them: within their folder, or refused. */
class ExternalDataTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("faulty.onnx");
  }

  private static ModelProto tiny() {
    return UNetOnnxWriter.proto(TestModels.tiny(1), Map.of());
  }

  private static TensorProto external(String location) {
    return TensorProto.newBuilder()
        .setName("outside")
        .setDataType(DataType.FLOAT.getNumber())
        .addDims(1)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../weights.bin",
        "sub/../../weights.bin",
        "..\\weights.bin",
        "\\\\host\\share",
        "C:\\weights.bin",
        "",
      })
  void weightsOutsideTheFolder(String location) throws IOException {
    ModelProto.Builder proto = tiny().toBuilder();
    proto.getGraphBuilder().addInitializer(external(location));
    Files.write(file(), proto.build().toByteArray());
    assertRefused(
        file(), "external data within the model's folder", "'" + location + "'", "outside");
  }

  @Test
  void weightsOutsideTheFolderInAnAttributeOfASubgraph() throws IOException {
    NodeProto constant =
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addOutput("c")
            .addAttribute(AttributeProto.newBuilder().setName("value").setT(external("../w")))
            .build();
    NodeProto branch =
        NodeProto.newBuilder()
            .setOpType("If")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("then_branch")
                    .setG(GraphProto.newBuilder().addNode(constant)))
            .build();
    ModelProto.Builder proto = tiny().toBuilder();
    proto.getGraphBuilder().addNode(branch);
    Files.write(file(), proto.build().toByteArray());
    assertRefused(file(), "external data within the model's folder", "'../w'");
  }

  @Test
  void weightsThatAreMissing() throws IOException {
    ModelProto.Builder proto = tiny().toBuilder();
    proto.getGraphBuilder().addInitializer(external("weights.bin"));
    Files.write(file(), proto.build().toByteArray());
    assertRefused(file(), "'weights.bin'", "found none");
  }

  @Test
  void weightsCutShort() throws IOException {
    writeWithWeightsBeside(new byte[10]);
    assertRefused(file(), "External initializer", "file_length: 10");
  }

  @Test
  void weightsBesideTheModelAreTaken() throws IOException {
    Tensor noisy = Tensor.filled(new Shape(1, 1, 8, 8), 0.5f);
    UNetOnnxWriter.write(file(), TestModels.tiny(1));
    Tensor expected;
    try (OnnxDenoiser inside = OnnxDenoiser.open(file())) {
      expected = inside.predict(noisy, noisy, 3);
    }
    writeWithWeightsBeside(tiny().getGraph().getInitializer(largest()).getRawData().toByteArray());
    try (OnnxDenoiser beside = OnnxDenoiser.open(file())) {
      assertEquals(expected, beside.predict(noisy, noisy, 3));
    }
  }

  private static int largest() {
    GraphProto graph = tiny().getGraph();
    int largest = 0;
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      if (graph.getInitializer(i).getRawData().size()
          > graph.getInitializer(largest).getRawData().size()) {
        largest = i;
      }
    }
    return largest;
  }

  /** The largest tensor goes to a file of its own. */
  private void writeWithWeightsBeside(byte[] content) throws IOException {
    Files.write(folder.resolve("weights.bin"), content);
    ModelProto.Builder proto = tiny().toBuilder();
    TensorProto.Builder tensor = proto.getGraphBuilder().getInitializerBuilder(largest());
    tensor.setRawData(ByteString.EMPTY).clearRawData();
    tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalData(
        StringStringEntryProto.newBuilder().setKey("location").setValue("weights.bin"));
    Files.write(file(), proto.build().toByteArray());
  }
}
