package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** Files with weights of 16 bits: what stands in them, and what they predict. */
class WeightStorageTest {
  private static final UNetConfig CONFIG = UNetDenoiserContract.tiny();

  @TempDir Path folder;

  /** The tiny network, one of whose values is replaced. */
  private static TrainedModel with(String name, int index, float value) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(RandomWeights.of(CONFIG, 1).arrays());
    float[] values = arrays.get(name).values();
    values[index] = value;
    arrays.put(name, new Weights.Array(arrays.get(name).dimensions(), values));
    return TestModels.of(CONFIG, Weights.fitting(new UNet(CONFIG), arrays));
  }

  /** The tiny network, one of whose arrays is multiplied by a number. */
  private static TrainedModel times(String name, float factor) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(RandomWeights.of(CONFIG, 1).arrays());
    float[] values = arrays.get(name).values();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    arrays.put(name, new Weights.Array(arrays.get(name).dimensions(), values));
    return TestModels.of(CONFIG, Weights.fitting(new UNet(CONFIG), arrays));
  }

  private static GraphProto graph(TrainedModel model) {
    return UNetOnnxWriter.proto(model, WeightStorage.FLOAT16, Map.of()).getGraph();
  }

  private static TensorProto tensor(GraphProto graph, String name) {
    return graph.getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static long elements(TensorProto tensor) {
    return tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
  }

  private static short half(TrainedModel model, String name, int index) {
    TensorProto tensor = tensor(graph(model), name);
    assertEquals(DataType.FLOAT16.getNumber(), tensor.getDataType());
    ShortBuffer values =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    return values.get(index);
  }

  private static Tensor predicted(Path file) {
    Shape shape = new Shape(2, 1, 16, 8);
    NoiseSource.Batch noise = NoiseSource.keyed(5).open(0);
    // No constant may take more than the file: a Cast makes none.
    try (OnnxDenoiser denoiser = OnnxDenoiser.builder(file).constantLimit(0).open()) {
      return denoiser.predict(noise.next(Role.X, shape), noise.next(Role.Y, shape), 400);
    }
  }

  private Tensor predicted(TrainedModel model, WeightStorage storage) throws IOException {
    Path file = folder.resolve(storage + ".onnx");
    UNetOnnxWriter.write(file, model, storage);
    return predicted(file);
  }

  /** The root mean square of a difference, as a share of that of the expected values. */
  private static double difference(Tensor expected, Tensor found) {
    double changes = 0;
    double squares = 0;
    for (int i = 0; i < expected.shape().size(); i++) {
      double value = expected.buffer().get(i);
      changes += Math.pow(found.buffer().get(i) - value, 2);
      squares += value * value;
    }
    return Math.sqrt(changes / squares);
  }

  @Test
  void weightsAloneAreHalvesAndEachIsCastToFloats() {
    GraphProto graph = graph(TestModels.tiny(1));
    Set<String> parameters = TestModels.tiny(1).weights().arrays().keySet();
    Map<String, String> castOf =
        graph.getNodeList().stream()
            .filter(node -> node.getOpType().equals("Cast"))
            .collect(Collectors.toMap(node -> node.getInput(0), node -> node.getOutput(0)));
    Set<String> used =
        graph.getNodeList().stream()
            .filter(node -> !node.getOpType().equals("Cast"))
            .map(NodeProto::getInputList)
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    int halves = 0;
    for (TensorProto tensor : graph.getInitializerList()) {
      boolean half = tensor.getDataType() == DataType.FLOAT16.getNumber();
      boolean expected = parameters.contains(tensor.getName()) && elements(tensor) > 32;
      assertEquals(expected, half, tensor.getName());
      assertEquals(half, castOf.containsKey(tensor.getName()), tensor.getName());
      assertEquals(!half, used.contains(tensor.getName()), tensor.getName());
      halves += half ? 1 : 0;
    }
    assertTrue(halves > 30, "halves: " + halves);
    assertTrue(used.containsAll(castOf.values()));
  }

  /** The bits as IEEE 754 says: ties to even, and a few subnormal ones among larger. */
  @Test
  void valuesAreRoundedToNearest() {
    String name = "conv_in.weight";
    Map<Float, Integer> bits =
        Map.of(
            1f,
            0x3C00,
            -2f,
            0xC000,
            1 + 0x1p-11f,
            0x3C00,
            1 + 0x3p-11f,
            0x3C02,
            Math.nextUp(1 + 0x1p-11f),
            0x3C01,
            0x1p-14f,
            0x0400,
            0x1p-24f,
            0x0001,
            0x1p-25f,
            0x0000,
            -0f,
            0x8000);
    bits.forEach(
        (value, expected) ->
            assertEquals(expected.shortValue(), half(with(name, 3, value), name, 3)));
  }

  @Test
  void theLargestNumberOfFloat16IsHeldAndWhatIsBeyondStaysAsItIs() throws IOException {
    String name = "conv_in.weight";
    assertEquals((short) 0x7BFF, half(with(name, 0, 65504), name, 0));
    assertEquals((short) 0x7BFF, half(with(name, 0, 65519), name, 0));
    for (float beyond : new float[] {65520, -1e9f}) {
      TensorProto kept = tensor(graph(with(name, 0, beyond)), name);
      assertEquals(DataType.FLOAT.getNumber(), kept.getDataType());
      assertEquals(
          beyond,
          kept.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat());
    }
    TrainedModel model = with("conv_out.weight", 0, 70_000);
    double difference =
        difference(
            predicted(model, WeightStorage.FLOAT32), predicted(model, WeightStorage.FLOAT16));
    assertTrue(difference < 2e-3, "difference: " + difference);
  }

  @Test
  void anArrayOfTinyValuesStaysAsItIs() {
    String name = "mid.block_1.conv1.weight";
    DataType[] expected = {DataType.FLOAT16, DataType.FLOAT, DataType.FLOAT16};
    float[] factors = {1, 1e-5f, 0};
    for (int i = 0; i < factors.length; i++) {
      TensorProto tensor = tensor(graph(times(name, factors[i])), name);
      assertEquals(expected[i].getNumber(), tensor.getDataType(), "times " + factors[i]);
    }
  }

  /**
   * Each weight is off by 2^-11 at most, and a prediction by little more: 6.8e-4 here. Weights cut
   * off instead of rounded to nearest would double that.
   */
  @Test
  void predictionsDifferByTheRoundingAlone() throws IOException {
    TrainedModel model = TestModels.tiny(1);
    Tensor expected = predicted(model, WeightStorage.FLOAT32);
    double difference = difference(expected, predicted(model, WeightStorage.FLOAT16));

    assertTrue(difference > 1e-5, "difference: " + difference);
    assertTrue(difference < 1e-3, "difference: " + difference);
  }

  @Test
  void theFileHasHalfTheSize() throws IOException {
    UNetConfig config =
        UNetConfig.builder(1, 1)
            .baseWidth(16)
            .multipliers(1, 2)
            .residualBlocks(1)
            .groups(8)
            .attentionLevels(Set.of(1))
            .build();
    TrainedModel model = TestModels.of(config, RandomWeights.of(config, 1));
    Path whole = folder.resolve("whole.onnx");
    Path half = folder.resolve("half.onnx");
    UNetOnnxWriter.write(whole, model);
    UNetOnnxWriter.write(half, model, WeightStorage.FLOAT16);
    long weights = new UNet(config).parameterCount();
    double saved = Files.size(whole) - Files.size(half);
    assertEquals(2.0 * weights, saved, 0.1 * weights);
  }

  /** A crash between the two renames of a saving as float16 would leave one file of each. */
  @Test
  void filesStoredDifferentlyAreNoPair() throws IOException {
    UNetConfig mirrored = CONFIG.mirrored();
    TrainedModel x = TestModels.tiny(1);
    TrainedModel y =
        new TrainedModel(
            mirrored, RandomWeights.of(mirrored, 2), TestModels.card(Role.Y, mirrored).build());
    Path whole = folder.resolve("whole");
    Path half = folder.resolve("half");
    OnnxPair.save(whole, x, y);
    OnnxPair.save(half, x, y, WeightStorage.FLOAT16);
    try (OnnxPair opened = OnnxPair.open(half);
        OnnxPair other = OnnxPair.open(whole)) {
      assertEquals(x.card(), opened.card(Role.X));
      assertNotEquals(other.y().spec().id(), opened.y().spec().id());
    }
    Files.copy(
        whole.resolve("x.onnx"), half.resolve("x.onnx"), StandardCopyOption.REPLACE_EXISTING);
    BackendException refusal =
        assertThrows(BackendException.class, () -> OnnxPair.open(half).close());
    assertTrue(String.valueOf(refusal.getMessage()).contains("not saved together"));
  }
}
