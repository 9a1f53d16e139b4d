package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.onnx.TestModels.ofPair;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.TensorAssertions;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairBatch.Pair;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;

/** Pairs of models that are opened and sampled with. */
class OnnxPairTest {
  @TempDir Path folder;

  @Test
  void aPairInsideAJarIsOpened() throws IOException {
    Path models = folder.resolve("models");
    OnnxPair.save(models, ofPair(Role.X, 1), ofPair(Role.Y, 2));
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
    OnnxPair.save(models, ofPair(Role.X, 1), ofPair(Role.Y, 2));
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
    OnnxPair.save(models, ofPair(Role.X, 1), ofPair(Role.Y, 2));
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
    OnnxPair.save(folder, ofPair(Role.X, 1), ofPair(Role.Y, 2));
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
  void aPairIsTheSameWhateverTheBatchSize() throws IOException {
    OnnxPair.save(folder, ofPair(Role.X, 1), ofPair(Role.Y, 2));
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
}
