package org.pigdiffusion.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.TimeDensity;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;

class FingerprintTest {
  private static final String NETWORK =
      "UNetConfig[channels=1, conditionChannels=1, baseWidth=4, multipliers=[1, 2],"
          + " residualBlocks=1, attentionLevels=[1], upwardAttention=ALL_LEVELS,"
          + " middleAttention=true, groups=2, dropout=0.1, guideInput=CONCAT";

  private static ImmutableMap<String, String> of(UNetConfig network, TrainingConfig config) {
    StageSetup setup = new StageSetup(Role.X, new UNet(network), config, Optional.empty());
    return new Fingerprint(TinyRun.pairs(2, 1), TinyRun.pairs(2, 3)).of(setup);
  }

  private static String of(String key, UNetConfig network) {
    return String.valueOf(of(network, TinyRun.config().build()).get(key));
  }

  @Test
  void aTimeDensityIsNamedUnlessItIsUniform() {
    assertFalse(of(TinyRun.network(), TinyRun.config().build()).containsKey("time density"));
    TrainingConfig config = TinyRun.config().timeDensity(TimeDensity.logitNormal(0, 1)).build();
    assertEquals(
        "LogitNormal[mean=0.0, deviation=1.0]", of(TinyRun.network(), config).get("time density"));
  }

  /** As it was before the settings that came later, so that a run begun with it goes on. */
  @Test
  void aSettingThatIsOffLeavesTheOldWords() {
    assertEquals(NETWORK + "]", of("network", TinyRun.network()));
  }

  @Test
  void augmentationsWithoutTurnsHaveTheOldWords() {
    assertEquals(
        "Augmentation[horizontalFlip=0.5, verticalFlip=0.5, maxShift=1]",
        of("augmentation", TinyRun.network()));
  }

  @Test
  void aSettingThatIsOnIsNamed() {
    UNetConfig patches = TinyRun.network().toBuilder().patch(2).build();
    assertEquals(NETWORK + ", patch=2]", of("network", patches));
  }
}
