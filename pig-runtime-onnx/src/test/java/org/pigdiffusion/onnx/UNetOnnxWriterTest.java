package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.unet.Parameter;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;

class UNetOnnxWriterTest {
  @TempDir Path folder;

  private List<String> files() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).toList();
    }
  }

  private ModelProto written(TrainedModel model) throws IOException {
    Path file = folder.resolve("model.onnx");
    UNetOnnxWriter.write(file, model);
    return ModelProto.parseFrom(Files.readAllBytes(file));
  }

  @Test
  void inputsAndOutputHaveTheNamesAndTypesPromised() throws IOException {
    ModelProto proto = written(TestModels.tiny(1));
    assertEquals(
        List.of("noisy", "condition", "time"),
        proto.getGraph().getInputList().stream().map(ValueInfoProto::getName).toList());
    assertEquals("prediction", proto.getGraph().getOutput(0).getName());
    assertEquals(17, proto.getOpsetImport(0).getVersion());
    UNetConfig alone =
        UNetConfig.builder(1, 0)
            .baseWidth(8)
            .multipliers(1)
            .attentionLevels(Set.of())
            .groups(4)
            .build();
    assertEquals(
        List.of("noisy", "time"),
        written(TestModels.of(alone, RandomWeights.of(alone, 1))).getGraph().getInputList().stream()
            .map(ValueInfoProto::getName)
            .toList());
  }

  @Test
  void everyParameterIsThereUnderItsNameWithItsValues() throws IOException {
    TrainedModel model = TestModels.tiny(1);
    Map<String, TensorProto> tensors =
        written(model).getGraph().getInitializerList().stream()
            .collect(Collectors.toMap(TensorProto::getName, tensor -> tensor));
    for (Parameter parameter : new UNet(model.config()).parameters()) {
      FloatBuffer values =
          tensors
              .get(parameter.name())
              .getRawData()
              .asReadOnlyByteBuffer()
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer();
      float[] found = new float[values.remaining()];
      values.get(found);
      assertArrayEquals(model.weights().values(parameter.name()), found);
    }
  }

  @Test
  void theReferenceNetworkCanBeWritten() {
    UNetConfig reference = UNetConfig.reference(1, 1);
    ModelProto proto =
        UNetOnnxWriter.proto(
            TestModels.of(reference, RandomWeights.of(reference, 1)),
            WeightStorage.FLOAT32,
            Map.of());
    long convolutions =
        proto.getGraph().getNodeList().stream()
            .map(NodeProto::getOpType)
            .filter("Conv"::equals)
            .count();
    assertTrue(convolutions > 60, "convolutions: " + convolutions);
  }

  /** What the docs say is declared; a wrong shape would make a wrong plan of the memory. */
  @Test
  void theShapesOfMapsAreDeclared() {
    UNetConfig reference = UNetConfig.reference(1, 1);
    GraphProto graph =
        UNetOnnxWriter.proto(
                TestModels.of(reference, RandomWeights.of(reference, 1)),
                WeightStorage.FLOAT32,
                Map.of())
            .getGraph();
    Map<String, String> declared =
        graph.getValueInfoList().stream()
            .collect(Collectors.toMap(ValueInfoProto::getName, UNetOnnxWriterTest::shape));
    Map<String, String> ofWeights =
        graph.getNodeList().stream()
            .filter(node -> node.getOpType().equals("Conv"))
            .collect(
                Collectors.toMap(
                    node -> node.getInput(1), node -> declared.get(node.getOutput(0))));
    assertEquals("N,32,H,W", ofWeights.get("conv_in.weight"));
    assertEquals("N,32,H/2,W/2", ofWeights.get("down.0.downsample.conv.weight"));
    assertEquals("N,128,H/32,W/32", ofWeights.get("mid.attn_1.q.weight"));
    assertEquals("N,32,H/2,W/2", ofWeights.get("up.1.block.0.nin_shortcut.weight"));
    assertEquals("N,32,H,W", ofWeights.get("up.1.upsample.conv.weight"));
    assertEquals("N,1,H,W", ofWeights.get("conv_out.weight"));
  }

  @Test
  void theShapesOfMapsOfPatchesAreDeclared() {
    UNetConfig config = UNetConfig.reference(3, 2).toBuilder().patch(4).build();
    Map<String, String> declared =
        UNetOnnxWriter.proto(
                TestModels.of(config, RandomWeights.of(config, 1)), WeightStorage.FLOAT32, Map.of())
            .getGraph()
            .getValueInfoList()
            .stream()
            .collect(Collectors.toMap(ValueInfoProto::getName, UNetOnnxWriterTest::shape));
    assertTrue(declared.containsValue("N,32,H/4,W/4"), declared.toString());
    assertTrue(declared.containsValue("N,128,H/128,W/128"), declared.toString());
    assertTrue(declared.containsValue("N,48,H/4,W/4"), declared.toString());
    assertFalse(declared.values().stream().anyMatch(s -> s.endsWith("H,W")), declared.toString());
  }

  private static String shape(ValueInfoProto value) {
    return value.getType().getTensorType().getShape().getDimList().stream()
        .map(dim -> dim.hasDimParam() ? dim.getDimParam() : Long.toString(dim.getDimValue()))
        .collect(Collectors.joining(","));
  }

  @Test
  void whatNormalisationTakesAwayIsNotWritten() throws IOException {
    UNetConfig config = UNetDenoiserContract.tiny().toBuilder().groups(8).build();
    List<String> constants =
        written(TestModels.of(config, RandomWeights.of(config, 1)))
            .getGraph()
            .getInitializerList()
            .stream()
            .map(TensorProto::getName)
            .toList();
    assertFalse(constants.contains("down.0.block.0.temb_proj.weight")); // 8 channels, 8 groups
    assertTrue(constants.contains("down.1.block.0.temb_proj.weight")); // 16 channels
    assertTrue(constants.contains("down.0.block.0.norm2.weight"));
  }

  @Test
  void theCardTravelsInTheFile() throws IOException {
    TrainedModel model = TestModels.tiny(1);
    Map<String, String> properties =
        written(model).getMetadataPropsList().stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    assertEquals(model.card(), ModelCard.fromProperties(properties));
  }

  @Test
  void oneModelGivesTheSameBytesEachTime() {
    assertEquals(
        UNetOnnxWriter.proto(TestModels.tiny(1), WeightStorage.FLOAT32, Map.of()).toByteString(),
        UNetOnnxWriter.proto(TestModels.tiny(1), WeightStorage.FLOAT32, Map.of()).toByteString());
  }

  @Test
  void nothingButTheFileIsLeft() throws IOException {
    written(TestModels.tiny(1));
    written(TestModels.tiny(2));
    assertEquals(List.of("model.onnx"), files());
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("model.onnx"), "old");
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("disk full");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("model.onnx"), files());
  }

  @Test
  void aMissingFolderIsAnError() {
    assertThrows(
        NoSuchFileException.class,
        () -> UNetOnnxWriter.write(folder.resolve("no/model.onnx"), TestModels.tiny(1)));
  }

  @Test
  void theSizesOfTheCardMustSuitTheNetwork() {
    TrainedModel model = TestModels.tiny(1);
    for (SizeRule rule :
        List.of(SizeRule.multipleOf(3), SizeRule.fixed(8, 7), new SizeRule(8, 0, 1))) {
      ModelCard card = TestModels.card(model.card().role(), model.config()).size(rule).build();
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> new TrainedModel(model.config(), model.weights(), card));
      assertTrue(String.valueOf(refusal.getMessage()).startsWith("card.size: expected"));
    }
    ModelCard fixed =
        TestModels.card(model.card().role(), model.config()).size(SizeRule.fixed(8, 6)).build();
    assertEquals(fixed, new TrainedModel(model.config(), model.weights(), fixed).card());
  }
}
