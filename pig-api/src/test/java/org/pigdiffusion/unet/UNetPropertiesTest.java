package org.pigdiffusion.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UNetPropertiesTest {
  private static final UNetConfig CONFIG =
      UNetConfig.builder(2, 2)
          .baseWidth(24)
          .multipliers(1, 3, 3)
          .residualBlocks(3)
          .attentionLevels(Set.of(0, 2))
          .upwardAttention(UpwardAttention.LOWEST_LEVEL)
          .middleAttention(false)
          .groups(12)
          .dropout(0.1)
          .guideInput(GuideInput.ADD)
          .patch(4)
          .build();

  /** Files hold these names and words, so they stay as they are. */
  @Test
  void everySettingHasItsWords() {
    assertEquals(
        Map.ofEntries(
            Map.entry("unet.channels", "2"),
            Map.entry("unet.conditionChannels", "2"),
            Map.entry("unet.baseWidth", "24"),
            Map.entry("unet.multipliers", "1,3,3"),
            Map.entry("unet.residualBlocks", "3"),
            Map.entry("unet.attentionLevels", "0,2"),
            Map.entry("unet.upwardAttention", "LOWEST_LEVEL"),
            Map.entry("unet.middleAttention", "false"),
            Map.entry("unet.groups", "12"),
            Map.entry("unet.dropout", "0.1"),
            Map.entry("unet.guideInput", "ADD"),
            Map.entry("unet.patch", "4")),
        UNetProperties.of(CONFIG));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    assertEquals(CONFIG, UNetProperties.read(UNetProperties.of(CONFIG)));
    UNetConfig told = CONFIG.toBuilder().augmentationLabels(9).build();
    assertEquals("9", UNetProperties.of(told).get("unet.augmentationLabels"));
    assertEquals(told, UNetProperties.read(UNetProperties.of(told)));
    UNetConfig bare = CONFIG.toBuilder().attentionLevels(Set.of()).build();
    assertEquals(bare, UNetProperties.read(UNetProperties.of(bare)));
  }

  @Test
  void onlyWhatCameLaterMayBeMissing() {
    for (String name : UNetProperties.of(CONFIG).keySet()) {
      Map<String, String> without = new HashMap<>(UNetProperties.of(CONFIG));
      without.remove(name);
      if (name.equals("unet.patch")) {
        assertEquals(CONFIG.toBuilder().patch(1).build(), UNetProperties.read(without));
      } else {
        assertNamed(name, without);
      }
    }
  }

  @Test
  void malformedSettingsAreNamed() {
    for (String name : UNetProperties.of(CONFIG).keySet()) {
      Map<String, String> malformed = new HashMap<>(UNetProperties.of(CONFIG));
      malformed.put(name, "7 or so");
      assertNamed(name, malformed);
    }
  }

  private static void assertNamed(String name, Map<String, String> properties) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> UNetProperties.read(properties))
                .getMessage());
    assertTrue(message.contains(name) && message.contains("found"), message);
  }
}
