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
import org.pigdiffusion.SizeRule;
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
      assertEquals(Optional.empty(), FittingModels.untold(models));
      assertEquals(Optional.empty(), of("--size", "64").told(models));
    }
  }

  @Test
  void anotherSizeIsTakenAndTold() {
    try (OnnxPair models = EmbeddedPair.NUCLEI.open(settings -> settings)) {
      assertEquals(new ImageSize(32, 32), of("--size", "32").of(models));
      assertEquals(
          Optional.of(
              "The models learnt from images of other sizes: x 64x64, y 64x64. At 32x32 what they make"
                  + " is often worse."),
          of("--size", "32").told(models));
      assertEquals(
          "--size: expected one that the models take, found 36 (height: expected a positive multiple"
              + " of 8, found 36)",
          refusal(of("--size", "36"), models));
    }
  }

  @Test
  void modelsThatTellNoneNeedIt() throws IOException {
    Path pair = folder.resolve("pair");
    OnnxPair.save(pair, model(Role.X, Optional.empty()), model(Role.Y, Optional.empty()));
    try (OnnxPair models = OnnxPair.open(pair)) {
      assertEquals(
          "--size: expected it, since the models do not tell one size that both learnt from; found"
              + " none, and of the models: x tells none, y tells none",
          refusal(of(), models));
      assertEquals(new ImageSize(16, 16), of("--size", "16").of(models));
      assertEquals(Optional.empty(), of("--size", "16").told(models));
      assertTrue(
          FittingModels.untold(models)
              .orElseThrow()
              .contains("is not told by model x and model y."));
    }
  }

  @Test
  void modelsThatTellTwoNeedIt() throws IOException {
    Path pair = folder.resolve("pair");
    OnnxPair.save(
        pair,
        model(Role.X, Optional.of(new ImageSize(16, 16))),
        model(Role.Y, Optional.of(new ImageSize(32, 32))));
    try (OnnxPair models = OnnxPair.open(pair)) {
      assertEquals(
          "--size: expected it, since the models do not tell one size that both learnt from; found"
              + " none, and of the models: x 16x16, y 32x32",
          refusal(of(), models));
      assertEquals(
          Optional.of(
              "The models learnt from images of other sizes: x 16x16, y 32x32. At 32x32 what they"
                  + " make is often worse."),
          of("--size", "32").told(models));
    }
  }

  @Test
  void whatModelYDoesNotTellIsNotTakenFromModelX() throws IOException {
    Path pair = folder.resolve("pair");
    OnnxPair.save(
        pair, model(Role.X, Optional.of(new ImageSize(16, 16))), model(Role.Y, Optional.empty()));
    try (OnnxPair models = OnnxPair.open(pair)) {
      assertTrue(refusal(of(), models).endsWith(": x 16x16, y tells none"));
      assertTrue(FittingModels.untold(models).orElseThrow().contains("not told by model y. At"));
    }
  }

  @Test
  void modelsOfOneSizeTellIt() throws IOException {
    Path pair = folder.resolve("pair");
    OnnxPair.save(pair, ofOneSize(Role.X), ofOneSize(Role.Y));
    try (OnnxPair models = OnnxPair.open(pair)) {
      assertEquals(new ImageSize(16, 24), of().of(models));
      assertEquals(Optional.empty(), FittingModels.untold(models));
    }
  }

  private static TrainedModel ofOneSize(Role role) {
    TrainedModel model = model(role, Optional.empty());
    return new TrainedModel(
        model.config(),
        model.weights(),
        model.card().toBuilder().size(SizeRule.fixed(16, 24)).build());
  }

  private static String refusal(SizeOption option, OnnxPair models) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> option.of(models)).getMessage());
  }

  private static TrainedModel model(Role role, Optional<ImageSize> trainedSize) {
    UNetConfig network =
        UNetConfig.builder(1, 1).baseWidth(4).groups(2).multipliers(1).residualBlocks(1).build();
    ModelCard.Builder card = ModelCard.builder(role, network, NoiseSchedule.paper());
    trainedSize.ifPresent(card::trainedSize);
    return new TrainedModel(network, InitialWeights.of(new UNet(network), 1), card.build());
  }
}
