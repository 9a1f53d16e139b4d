package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    return UNetOnnxWriter.proto(TestModels.tiny(1), WeightStorage.FLOAT32, Map.of());
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
        "/etc/pass\nwd",
      })
  void weightsOutsideTheFolder(String location) throws IOException {
    ModelProto.Builder proto = tiny().toBuilder();
    proto.getGraphBuilder().addInitializer(external(location));
    Files.write(file(), proto.build().toByteArray());
    assertRefused(
        file(),
        "external data within the model's folder",
        "'" + location.replace("\n", "\\n") + "'",
        "outside");
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
    assertRefused(
        file(), " bytes for tensor '", "data file 'weights.bin', found its end at byte 10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "offset; -4; as offset of tensor 'outside' in the external data file 'weights.bin', found"
            + " '-4'",
        "offset; four; found 'four'",
        "offset; 5; expected 4 bytes for tensor 'outside' from byte 5 on in the external data file"
            + " 'weights.bin', found its end at byte 8",
        "offset; 9223372036854775807; found its end at byte 8",
        "length; 999999999999; expected 4 bytes for tensor 'outside' in the external data file"
            + " 'weights.bin', found a length of 999999999999",
        "length; 3; found a length of 3",
        "length; -1; as length of tensor 'outside'",
      })
  void aRangeThatIsNotInTheFile(String key, String value, String expected) throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[8]);
    ModelProto.Builder proto = tiny().toBuilder();
    StringStringEntryProto.Builder entry = StringStringEntryProto.newBuilder();
    proto
        .getGraphBuilder()
        .addInitializer(
            external("weights.bin").toBuilder().addExternalData(entry.setKey(key).setValue(value)));
    Files.write(file(), proto.build().toByteArray());
    assertRefused(file(), expected);
  }

  @Test
  void whatIsThereAndNoFileIsTold() throws IOException {
    Files.createDirectory(folder.resolve("weights.bin"));
    ModelProto.Builder proto = tiny().toBuilder();
    proto.getGraphBuilder().addInitializer(external("weights.bin"));
    Files.write(file(), proto.build().toByteArray());
    assertRefused(file(), "'weights.bin'", "expected a file, found a folder; move that away");
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

  /** The one and the other are in the folder: which one is meant is not ours to say. */
  @ParameterizedTest
  @ValueSource(strings = {"location", "offset"})
  void anEntryThatIsThereTwice(String key) throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[4]);
    StringStringEntryProto.Builder entry = StringStringEntryProto.newBuilder().setKey(key);
    ModelProto.Builder proto = tiny().toBuilder();
    proto
        .getGraphBuilder()
        .addInitializer(
            external("weights.bin").toBuilder()
                .addExternalData(entry.setValue(key.equals("location") ? "other.bin" : "0"))
                .addExternalData(entry.setValue("0")));
    Files.write(file(), proto.build().toByteArray());
    assertRefused(file(), "expected one '" + key + "'", "tensor 'outside'", "and '");
  }

  @Test
  void aLinkOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
    Path weights = Files.write(elsewhere.resolve("weights.bin"), new byte[4]);
    link(folder.resolve("weights.bin"), weights);
    ModelProto.Builder proto = tiny().toBuilder();
    proto.getGraphBuilder().addInitializer(external("weights.bin"));
    Files.write(file(), proto.build().toByteArray());
    assertRefused(
        file(),
        "external data within the model's folder, found 'weights.bin'",
        "a link to " + weights.toRealPath());
    Files.delete(folder.resolve("weights.bin"));
    link(folder.resolve("sub"), elsewhere);
    proto = tiny().toBuilder();
    proto.getGraphBuilder().addInitializer(external("sub/weights.bin"));
    Files.write(file(), proto.build().toByteArray());
    assertRefused(file(), "within the model's folder, found 'sub/weights.bin'", "a link to ");
  }

  /** Model and weights are links to where a cache keeps their content. */
  @Test
  void linksOfADownloadCacheAreTaken() throws IOException {
    writeWithWeightsBeside(tiny().getGraph().getInitializer(largest()).getRawData().toByteArray());
    Path blobs = Files.createDirectory(folder.resolve("blobs"));
    Path snapshot = Files.createDirectory(folder.resolve("snapshot"));
    for (String name : List.of("faulty.onnx", "weights.bin")) {
      Files.move(folder.resolve(name), blobs.resolve("content-of-" + name));
      link(snapshot.resolve(name), Path.of("../blobs/content-of-" + name));
    }
    Tensor noisy = Tensor.filled(new Shape(1, 1, 8, 8), 0.5f);
    try (OnnxDenoiser linked = OnnxDenoiser.open(snapshot.resolve("faulty.onnx"))) {
      assertEquals(noisy.shape(), linked.predict(noisy, noisy, 3).shape());
    }
  }

  private static void link(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (UnsupportedOperationException | FileSystemException e) {
      assumeTrue(false, "no links here: " + e);
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
