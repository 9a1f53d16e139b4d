package org.pigdiffusion.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UNetTest {

  private static UNetConfig.Builder small() {
    return UNetConfig.builder(1, 1)
        .baseWidth(8)
        .multipliers(1, 2)
        .residualBlocks(1)
        .attentionLevels(ImmutableSet.of(1))
        .groups(4);
  }

  private static Map<String, List<Integer>> dimensions(UNetConfig config) {
    return new UNet(config)
        .parameters().stream()
            .collect(ImmutableMap.toImmutableMap(Parameter::name, Parameter::dimensions));
  }

  /** The number that the PyTorch network of the PIG authors' code has. */
  @Test
  void theReferenceHasTheAuthorsNumberOfParameters() {
    assertEquals(7_125_409, new UNet(UNetConfig.reference(1, 1)).parameterCount());
    assertEquals(2_549_953, new UNet(UNetConfig.laptop(1, 1)).parameterCount());
    assertEquals(
        7_125_409,
        new UNet(
                UNetConfig.reference(1, 1).toBuilder()
                    .upwardAttention(UpwardAttention.LOWEST_LEVEL)
                    .build())
            .parameterCount(),
        "attention at the lowest level only: the slip makes no difference");
  }

  @Test
  void parametersHaveTheNamesOfTheDdimNetwork() {
    assertEquals(
        List.of(
            "temb.dense.0",
            "temb.dense.1",
            "conv_in",
            "down.0.block.0.norm1",
            "down.0.block.0.conv1",
            "down.0.block.0.temb_proj",
            "down.0.block.0.norm2",
            "down.0.block.0.conv2",
            "down.0.downsample.conv",
            "down.1.block.0.norm1",
            "down.1.block.0.conv1",
            "down.1.block.0.temb_proj",
            "down.1.block.0.norm2",
            "down.1.block.0.conv2",
            "down.1.block.0.nin_shortcut",
            "down.1.attn.0.norm",
            "down.1.attn.0.q",
            "down.1.attn.0.k",
            "down.1.attn.0.v",
            "down.1.attn.0.proj_out"),
        modules(small().build()).subList(0, 20));
    assertEquals(List.of("norm_out", "conv_out"), last(modules(small().build()), 2));
    assertTrue(modules(UNetConfig.reference(1, 1)).contains("up.5.attn.2.proj_out"));
    assertTrue(modules(UNetConfig.reference(1, 1)).contains("mid.attn_1.q"));
    assertTrue(modules(UNetConfig.reference(1, 1)).contains("up.1.upsample.conv"));
    assertFalse(modules(UNetConfig.reference(1, 1)).contains("up.0.upsample.conv"));
    assertFalse(modules(UNetConfig.reference(1, 1)).contains("down.5.downsample.conv"));
  }

  /** Names without .weight and .bias, which always follow each other. */
  private static List<String> modules(UNetConfig config) {
    List<String> names = new UNet(config).parameters().stream().map(Parameter::name).toList();
    ImmutableList.Builder<String> modules = ImmutableList.builder();
    for (int i = 0; i < names.size(); i += 2) {
      String module = names.get(i).replaceAll("\\.weight$", "");
      assertEquals(module + ".weight", names.get(i));
      assertEquals(module + ".bias", names.get(i + 1));
      modules.add(module);
    }
    assertEquals(names.size(), ImmutableSet.copyOf(names).size(), "no name twice");
    return modules.build();
  }

  private static <T> List<T> last(List<T> list, int count) {
    return list.subList(list.size() - count, list.size());
  }

  @Test
  void dimensionsArePytorchs() {
    Map<String, List<Integer>> of = dimensions(small().build());
    assertEquals(List.of(32, 8), of.get("temb.dense.0.weight"));
    assertEquals(List.of(32, 32), of.get("temb.dense.1.weight"));
    assertEquals(List.of(8, 2, 3, 3), of.get("conv_in.weight"));
    assertEquals(List.of(8), of.get("conv_in.bias"));
    assertEquals(List.of(8, 8, 3, 3), of.get("down.0.downsample.conv.weight"));
    assertEquals(List.of(16, 8, 3, 3), of.get("down.1.block.0.conv1.weight"));
    assertEquals(List.of(16, 32), of.get("down.1.block.0.temb_proj.weight"));
    assertEquals(List.of(16, 8, 1, 1), of.get("down.1.block.0.nin_shortcut.weight"));
    assertEquals(List.of(16, 16, 1, 1), of.get("mid.attn_1.q.weight"));
    // Upward: 16 from below and 16 or 8 from the skip; then 16 and 8 at the top.
    assertEquals(List.of(16, 32, 3, 3), of.get("up.1.block.0.conv1.weight"));
    assertEquals(List.of(16, 24, 3, 3), of.get("up.1.block.1.conv1.weight"));
    assertEquals(List.of(8, 24, 3, 3), of.get("up.0.block.0.conv1.weight"));
    assertEquals(List.of(8, 16, 3, 3), of.get("up.0.block.1.conv1.weight"));
    assertEquals(List.of(1, 8, 3, 3), of.get("conv_out.weight"));
  }

  /** Each attention block of width c has 4 (c^2 + c) + 2 c parameters. */
  @Test
  void theSlipLeavesOutUpwardAttentionAboveTheLowestLevel() {
    UNetConfig all = small().multipliers(1, 1, 2).attentionLevels(ImmutableSet.of(1, 2)).build();
    UNetConfig lowest = all.toBuilder().upwardAttention(UpwardAttention.LOWEST_LEVEL).build();
    int block = 4 * (8 * 8 + 8) + 2 * 8;
    assertEquals(2L * block, new UNet(all).parameterCount() - new UNet(lowest).parameterCount());
    assertTrue(modules(all).contains("up.1.attn.1.q"));
    assertFalse(modules(lowest).contains("up.1.attn.1.q"));
    assertTrue(modules(lowest).contains("up.2.attn.1.q"));
    assertTrue(modules(lowest).contains("down.1.attn.0.q"));
  }

  @Test
  void anAddedGuideNeedsNoMoreInputChannels() {
    UNetConfig added = small().channels(2, 2).guideInput(GuideInput.ADD).build();
    assertEquals(List.of(8, 2, 3, 3), dimensions(added).get("conv_in.weight"));
    UNetConfig joined = small().channels(2, 3).build();
    assertEquals(List.of(8, 5, 3, 3), dimensions(joined).get("conv_in.weight"));
    assertEquals(List.of(2, 8, 3, 3), dimensions(joined).get("conv_out.weight"));
    UNetConfig alone = small().channels(1, 0).build();
    assertEquals(List.of(8, 1, 3, 3), dimensions(alone).get("conv_in.weight"));
  }

  @Test
  void dropoutAndMiddleAttention() {
    assertEquals(
        new UNet(small().build()).parameters(),
        new UNet(small().dropout(0.2).build()).parameters());
    UNetConfig without = small().middleAttention(false).build();
    assertFalse(modules(without).contains("mid.attn_1.q"));
    assertTrue(modules(without).contains("mid.block_2.conv2"));
  }

  /** They are added to the sines, before the embedding's own layers, as in EDM. */
  @Test
  void labelsAreOneMoreParameterThatStartsAtZero() {
    UNet without = new UNet(small().build());
    UNet told = new UNet(small().augmentationLabels(9).build());
    List<Parameter> more = new ArrayList<>(told.parameters());
    more.removeAll(without.parameters());
    assertEquals(
        List.of(new Parameter("temb.labels.weight", List.of(8, 9), Parameter.Kind.SHIFT, 9)), more);
    assertTrue(told.forward(new Words(), "x", "t").contains("temb.dense.0(told(sines(t)))"));
    Map<String, Weights.Array> start = new HashMap<>(InitialWeights.of(told, 3).arrays());
    assertEquals(
        new Weights.Array(List.of(8, 9), new float[72]), start.remove("temb.labels.weight"));
    assertEquals(InitialWeights.of(without, 3).arrays(), start);
    assertEquals(without.config(), told.config().withoutAugmentationLabels());
  }

  /** Writes down the operations in the order in which the network calls them. */
  @Test
  void theInputIsJoinedOrAddedOrLeftAlone() {
    Words words = new Words();
    UNet joined = new UNet(small().build());
    assertEquals("concat(noisy,condition)", joined.input(words, "noisy", "condition"));
    UNet added = new UNet(small().guideInput(GuideInput.ADD).build());
    assertEquals("add(noisy,condition)", added.input(words, "noisy", "condition"));
    UNet alone = new UNet(small().channels(1, 0).build());
    assertEquals("noisy", alone.input(words, "noisy", "condition"));
  }

  /** One level, one block, no attention: the whole network can be written in one line. */
  @Test
  void theSmallestNetworkAsASentence() {
    UNetConfig config =
        small()
            .multipliers(1)
            .attentionLevels(ImmutableSet.of())
            .middleAttention(false)
            .dropout(0.5)
            .build();
    String embedding = "silu(temb.dense.1(silu(temb.dense.0(sines(t)))))";
    String in = "conv_in(x)";
    String down = residual("down.0.block.0", in, embedding);
    String middle = residual("mid.block_2", residual("mid.block_1", down, embedding), embedding);
    String up = shortcut("up.0.block.0", "concat(" + middle + "," + down + ")", embedding);
    String top = shortcut("up.0.block.1", "concat(" + up + "," + in + ")", embedding);
    assertEquals(
        "conv_out(silu(norm_out(" + top + ")))", new UNet(config).forward(new Words(), "x", "t"));
  }

  /** What stands between the two halves may be changed, as ControlNet does. */
  @Test
  void theWayUpTakesTheMapsOfTheWayDown() {
    UNet net =
        new UNet(
            small()
                .multipliers(1)
                .attentionLevels(ImmutableSet.of())
                .middleAttention(false)
                .dropout(0.5)
                .build());
    UNet.Features<String> features = net.encode(new Words(), "x", "t");
    assertEquals(List.of(8, 8, 8), features.maps().stream().map(UNet.Feature::channels).toList());
    List<UNet.Feature<String>> others =
        Stream.of("first", "second", "middle").map(name -> new UNet.Feature<>(name, 8)).toList();
    String up = shortcut("up.0.block.0", "concat(middle,second)", "e");
    String top = shortcut("up.0.block.1", "concat(" + up + ",first)", "e");
    assertEquals(
        "conv_out(silu(norm_out(" + top + ")))",
        net.decode(new Words(), new UNet.Features<>("e", others)));
    assertRefused(
        "features", () -> net.decode(new Words(), new UNet.Features<>("e", others.subList(0, 2))));
  }

  /** The pixels change their places before the first and after the last convolution alone. */
  @Test
  void patchesAreTakenAsChannels() {
    UNetConfig pixels = small().channels(2, 1).build();
    UNetConfig patches = pixels.toBuilder().patch(4).build();
    String sentence = new UNet(pixels).forward(new Words(), "x", "t");
    assertEquals(
        "space2,4(" + sentence.replace("conv_in(x)", "conv_in(depth3,4(x))") + ")",
        new UNet(patches).forward(new Words(), "x", "t"));
    assertEquals(List.of(8, 3 * 16, 3, 3), dimensions(patches).get("conv_in.weight"));
    assertEquals(List.of(2 * 16, 8, 3, 3), dimensions(patches).get("conv_out.weight"));
    UNetConfig added = small().channels(2, 2).guideInput(GuideInput.ADD).patch(2).build();
    assertEquals(List.of(8, 2 * 4, 3, 3), dimensions(added).get("conv_in.weight"));
  }

  private static String residual(String name, String x, String embedding) {
    return "add(" + x + "," + inside(name, x, embedding) + ")";
  }

  private static String shortcut(String name, String x, String embedding) {
    return "add(%s.nin_shortcut(%s),%s)".formatted(name, x, inside(name, x, embedding));
  }

  private static String inside(String name, String x, String embedding) {
    return "%1$s.conv2(drop(silu(%1$s.norm2(embed(%1$s.conv1(silu(%1$s.norm1(%2$s))),%1$s.temb_proj(%3$s))))))"
        .formatted(name, x, embedding);
  }
}
