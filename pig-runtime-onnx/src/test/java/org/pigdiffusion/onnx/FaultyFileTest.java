package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.onnx.Refusals.assertRefused;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.UNetConfig;

/** Files that cannot be used: one clear error each, and no native crash. */
class FaultyFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("faulty.onnx");
  }

  private static ModelProto tiny() {
    return UNetOnnxWriter.proto(TestModels.tiny(1), WeightStorage.FLOAT32, Map.of());
  }

  @Test
  void aMissingFile() {
    assertRefused(file(), "found nothing there");
  }

  @Test
  void aFolder() throws IOException {
    Files.createDirectory(file());
    assertRefused(file(), "expected a file, found a folder");
  }

  @Test
  void anEmptyFile() throws IOException {
    Files.write(file(), new byte[0]);
    assertRefused(file(), "expected an ONNX model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n",
        "<!DOCTYPE html><html></html>",
        "{\"model\": 1}",
        "PK\u0003\u0004 a zip",
      })
  void anotherFormat(String content) throws IOException {
    Files.writeString(file(), content);
    assertRefused(file(), "expected an ONNX model");
  }

  @Test
  void aFileCutShortAnywhere() throws IOException {
    byte[] whole = tiny().toByteArray();
    for (int i = 1; i < 100; i++) {
      Files.write(file(), Arrays.copyOf(whole, (int) ((long) whole.length * i / 100)));
      assertRefused(file(), "expected an ONNX model");
    }
  }

  /** A file that lost its end but still parses: the graph is whole, the opset is gone. */
  @Test
  void aFileCutAfterItsGraph() throws IOException {
    Files.write(file(), tiny().toBuilder().clearOpsetImport().build().toByteArray());
    assertRefused(file(), "expected an ONNX model with graph and opset");
  }

  /** Whatever the bytes, the process lives and says what is wrong, or runs the model. */
  @Test
  void flippedBytesNeverCrash() throws IOException {
    byte[] whole = tiny().toByteArray();
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] flipped = whole.clone();
      for (int k = 0; k < 3; k++) {
        flipped[random.nextInt(i % 2 == 0 ? 6000 : whole.length)] = (byte) random.nextInt(256);
      }
      Files.write(file(), flipped);
      try (OnnxDenoiser denoiser = OnnxDenoiser.open(file())) {
        Tensor noisy = Tensor.zeros(new Shape(1, 1, 8, 8));
        assertEquals(noisy.shape(), denoiser.predict(noisy, noisy, 1).shape());
      } catch (BackendException e) {
        refused++;
        assertTrue(String.valueOf(e.getMessage()).contains(file().toString()), e.getMessage());
      }
    }
    assertTrue(refused > 0, "no flip was noticed");
  }

  @Test
  void anUnknownOperator() throws IOException {
    TestGraph graph = TestGraph.separate("noisy", "condition", "time");
    graph.output("more", DataType.FLOAT, "n", 1, "h", "w");
    graph.writer().nodeTo("more", "NoSuchOperator", List.of("noisy"));
    graph.writeTo(file());
    assertRefused(file(), "ONNX Runtime refuses it on cpu", "NoSuchOperator");
  }

  private TestGraph images(DataType type, Object... dimensions) {
    TestGraph graph =
        new TestGraph()
            .input("noisy", type, dimensions)
            .input("condition", type, dimensions)
            .input("time", DataType.FLOAT, 1)
            .output("out", type, dimensions);
    graph.writer().nodeTo("out", "Add", List.of("noisy", "condition"));
    return graph;
  }

  @Test
  void aWrongRank() throws IOException {
    images(DataType.FLOAT, "n", 1, "w").writeTo(file());
    assertRefused(file(), "float[n,c,h,w]", "noisy float[?,1,?]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DOUBLE", "FLOAT16"})
  void aWrongType(String type) throws IOException {
    images(DataType.valueOf(type), "n", 1, "h", "w").writeTo(file());
    assertRefused(file(), "float[n,c,h,w]", "noisy " + type.toLowerCase(Locale.ROOT));
  }

  @Test
  void aWrongOutput() throws IOException {
    TestGraph graph =
        new TestGraph()
            .input("noisy", DataType.FLOAT, "n", 1, "h", "w")
            .input("time", DataType.FLOAT, 1)
            .output("out", DataType.FLOAT, 1, "n", 1, "h", "w");
    graph
        .writer()
        .nodeTo("out", "Unsqueeze", List.of("noisy", graph.writer().integers("first", 0)));
    graph.writeTo(file());
    assertRefused(file(), "output float[n,c,h,w]", "out float[1,?,1,?,?]");
  }

  @Test
  void anInputThatNobodyCanFill() throws IOException {
    TestGraph.separate("noisy", "condition", "time")
        .input("embedding", DataType.FLOAT, "n", 77, 768)
        .writeTo(file());
    assertRefused(file(), "embedding float[?,77,768]");
    TestGraph.separate("noisy", "condition", "time")
        .input("third", DataType.FLOAT, "n", 1, "h", "w")
        .writeTo(file());
    assertRefused(file(), "one or two image inputs", "third");
  }

  private void write(Map<String, String> properties) throws IOException {
    ModelProto.Builder proto = tiny().toBuilder().clearMetadataProps();
    properties.forEach(
        (key, value) ->
            proto.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    Files.write(file(), proto.build().toByteArray());
  }

  @Test
  void aCardThatDoesNotFitItsGraph() throws IOException {
    Map<String, String> properties = new HashMap<>(TestModels.tiny(1).card().toProperties());
    properties.put("pig.channels", "3");
    write(properties);
    assertRefused(file(), "expected 3 channels and 1 of the condition", "noisy float[?,1,?,?]");
  }

  @Test
  void aFaultyCard() throws IOException {
    Map<String, String> properties = new HashMap<>(TestModels.tiny(1).card().toProperties());
    properties.remove("pig.schedule");
    write(properties);
    assertRefused(file(), "its card is faulty", "pig.schedule");
  }

  /** Else which of two cards is believed would be the file's order. */
  @Test
  void aPropertyOfTwoValues() throws IOException {
    UNetOnnxWriter.write(file(), TestModels.tiny(1));
    ModelProto.Builder proto = ModelProto.parseFrom(Files.readAllBytes(file())).toBuilder();
    StringStringEntryProto.Builder again =
        StringStringEntryProto.newBuilder().setKey("pig.prediction");
    Files.write(file(), proto.addMetadataProps(again.setValue("noise")).build().toByteArray());
    OnnxDenoiser.open(file()).close();
    Files.write(file(), proto.addMetadataProps(again.setValue("velocity")).build().toByteArray());
    assertRefused(file(), "pig.prediction: expected one value, found 'noise' and 'velocity'");
  }

  @Test
  void settingsThatContradictTheCard() throws IOException {
    UNetOnnxWriter.write(file(), TestModels.tiny(1));
    OnnxDenoiser.Builder velocity =
        OnnxDenoiser.builder(file()).prediction(PredictionType.VELOCITY);
    String message =
        String.valueOf(assertThrows(BackendException.class, velocity::open).getMessage());
    assertTrue(message.contains("expected NOISE, as its card says, found VELOCITY"), message);
    OnnxDenoiser.Builder channels = OnnxDenoiser.builder(file()).channels(2, 2);
    message = String.valueOf(assertThrows(BackendException.class, channels::open).getMessage());
    assertTrue(message.contains("as its card says"), message);
  }

  @Test
  void aWriterRefusesACardOfAnotherNetwork() {
    TrainedModel model = TestModels.tiny(1);
    UNetConfig other = UNetConfig.builder(3, 1).baseWidth(8).groups(4).build();
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TrainedModel(
                model.config(),
                model.weights(),
                TestModels.card(model.card().role(), other).build()));
  }
}
