package org.pigdiffusion.unet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.ReferenceUNetOps;

class FinerLevelsTest {
  private static final int SIDE = 4;
  private static final UNetConfig SMALL =
      UNetConfig.builder(1, 1)
          .baseWidth(8)
          .multipliers(2, 3)
          .residualBlocks(2)
          .attentionLevels(ImmutableSet.of(1))
          .groups(4)
          .build();

  /**
   * Random ones, but for a first convolution that sees one pixel, so that sizes can be compared.
   */
  private static Weights trained() {
    Map<String, Weights.Array> arrays = new HashMap<>(RandomWeights.of(SMALL, 3).arrays());
    Weights.Array first = arrays.get("conv_in.weight");
    float[] kernel = first.values();
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = i % 9 == 4 ? kernel[i] : 0;
    }
    arrays.put("conv_in.weight", new Weights.Array(first.dimensions(), kernel));
    return Weights.fitting(new UNet(SMALL), arrays);
  }

  private static List<UNet.Feature<Tensor>> features(UNetConfig config, Weights weights, Tensor x) {
    return new UNet(config)
        .encode(new ReferenceUNetOps(weights), x, ReferenceUNetOps.times(300))
        .maps();
  }

  /** Random pixels, each as a block of {@code times^2}. */
  private static Tensor image(int times) {
    SplittableRandom random = new SplittableRandom(5);
    float[] pixels = new float[2 * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble(-1, 1);
    }
    int side = SIDE * times;
    float[] blocks = new float[2 * side * side];
    for (int i = 0; i < blocks.length; i++) {
      int row = i / side % side / times;
      blocks[i] = pixels[(i / (side * side) * SIDE + row) * SIDE + i % side / times];
    }
    return Tensor.adopt(new Shape(1, 2, side, side), blocks);
  }

  /** What the trained levels make of an image of blocks is what they made of its pixels. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theTrainedLevelsGoOnAsTheyDid(int count) {
    FinerLevels finer = FinerLevels.before(SMALL, count);
    List<UNet.Feature<Tensor>> before = features(SMALL, trained(), image(1));
    List<UNet.Feature<Tensor>> after =
        features(finer.network(), finer.weights(trained(), 7), image(1 << count));
    int added = after.size() - before.size();
    assertEquals(3 * count, added, "two blocks and a smaller image a level");
    for (int i = 0; i < before.size(); i++) {
      assertArrayEquals(
          before.get(i).map().toArray(), after.get(i + added).map().toArray(), 1e-5f, "map " + i);
    }
  }

  @Test
  void theWayUpIsTrainedButForTheNewLevels() {
    Weights before = trained();
    Weights after = FinerLevels.before(SMALL, 1).weights(before, 7);
    for (String name : List.of("up.%d.block.0.conv1.weight", "up.%d.block.2.nin_shortcut.bias")) {
      assertArrayEquals(before.values(name.formatted(0)), after.values(name.formatted(1)));
      assertArrayEquals(before.values(name.formatted(1)), after.values(name.formatted(2)));
    }
    assertArrayEquals(
        before.values("up.1.upsample.conv.weight"), after.values("up.2.upsample.conv.weight"));
  }

  @Test
  void theNetworkHasLevelsOfTheBaseWidthBefore() {
    assertEquals(
        SMALL.toBuilder().multipliers(1, 1, 2, 3).attentionLevels(ImmutableSet.of(3)).build(),
        FinerLevels.before(SMALL, 2).network());
  }

  @Test
  void theFirstLevelsOfANetworkAreThoseBeforeTheRest() {
    FinerLevels finer = FinerLevels.before(SMALL, 2);
    assertEquals(SMALL, FinerLevels.of(finer.network(), 2).without());
    assertRefused("network: expected multiplier 1", () -> FinerLevels.of(finer.network(), 3));
    assertRefused("network: expected multiplier 1", () -> FinerLevels.of(SMALL, 1));
  }

  @Test
  void refusals() {
    assertRefused("count: expected at least 1, found 0", () -> FinerLevels.before(SMALL, 0));
    assertRefused(
        "network: expected patch 1, since finer levels see single pixels, found 2",
        () -> FinerLevels.before(SMALL.toBuilder().patch(2).build(), 1));
    UNetConfig other = SMALL.toBuilder().baseWidth(12).build();
    assertRefused(
        "weights: expected those of the network",
        () -> FinerLevels.before(SMALL, 1).weights(RandomWeights.of(other, 1), 1));
  }
}
