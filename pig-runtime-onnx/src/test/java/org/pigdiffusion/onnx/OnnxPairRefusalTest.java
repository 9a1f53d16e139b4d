package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.onnx.TestModels.ofPair;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.model.ValueRange;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;

/** Pairs of models that do not fit together, or are none. */
class OnnxPairRefusalTest {
  @TempDir Path folder;

  @Test
  void anAnnotationThatDoesNotFitTheChannelsIsRefused() throws IOException {
    GuideTransform binary = GuideTransform.binary(Threshold.absolute(0));
    assertThrows(
        IllegalArgumentException.class, () -> ofPair(Role.X, 1, card -> card.annotation(binary)));
    OnnxPair.save(folder, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    setInBoth("pig.annotation", binary.description());
    assertRefused(folder, "annotation: binary(absolute,0.0)", "found 2 channels", "classes(2)");
  }

  /** A model file may be anybody's. */
  @ParameterizedTest
  @CsvSource({"guide, then(", "annotation, 'smoothed(3,'", "schedule, zeroTerminalSnr("})
  void bracketsWithinBracketsWithoutEndAreRefused(String key, String nested) throws IOException {
    OnnxPair.save(folder, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    setInBoth("pig." + key, nested.repeat(20_000) + ")".repeat(20_000));
    assertRefused(folder, "x.onnx", "pig." + key, "nested at most 100 deep");
  }

  private void setInBoth(String key, String value) throws IOException {
    for (String name : List.of("x.onnx", "y.onnx")) {
      ModelProto.Builder proto =
          ModelProto.parseFrom(Files.readAllBytes(folder.resolve(name))).toBuilder();
      proto
          .getMetadataPropsBuilderList()
          .forEach(
              entry -> {
                if (entry.getKey().equals(key)) {
                  entry.setValue(value);
                }
              });
      Files.write(folder.resolve(name), proto.build().toByteArray());
    }
  }

  @Test
  void imagesOfAnotherRangeAreRefused() throws IOException {
    UnaryOperator<ModelCard.Builder> fromZero = card -> card.range(new ValueRange(0, 1));
    UNetOnnxWriter.write(folder.resolve("x.onnx"), ofPair(Role.X, 1, fromZero));
    UNetOnnxWriter.write(folder.resolve("y.onnx"), ofPair(Role.Y, 2, fromZero));
    assertRefused(folder, "range of x [0.0,1.0] instead of [-1.0,1.0]", "range of y");
  }

  /** Files of two pairs that somebody put together. */
  @Test
  void aTornPairIsRefused() throws IOException {
    Path other = folder.resolve("other");
    Path models = folder.resolve("models");
    OnnxPair.save(other, ofPair(Role.X, 3), ofPair(Role.Y, 4));
    OnnxPair.save(models, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    Files.delete(models.resolve("x.onnx"));
    Files.copy(other.resolve("x.onnx"), models.resolve("x.onnx"));
    assertRefused(models, "not saved together");
  }

  @Test
  void modelYAloneIsNoPair() throws IOException {
    UNetOnnxWriter.write(folder.resolve("y.onnx"), ofPair(Role.Y, 1));
    assertRefused(folder, "expected x.onnx and y.onnx, found y.onnx alone; OnnxDenoiser opens");
  }

  @Test
  void allDifferencesAreInOneError() throws IOException {
    TrainedModel x = ofPair(Role.Y, 1);
    TrainedModel y =
        ofPair(
            Role.Y,
            2,
            card ->
                ModelCard.builder(Role.Y, 1, 2, NoiseSchedule.cosine(100))
                    .size(SizeRule.fixed(8, 8)));
    UNetOnnxWriter.write(folder.resolve("x.onnx"), x);
    UNetOnnxWriter.write(folder.resolve("y.onnx"), y);
    assertRefused(
        folder,
        "x: expected a model trained for role X, found x.onnx of role Y;",
        "models: expected each conditioned on the channels of the other, found x with 1",
        "schedule of x: expected cosine(100",
        "sizes",
        "guide transforms");
    assertThrows(IllegalArgumentException.class, () -> OnnxPair.save(folder.resolve("new"), x, y));
  }

  @Test
  void filesInEachOthersPlaceAskWhetherTheyAreSwapped() throws IOException {
    OnnxPair.save(folder, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    Files.move(folder.resolve("x.onnx"), folder.resolve("was-x.onnx"));
    Files.move(folder.resolve("y.onnx"), folder.resolve("x.onnx"));
    Files.move(folder.resolve("was-x.onnx"), folder.resolve("y.onnx"));
    assertRefused(
        folder,
        "found: x: expected a model trained for role X, found x.onnx of role Y; y: expected a model"
            + " trained for role Y, found y.onnx of role X; are the two models swapped?");
  }

  @Test
  void aModelWithoutACardIsRefused() throws IOException {
    OnnxPair.save(folder, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    Files.write(
        folder.resolve("y.onnx"),
        UNetOnnxWriter.proto(ofPair(Role.Y, 2), WeightStorage.FLOAT32, Map.of()).toBuilder()
            .clearMetadataProps()
            .build()
            .toByteArray());
    BackendException refusal =
        assertThrows(
            BackendException.class,
            () ->
                OnnxPair.open(folder, settings -> settings.prediction(PredictionType.NOISE))
                    .close());
    assertTrue(String.valueOf(refusal.getMessage()).contains("no card in y.onnx"));
  }

  @Test
  void aMissingModelIsNamed() throws IOException {
    OnnxPair.save(folder, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    Files.delete(folder.resolve("y.onnx"));
    assertRefused(folder, "y.onnx", "found nothing there");
  }

  private static void assertRefused(Path models, String... words) {
    BackendException refusal =
        assertThrows(BackendException.class, () -> OnnxPair.open(models).close());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(models.toString()), message);
    for (String word : words) {
      assertTrue(message.contains(word), "no '" + word + "' in: " + message);
    }
  }
}
