package org.pigdiffusion.examples.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;

class FlopCounterTest {
  /** In a network of one level, every weight of a convolution meets every pixel once. */
  @Test
  void oneLevelIsEveryWeightAtEveryPixelAndTheAttention() {
    UNet net =
        new UNet(
            UNetConfig.builder(1, 2)
                .baseWidth(8)
                .groups(4)
                .multipliers(1)
                .attentionLevels(Set.of())
                .build());
    int pixels = 6 * 4;
    long weights =
        net.parameters().stream()
            .filter(parameter -> parameter.dimensions().size() > 1)
            .mapToLong(p -> p.dimensions().size() == 4 ? (long) pixels * p.size() : p.size())
            .sum();
    long attention = 2L * pixels * pixels * 8;
    assertEquals(2 * (weights + attention), FlopCounter.flops(net, 6, 4));
  }

  /** 124 GFLOP at 512x512, counted from the graph of the exported network. */
  @Test
  void theReferenceNetwork() {
    long flops = FlopCounter.flops(new UNet(UNetConfig.reference(1, 1)), 512, 512);
    assertEquals(124e9, (double) flops, 1e9);
  }
}
