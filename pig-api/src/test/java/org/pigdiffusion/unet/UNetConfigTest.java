package org.pigdiffusion.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.ImmutableSet;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class UNetConfigTest {

  private static UNetConfig.Builder reference() {
    return UNetConfig.builder(1, 1);
  }

  @Test
  void theReferenceIsTheAuthorsNetwork() {
    UNetConfig config = UNetConfig.reference(1, 1);
    assertEquals(32, config.baseWidth());
    assertEquals(List.of(1, 1, 2, 2, 4, 4), config.multipliers());
    assertEquals(2, config.residualBlocks());
    assertEquals(ImmutableSet.of(5), config.attentionLevels());
    assertEquals(32, config.groups());
    assertEquals(GuideInput.CONCAT, config.guideInput());
    assertEquals(1, config.patch());
    assertEquals(32, config.downsamplingFactor());
    assertEquals(128, config.width(4));
  }

  /** Fingerprints of checkpoints hold this text. */
  @Test
  void aBuilderOfItKeepsEverySetting() {
    UNetConfig config =
        UNetConfig.builder(2, 2)
            .baseWidth(8)
            .multipliers(1, 2, 3)
            .residualBlocks(3)
            .attentionLevels(ImmutableSet.of(2, 0))
            .upwardAttention(UpwardAttention.LOWEST_LEVEL)
            .middleAttention(false)
            .groups(4)
            .dropout(0.1)
            .guideInput(GuideInput.ADD)
            .patch(4)
            .build();
    UNetConfig again = config.toBuilder().build();
    assertEquals(config, again);
    assertEquals(config.hashCode(), again.hashCode());
    assertEquals(
        "UNetConfig[channels=2, conditionChannels=2, baseWidth=8, multipliers=[1, 2, 3],"
            + " residualBlocks=3, attentionLevels=[0, 2], upwardAttention=LOWEST_LEVEL,"
            + " middleAttention=false, groups=4, dropout=0.1, guideInput=ADD, patch=4]",
        again.toString());
    assertNotEquals(config, config.toBuilder().patch(2).build());
    UNetConfig told = config.toBuilder().augmentationLabels(9).build();
    assertEquals(
        config.toString().replace("patch=4]", "patch=4, augmentationLabels=9]"), told.toString());
    assertEquals(config, told.withoutAugmentationLabels());
  }

  @Test
  void attentionIsAtTheLowestLevelUnlessSaid() {
    assertEquals(ImmutableSet.of(1), reference().multipliers(1, 2).build().attentionLevels());
    assertEquals(ImmutableSet.of(0), reference().multipliers(1).build().attentionLevels());
    assertEquals(
        ImmutableSet.of(),
        reference().multipliers(1, 2).attentionLevels(ImmutableSet.of()).build().attentionLevels());
    // A network has its levels; a builder of it keeps them, and says so where there are fewer.
    assertEquals(
        ImmutableSet.of(5),
        UNetConfig.reference(1, 1).toBuilder()
            .multipliers(1, 1, 1, 1, 1, 1, 1)
            .build()
            .attentionLevels());
    assertRefused(
        "attentionLevels", () -> UNetConfig.reference(1, 1).toBuilder().multipliers(1, 2).build());
  }

  @Test
  void theOtherRoleHasTheChannelsSwapped() {
    UNetConfig x = reference().channels(3, 1).dropout(0.25).build();
    assertEquals(1, x.mirrored().channels());
    assertEquals(3, x.mirrored().conditionChannels());
    assertEquals(x, x.mirrored().mirrored());
    assertRefused("channels", () -> reference().channels(1, 0).build().mirrored());
  }

  @Test
  void aBuilderOfAConfigBuildsTheSame() {
    UNetConfig config =
        UNetConfig.builder(2, 2)
            .baseWidth(24)
            .multipliers(List.of(1, 3))
            .residualBlocks(3)
            .attentionLevels(ImmutableSet.of(0, 1))
            .upwardAttention(UpwardAttention.LOWEST_LEVEL)
            .middleAttention(false)
            .groups(12)
            .dropout(0.1)
            .guideInput(GuideInput.ADD)
            .patch(4)
            .build();
    assertEquals(config, config.toBuilder().build());
    assertEquals(72, config.width(1));
    assertEquals(8, config.downsamplingFactor());
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertRefused("channels", () -> reference().channels(0, 1).build());
    assertRefused("conditionChannels", () -> reference().channels(1, -1).build());
    assertRefused("baseWidth", () -> reference().baseWidth(33).build());
    assertRefused("baseWidth", () -> reference().baseWidth(2).groups(1).build());
    assertRefused("multipliers", () -> reference().multipliers().build());
    assertRefused("multipliers", () -> reference().multipliers(1, 0).build());
    assertRefused("multipliers", () -> reference().multipliers(Collections.nCopies(17, 1)).build());
    assertRefused("residualBlocks", () -> reference().residualBlocks(0).build());
    assertRefused("groups", () -> reference().groups(0).build());
    assertRefused("groups", () -> reference().groups(5).build());
    assertRefused("dropout", () -> reference().dropout(-0.1).build());
    assertRefused("dropout", () -> reference().dropout(1).build());
    assertRefused("dropout", () -> reference().dropout(Double.NaN).build());
    assertRefused("attentionLevels", () -> reference().attentionLevels(ImmutableSet.of(6)).build());
    assertRefused(
        "attentionLevels", () -> reference().attentionLevels(ImmutableSet.of(-1)).build());
    assertRefused("augmentationLabels", () -> reference().augmentationLabels(-1).build());
    assertRefused("augmentationLabels", () -> reference().augmentationLabels(257).build());
    for (int patch : new int[] {-2, 0, 3, 16}) {
      assertRefused("patch", () -> reference().patch(patch).build());
    }
    assertRefused(
        "conditionChannels", () -> reference().channels(1, 2).guideInput(GuideInput.ADD).build());
  }

  /** The widest network that is allowed: the sizes of its parameters are integers. */
  @Test
  void theLargestNetworkCanBeListed() {
    UNetConfig largest =
        UNetConfig.builder(256, 256)
            .baseWidth(4096)
            .multipliers(Collections.nCopies(16, 2))
            .residualBlocks(64)
            .attentionLevels(ImmutableSet.of(0, 15))
            .patch(8)
            .build();
    assertTrue(new UNet(largest).parameterCount() > 0);
    assertRefused("channels", () -> largest.toBuilder().channels(257, 1).build());
    assertRefused("conditionChannels", () -> largest.toBuilder().channels(1, 257).build());
    assertRefused("baseWidth", () -> largest.toBuilder().baseWidth(4128).build());
    assertRefused(
        "multipliers",
        () -> largest.toBuilder().multipliers(1, 3).attentionLevels(ImmutableSet.of(0)).build());
    assertRefused(
        "multipliers",
        () ->
            largest.toBuilder()
                .multipliers(1, 1 << 20)
                .attentionLevels(ImmutableSet.of(0))
                .build());
    assertRefused("residualBlocks", () -> largest.toBuilder().residualBlocks(65).build());
  }
}
