package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine;

/** The embedded pair learnt from 64x64. */
class SizeOptionTest {
  @TempDir Path folder;

  private static SizeOption of(String... args) {
    SizeOption option = new SizeOption();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("size", mixin(option)))
        .parseArgs(args);
    return option;
  }

  private static CommandLine.Model.CommandSpec mixin(SizeOption option) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(option);
  }

  @Test
  void withoutItTheSizeIsThatOfTheModels() {
    try (OnnxPair models = EmbeddedPair.NUCLEI.open(settings -> settings)) {
      assertEquals(new ImageSize(64, 64), of().of(models));
      assertEquals(Optional.empty(), of().told(models));
      assertEquals(Optional.empty(), of("--size", "64").told(models));
    }
  }

  @Test
  void anotherSizeIsTakenAndTold() {
    try (OnnxPair models = EmbeddedPair.NUCLEI.open(settings -> settings)) {
      assertEquals(new ImageSize(32, 32), of("--size", "32").of(models));
      String told = of("--size", "32").told(models).orElseThrow();
      assertTrue(told.startsWith("The models learnt from images of 64x64 pixels. At 32x32"), told);
    }
  }

  @Test
  void modelsThatTellNoneNeedIt() throws IOException {
    Path pair = folder.resolve("pair");
    OnnxPair.save(pair, untold(Role.X), untold(Role.Y));
    try (OnnxPair models = OnnxPair.open(pair)) {
      String refusal =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> of().of(models)).getMessage());
      assertTrue(refusal.startsWith("--size: expected it, since the models do not tell"), refusal);
      assertEquals(new ImageSize(16, 16), of("--size", "16").of(models));
      assertEquals(Optional.empty(), of("--size", "16").told(models));
    }
  }

  private static TrainedModel untold(Role role) {
    UNetConfig network =
        UNetConfig.builder(1, 1).baseWidth(4).groups(2).multipliers(1).residualBlocks(1).build();
    return new TrainedModel(
        network,
        InitialWeights.of(new UNet(network), 1),
        ModelCard.builder(role, network, NoiseSchedule.paper()).build());
  }
}
