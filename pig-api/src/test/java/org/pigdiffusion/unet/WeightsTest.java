package org.pigdiffusion.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.testing.EqualsTester;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final UNet NET =
      new UNet(
          UNetConfig.builder(1, 1)
              .baseWidth(8)
              .multipliers(1, 2)
              .residualBlocks(1)
              .attentionLevels(ImmutableSet.of())
              .groups(4)
              .build());

  private static Map<String, Weights.Array> initial() {
    return new HashMap<>(InitialWeights.of(NET, 1).arrays());
  }

  @Test
  void everyFaultIsInOneMessage() {
    Map<String, Weights.Array> arrays = initial();
    arrays.remove("conv_in.bias");
    arrays.put("conv_out.bias", new Weights.Array(ImmutableList.of(2), new float[2]));
    arrays.put("conv_extra.bias", new Weights.Array(ImmutableList.of(1), new float[1]));
    String message = assertRefused("weights", () -> Weights.fitting(NET, arrays));
    assertTrue(message.contains("found 3 differences"), message);
    assertTrue(message.contains("conv_in.bias is missing, expected [8]"), message);
    assertTrue(message.contains("conv_out.bias: expected [1], found [2]"), message);
    assertTrue(message.contains("conv_extra.bias is not a parameter of the network"), message);
  }

  @Test
  void aValueThatIsNoNumberIsNamed() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      Map<String, Weights.Array> arrays = initial();
      arrays.put(
          "conv_in.bias", new Weights.Array(ImmutableList.of(8), 0, 1, 2, value, 4, 5, 6, 7));
      String message = assertRefused("weights", () -> Weights.fitting(NET, arrays));
      assertTrue(
          message.contains("conv_in.bias: expected finite values, found " + value + " at 3"),
          message);
    }
  }

  @Test
  void thePrefixOfDataParallelismIsTakenOff() {
    Map<String, Weights.Array> prefixed = new HashMap<>();
    initial().forEach((name, array) -> prefixed.put("module." + name, array));
    assertEquals(Weights.fitting(NET, initial()), Weights.fitting(NET, prefixed));
  }

  @Test
  void aNameWithAndWithoutThePrefixIsNamed() {
    Map<String, Weights.Array> arrays = initial();
    arrays.put("module.conv_out.bias", new Weights.Array(ImmutableList.of(1), new float[1]));
    String message = assertRefused("weights", () -> Weights.fitting(NET, arrays));
    assertTrue(message.contains("conv_out.bias is there twice"), message);
  }

  @Test
  void valuesAreFoundByNameInTheNetworksOrder() {
    Map<String, Weights.Array> arrays = initial();
    Weights weights = Weights.fitting(NET, arrays);
    assertSame(arrays.get("conv_in.weight"), weights.arrays().get("conv_in.weight"));
    assertEquals(
        NET.parameters().stream().map(Parameter::name).toList(),
        List.copyOf(weights.arrays().keySet()));
    assertRefused("name", () -> weights.values("conv_in"));
  }

  @Test
  void anArrayFillsItsDimensions() {
    assertRefused("values", () -> new Weights.Array(ImmutableList.of(2, 3), new float[5]));
    assertRefused(
        "values", () -> new Weights.Array(ImmutableList.of(1 << 16, 1 << 16), new float[0]));
    assertRefused("dimensions", () -> new Weights.Array(ImmutableList.of(-1, -2), new float[2]));
    assertEquals("Array[2, 1]", new Weights.Array(ImmutableList.of(2, 1), new float[2]).toString());
  }

  @Test
  void equalityIsOfValues() {
    Map<String, Weights.Array> changed = initial();
    changed.put("conv_out.bias", new Weights.Array(ImmutableList.of(1), new float[] {9}));
    new EqualsTester()
        .addEqualityGroup(InitialWeights.of(NET, 1), InitialWeights.of(NET, 1))
        .addEqualityGroup(InitialWeights.of(NET, 2))
        .addEqualityGroup(Weights.fitting(NET, changed))
        .testEquals();
    new EqualsTester()
        .addEqualityGroup(
            new Weights.Array(ImmutableList.of(2), new float[] {1, 2}),
            new Weights.Array(ImmutableList.of(2), new float[] {1, 2}))
        .addEqualityGroup(new Weights.Array(ImmutableList.of(2, 1), new float[] {1, 2}))
        .addEqualityGroup(new Weights.Array(ImmutableList.of(2), new float[] {1, 3}))
        .testEquals();
  }

  /**
   * PyTorch's defaults: uniform within 1 / sqrt(fan in); the variance of that is 1 / (3 fan in).
   */
  @Test
  void weightsBeginAsInPytorch() {
    UNet net = new UNet(UNetConfig.reference(1, 1).toBuilder().residualBlocks(1).build());
    Weights weights = InitialWeights.of(net, 5);
    for (Parameter parameter : net.parameters()) {
      float[] values = weights.values(parameter.name());
      double bound = 1 / Math.sqrt(parameter.fanIn());
      double squares = 0;
      for (float value : values) {
        switch (parameter.kind()) {
          case SCALE -> assertEquals(1f, value);
          case SHIFT -> assertEquals(0f, value);
          case AFFINE -> assertTrue(Math.abs(value) <= bound, parameter.name());
        }
        squares += (double) value * value;
      }
      if (parameter.kind() == Parameter.Kind.AFFINE && values.length > 1000) {
        double variance = bound * bound / 3;
        assertEquals(variance, squares / values.length, 6 * variance / Math.sqrt(values.length));
      }
    }
    assertNotEquals(
        weights.values("mid.block_1.conv1.weight")[0],
        weights.values("mid.block_2.conv1.weight")[0]);
  }

  @Test
  void fanInIsTheInputsOfOneOutput() {
    Map<String, Integer> fanIn = new HashMap<>();
    NET.parameters().forEach(parameter -> fanIn.put(parameter.name(), parameter.fanIn()));
    assertEquals(2 * 9, fanIn.get("conv_in.weight"));
    assertEquals(2 * 9, fanIn.get("conv_in.bias"));
    assertEquals(8 * 9, fanIn.get("down.0.downsample.conv.weight"));
    assertEquals(32, fanIn.get("down.0.block.0.temb_proj.weight"));
    assertEquals(16, fanIn.get("mid.attn_1.q.weight"));
  }
}
