package org.pigdiffusion.onnx;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.TensorAssertions;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.model.ValueRange;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairBatch.Pair;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.unet.UNetConfig;

class OnnxPairTest {
  @TempDir Path folder;

  /** A mask of two channels guides an image of one. */
  private static TrainedModel model(
      Role role, long seed, UnaryOperator<ModelCard.Builder> settings) {
    UNetConfig x = UNetDenoiserContract.tiny().toBuilder().channels(2, 1).build();
    UNetConfig config = role == Role.X ? x : x.mirrored();
    ModelCard card = settings.apply(TestModels.card(role, config)).build();
    return new TrainedModel(config, RandomWeights.of(config, seed), card);
  }

  private static TrainedModel model(Role role, long seed) {
    return model(
        role,
        seed,
        card -> card.guide(GuideTransform.clamped()).annotation(GuideTransform.classes(2)));
  }

  @Test
  void aPairInsideAJarIsOpened() throws IOException {
    Path models = folder.resolve("models");
    OnnxPair.save(models, model(Role.X, 1), model(Role.Y, 2));
    URI jar = URI.create("jar:" + folder.resolve("models.jar").toUri());
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Files.copy(models.resolve("x.onnx"), inside.getPath("x.onnx"));
      Files.copy(models.resolve("y.onnx"), inside.getPath("y.onnx"));
      try (OnnxPair pair = OnnxPair.open(inside.getPath(""));
          OnnxPair outside = OnnxPair.open(models)) {
        Tensor noisy = Tensor.filled(new Shape(1, 2, 8, 8), 0.5f);
        Tensor condition = Tensor.filled(new Shape(1, 1, 8, 8), -0.5f);
        assertEquals(
            outside.x().predict(noisy, condition, 4), pair.x().predict(noisy, condition, 4));
      }
    }
  }

  @Test
  void aPairIsOpenedAsItWasSaved() throws IOException {
    Path models = folder.resolve("models");
    OnnxPair.save(models, model(Role.X, 1), model(Role.Y, 2));
    try (Stream<Path> files = Files.list(models)) {
      assertEquals(2, files.count());
    }
    try (OnnxPair pair = OnnxPair.open(models)) {
      assertEquals(2, pair.x().spec().channels());
      assertEquals(2, pair.y().spec().conditionChannels());
      assertEquals(NoiseSchedule.paper(), pair.schedule());
      assertEquals(GuideTransform.clamped().description(), pair.guide().description());
      assertEquals(GuideTransform.classes(2).description(), pair.annotation().description());
      assertEquals(Role.X, pair.card(Role.X).role());
      assertEquals(Role.Y, pair.card(Role.Y).role());
      Tensor noisy = Tensor.zeros(new Shape(1, 2, 8, 8));
      Tensor condition = Tensor.zeros(new Shape(1, 1, 8, 8));
      assertEquals(noisy.shape(), pair.x().predict(noisy, condition, 4).shape());
    }
  }

  /** A sampler borrows the models, so that one pair serves any number of samplers. */
  @Test
  void samplersLeaveThePairOpenAndEndWithIt() throws IOException {
    Path models = folder.resolve("models");
    OnnxPair.save(models, model(Role.X, 1), model(Role.Y, 2));
    OnnxPair pair = OnnxPair.open(models, Device.cpu());
    SamplingRequest request =
        SamplingRequest.builder().size(8, 8).method(Ddim.ofSteps(2)).seed(3).build();
    PairedSampler sampler = pair.sampler();
    assertEquals(pairs(sampler, request), pairs(pair.sampler(), request));
    pair.close();
    String refusal =
        assertThrows(IllegalStateException.class, () -> pairs(sampler, request)).getMessage();
    assertEquals("denoiser " + models.resolve("x.onnx") + " is closed", refusal);
    refusal = assertThrows(IllegalStateException.class, pair::sampler).getMessage();
    assertEquals("pair " + models + " is closed", refusal);
    pair.close();
  }

  @Test
  void theModelsTellWhatTheyWereTrainedFor() throws IOException {
    OnnxPair.save(folder, model(Role.X, 1), model(Role.Y, 2));
    try (OnnxPair pair = OnnxPair.open(folder)) {
      assertEquals(Optional.of(Role.X), pair.x().spec().role());
      assertEquals(Optional.of(Role.Y), pair.y().spec().role());
      assertEquals(Optional.of(NoiseSchedule.paper()), pair.y().spec().schedule());
      PairedSampler.Builder swapped =
          PairedSampler.builder().x(pair.y()).y(pair.x()).guide(GuideTransform.clamped());
      String message = assertThrows(IllegalArgumentException.class, swapped::build).getMessage();
      assertTrue(message.endsWith("are the two models swapped?"), message);
    }
  }

  @Test
  void anAnnotationThatDoesNotFitTheChannelsIsRefused() throws IOException {
    GuideTransform binary = GuideTransform.binary(Threshold.absolute(0));
    assertThrows(
        IllegalArgumentException.class, () -> model(Role.X, 1, card -> card.annotation(binary)));
    OnnxPair.save(folder, model(Role.X, 1), model(Role.Y, 2));
    setInBoth("pig.annotation", binary.description());
    assertRefused(folder, "annotation: binary(absolute,0.0)", "found 2 channels", "classes(2)");
  }

  /** A model file may be anybody's. */
  @ParameterizedTest
  @CsvSource({"guide, then(", "annotation, 'smoothed(3,'", "schedule, zeroTerminalSnr("})
  void bracketsWithinBracketsWithoutEndAreRefused(String key, String nested) throws IOException {
    OnnxPair.save(folder, model(Role.X, 1), model(Role.Y, 2));
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
    UNetOnnxWriter.write(folder.resolve("x.onnx"), model(Role.X, 1, fromZero));
    UNetOnnxWriter.write(folder.resolve("y.onnx"), model(Role.Y, 2, fromZero));
    assertRefused(folder, "range of x [0.0,1.0] instead of [-1.0,1.0]", "range of y");
  }

  @Test
  void aPairMayReplaceAnother() throws IOException {
    OnnxPair.save(folder, model(Role.X, 1), model(Role.Y, 2));
    OnnxPair.save(folder, model(Role.X, 3), model(Role.Y, 4));
    try (OnnxPair pair = OnnxPair.open(folder);
        Stream<Path> files = Files.list(folder)) {
      assertEquals(NoiseSchedule.paper(), pair.schedule());
      assertEquals(2, files.count());
    }
  }

  @Test
  void aPairIsTheSameWhateverTheBatchSize() throws IOException {
    OnnxPair.save(folder, model(Role.X, 1), model(Role.Y, 2));
    SamplingRequest.Builder request =
        SamplingRequest.builder().count(5).size(8, 12).method(Ddim.ofSteps(4)).seed(3);
    try (OnnxPair pair = OnnxPair.open(folder)) {
      PairedSampler sampler = pair.sampler();
      List<Pair> alone = pairs(sampler, request.batchSize(1).build());
      List<Pair> together = pairs(sampler, request.batchSize(3).build());
      assertEquals(5, together.size());
      for (int i = 0; i < 5; i++) {
        TensorAssertions.assertClose(alone.get(i).image(), together.get(i).image(), 1e-4);
      }
    }
  }

  private static List<Pair> pairs(PairedSampler sampler, SamplingRequest request) {
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      return batches.flatMap(batch -> batch.pairs().stream()).toList();
    }
  }

  /** All that a save over another pair can leave when it is killed, and the next save. */
  @Test
  void aPairKilledWhileItIsReplacedIsTheOldOneOrTheNewOne() throws IOException {
    Path fresh = folder.resolve("new");
    Path models = folder.resolve("models");
    OnnxPair.save(models, model(Role.X, 1), model(Role.Y, 2));
    OnnxPair.save(fresh, model(Role.X, 3), model(Role.Y, 4));
    List<String> before = ids(models);
    List<String> after = ids(fresh);
    Path kept = Files.copy(models.resolve("x.onnx"), models.resolve(".x.onnx.kept"));
    assertEquals(before, ids(models));
    Files.copy(fresh.resolve("x.onnx"), models.resolve("x.onnx"), REPLACE_EXISTING);
    assertEquals(before, ids(models), "between the two renames");
    // A save that fails at once, as on a full disk, leaves the old pair too.
    Path inTheWay = Files.createDirectories(models.resolve("y.onnx.d/in"));
    Files.move(models.resolve("y.onnx"), models.resolve("y.old"));
    Files.move(inTheWay.getParent(), models.resolve("y.onnx"));
    assertThrows(
        IOException.class, () -> OnnxPair.save(models, model(Role.X, 5), model(Role.Y, 6)));
    AtomicFile.deleteTree(models.resolve("y.onnx"));
    Files.move(models.resolve("y.old"), models.resolve("y.onnx"));
    Files.copy(fresh.resolve("y.onnx"), models.resolve("y.onnx"), REPLACE_EXISTING);
    Files.copy(fresh.resolve("x.onnx"), models.resolve("x.onnx"), REPLACE_EXISTING);
    assertEquals(after, ids(models), "before the old one is deleted");
    OnnxPair.save(models, model(Role.X, 1), model(Role.Y, 2));
    assertEquals(before, ids(models));
    assertFalse(Files.exists(kept));
  }

  @Test
  void aPairSavedOverOneThatWasKilledIsWhole() throws IOException {
    Path fresh = folder.resolve("new");
    Path models = folder.resolve("models");
    OnnxPair.save(models, model(Role.X, 1), model(Role.Y, 2));
    OnnxPair.save(fresh, model(Role.X, 3), model(Role.Y, 4));
    Path kept = Files.move(models.resolve("x.onnx"), models.resolve(".x.onnx.kept"));
    Files.copy(fresh.resolve("x.onnx"), models.resolve("x.onnx"));
    OnnxPair.save(models, model(Role.X, 3), model(Role.Y, 4));
    assertEquals(ids(fresh), ids(models));
    assertFalse(Files.exists(kept));
  }

  private static List<String> ids(Path models) {
    try (OnnxPair pair = OnnxPair.open(models)) {
      return List.of(pair.x().spec().id(), pair.y().spec().id());
    }
  }

  /** Files of two pairs that somebody put together. */
  @Test
  void aTornPairIsRefused() throws IOException {
    Path other = folder.resolve("other");
    Path models = folder.resolve("models");
    OnnxPair.save(other, model(Role.X, 3), model(Role.Y, 4));
    OnnxPair.save(models, model(Role.X, 1), model(Role.Y, 2));
    Files.delete(models.resolve("x.onnx"));
    Files.copy(other.resolve("x.onnx"), models.resolve("x.onnx"));
    assertRefused(models, "not saved together");
  }

  @Test
  void allDifferencesAreInOneError() throws IOException {
    TrainedModel x = model(Role.Y, 1);
    TrainedModel y =
        model(
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
    OnnxPair.save(folder, model(Role.X, 1), model(Role.Y, 2));
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
    OnnxPair.save(folder, model(Role.X, 1), model(Role.Y, 2));
    Files.write(
        folder.resolve("y.onnx"),
        UNetOnnxWriter.proto(model(Role.Y, 2), WeightStorage.FLOAT32, Map.of()).toBuilder()
            .clearMetadataProps()
            .build()
            .toByteArray());
    BackendException refusal =
        assertThrows(
            BackendException.class,
            () ->
                OnnxPair.open(
                        folder,
                        settings -> settings.prediction(org.pigdiffusion.PredictionType.NOISE))
                    .close());
    assertTrue(String.valueOf(refusal.getMessage()).contains("no card in y.onnx"));
  }

  @Test
  void aMissingModelIsNamed() throws IOException {
    OnnxPair.save(folder, model(Role.X, 1), model(Role.Y, 2));
    Files.delete(folder.resolve("y.onnx"));
    assertRefused(folder, "y.onnx", "found nothing there");
  }

  @Test
  void aFailedSaveLeavesNothing() throws IOException {
    assertThrows(
        NoSuchFileException.class,
        () -> OnnxPair.save(folder.resolve("no/models"), model(Role.X, 1), model(Role.Y, 2)));
    Path blocked = Files.writeString(folder.resolve("models"), "a file, no folder");
    assertThrows(
        IOException.class, () -> OnnxPair.save(blocked, model(Role.X, 1), model(Role.Y, 2)));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(blocked), files.toList());
    }
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
