package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.collect.ImmutableMap;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Role;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** What was written is read back. */
class TrainedModelTest {
  private static final UNetConfig NETWORK = UNetDenoiserContract.tiny();

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.onnx");
  }

  private TrainedModel writtenAndRead(UNetConfig config) throws IOException {
    UNetOnnxWriter.write(file(), TestModels.of(config, RandomWeights.of(config, 3)));
    return TrainedModel.read(file());
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    for (UNetConfig config :
        List.of(NETWORK, NETWORK.toBuilder().patch(2).dropout(0.25).residualBlocks(2).build())) {
      assertEquals(TestModels.of(config, RandomWeights.of(config, 3)), writtenAndRead(config));
    }
  }

  /** Labels are for training alone, so no file has them. */
  @Test
  void aNetworkWithLabelsIsRefused() {
    UNetConfig told = NETWORK.toBuilder().augmentationLabels(9).build();
    Weights weights = RandomWeights.of(told, 3);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> TestModels.of(told, weights))
                .getMessage());
    assertTrue(message.startsWith("config: expected no augmentation labels"), message);
  }

  /** Read and written again as float16, the values stay as they are. */
  @Test
  void whatWasWrittenAsFloat16IsReadAsItWasRounded() throws IOException {
    TrainedModel model = TestModels.of(NETWORK, RandomWeights.of(NETWORK, 3));
    UNetOnnxWriter.write(file(), model, WeightStorage.FLOAT16);
    TrainedModel read = TrainedModel.read(file());
    int rounded = 0;
    for (Map.Entry<String, Weights.Array> entry : read.weights().arrays().entrySet()) {
      float[] expected = model.weights().values(entry.getKey());
      float[] found = entry.getValue().values();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], found[i], Math.abs(expected[i]) * 0x1p-11f + 0x1p-25f);
        rounded += expected[i] == found[i] ? 0 : 1;
      }
    }
    assertTrue(rounded > 0);
    assertEquals(
        UNetOnnxWriter.proto(model, WeightStorage.FLOAT16, Map.of()),
        UNetOnnxWriter.proto(read, WeightStorage.FLOAT16, Map.of()));
  }

  /** 8 channels in 8 groups: what normalisation takes away is not in the file. */
  @Test
  void whatHasNoEffectIsZero() throws IOException {
    UNetConfig config = NETWORK.toBuilder().groups(8).build();
    Map<String, Weights.Array> expected = RandomWeights.of(config, 3).arrays();
    TrainedModel read = writtenAndRead(config);
    int leftOut = 0;
    for (Map.Entry<String, Weights.Array> entry : read.weights().arrays().entrySet()) {
      String name = entry.getKey();
      float[] values = entry.getValue().values();
      if (name.contains(".temb_proj.") && entry.getValue().dimensions().get(0) == 8) {
        assertArrayEquals(new float[values.length], values, name);
        leftOut++;
      } else {
        assertArrayEquals(expected.get(name).values(), values, name);
      }
    }
    assertTrue(leftOut > 0);
    assertEquals(
        UNetOnnxWriter.proto(
            TestModels.of(config, RandomWeights.of(config, 3)), WeightStorage.FLOAT32, Map.of()),
        UNetOnnxWriter.proto(read, WeightStorage.FLOAT32, Map.of()));
  }

  @Test
  void bothFilesOfAPairAreRead() throws IOException {
    TrainedModel x = TestModels.tiny(1);
    UNetConfig mirrored = NETWORK.mirrored();
    TrainedModel y =
        new TrainedModel(
            mirrored, RandomWeights.of(mirrored, 2), TestModels.card(Role.Y, mirrored).build());
    OnnxPair.save(folder.resolve("pair"), x, y);
    assertEquals(x, TrainedModel.read(folder.resolve("pair/x.onnx")));
    assertEquals(y, TrainedModel.read(folder.resolve("pair/y.onnx")));
  }

  private void assertRefused(Consumer<ModelProto.Builder> change, String... words)
      throws IOException {
    ModelProto.Builder changed =
        UNetOnnxWriter.proto(TestModels.tiny(1), WeightStorage.FLOAT32, Map.of()).toBuilder();
    change.accept(changed);
    Files.write(file(), changed.build().toByteArray());
    BackendException refusal =
        assertThrows(BackendException.class, () -> TrainedModel.read(file()));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("model " + file() + ": "), message);
    for (String word : words) {
      assertTrue(message.contains(word), "no '" + word + "' in: " + message);
    }
  }

  @Test
  void modelsWithoutCardOrSettingsAreRefused() throws IOException {
    assertRefused(ModelProto.Builder::clearMetadataProps, "found no card");
    assertRefused(
        proto -> keepProperties(proto, "pig."), "settings of its network", "export it again");
    assertRefused(proto -> setProperty(proto, "unet.groups", "some"), "metadata unet.groups");
    assertRefused(proto -> setProperty(proto, "unet.channels", "2"), "expected conv_");
  }

  @Test
  void settingsThatClaimMoreThanTheFileHoldsAreRefusedBeforeMemoryIsAskedFor() throws IOException {
    assertRefused(
        proto -> {
          setProperty(proto, "unet.baseWidth", "4096");
          setProperty(proto, "unet.groups", "1");
        },
        "weights: expected those of its network, of");
  }

  @Test
  void constantsThatOtherSoftwareHasChangedAreRefused() throws IOException {
    assertRefused(
        proto -> firstConstant(proto, tensor -> tensor.setName("fused")),
        "expected a constant conv_in.weight, found none");
    assertRefused(
        proto ->
            firstConstant(
                proto,
                tensor ->
                    tensor
                        .setDataType(TensorProto.DataType.FLOAT16.getNumber())
                        .setRawData(ByteString.copyFrom(new byte[290]))),
        "conv_in.weight",
        "FLOAT16");
    assertRefused(
        proto -> proto.getGraphBuilder().addInitializer(proto.getGraph().getInitializer(0)),
        "found two of the name");
  }

  private static void firstConstant(
      ModelProto.Builder proto, Consumer<TensorProto.Builder> change) {
    GraphProto.Builder graph = proto.getGraphBuilder();
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      if (tensor.getName().equals("conv_in.weight")) {
        change.accept(tensor);
        return;
      }
    }
    throw new AssertionError("no conv_in.weight");
  }

  private static void keepProperties(ModelProto.Builder proto, String prefix) {
    List<StringStringEntryProto> kept =
        proto.getMetadataPropsList().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .toList();
    proto.clearMetadataProps().addAllMetadataProps(kept);
  }

  private static void setProperty(ModelProto.Builder proto, String key, String value) {
    ImmutableMap.Builder<String, String> properties = ImmutableMap.builder();
    proto.getMetadataPropsList().forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
    Map<String, String> changed = properties.put(key, value).buildKeepingLast();
    proto.clearMetadataProps();
    changed.forEach(
        (name, text) ->
            proto.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(name).setValue(text)));
  }
}
