package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.ReferenceDenoiser;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** Exported networks against the oracle. */
class OnnxDenoiserTest extends UNetDenoiserContract {
  @TempDir Path folder;

  @Override
  protected Denoiser create(UNetConfig config, Weights weights) throws IOException {
    Path file = folder.resolve("model.onnx");
    UNetOnnxWriter.write(file, TestModels.of(config, weights));
    return OnnxDenoiser.open(file);
  }

  @Override
  protected double tolerance() {
    return 2e-5;
  }

  @Test
  void tellsWhereItRunsAndWhatItIs() throws IOException {
    Path file = tinyFile();
    try (OnnxDenoiser denoiser = OnnxDenoiser.open(file)) {
      assertEquals("cpu", denoiser.spec().device());
      assertEquals(
          Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString(), denoiser.spec().id());
      assertEquals(PredictionType.NOISE, denoiser.spec().prediction());
      assertEquals(TestModels.tiny(1).card(), denoiser.card().orElseThrow());
    }
  }

  @Test
  void ownThreadsGiveTheSameResult() throws IOException {
    Path file = tinyFile();
    Tensor noisy = RandomWeights.input(new Shape(2, 1, 8, 8), 1);
    try (OnnxDenoiser shared = OnnxDenoiser.open(file);
        OnnxDenoiser own =
            OnnxDenoiser.builder(file).threads(ThreadPool.own(1, Spinning.OFF)).open()) {
      assertClose(shared.predict(noisy, noisy, 5), own.predict(noisy, noisy, 5), 1e-6);
    }
  }

  /** Seven images on three threads, which is more than this machine may have. */
  @Test
  void threadsDivideABatch() throws IOException {
    Path file = tinyFile();
    Tensor noisy = RandomWeights.input(new Shape(7, 1, 8, 8), 1);
    Tensor condition = RandomWeights.input(new Shape(7, 1, 8, 8), 2);
    try (OnnxDenoiser one =
            OnnxDenoiser.builder(file).threads(ThreadPool.own(1, Spinning.OFF)).open();
        OnnxDenoiser three =
            OnnxDenoiser.builder(file).threads(ThreadPool.own(3, Spinning.OFF)).open()) {
      Tensor divided = three.predict(noisy, condition, 5);
      assertClose(one.predict(noisy, condition, 5), divided, 1e-6);
      assertEquals(divided, three.predict(noisy, condition, 5));
      for (int i = 0; i < 7; i++) {
        Tensor alone = three.predict(noisy.slice(i, i + 1), condition.slice(i, i + 1), 5);
        assertClose(alone, divided.slice(i, i + 1), 1e-6);
      }
    }
  }

  @Test
  void theSharedPoolCannotBeChangedOnceItIsThere() throws IOException {
    try (OnnxDenoiser denoiser = OnnxDenoiser.open(tinyFile())) {
      assertEquals("cpu", denoiser.spec().device());
      IllegalStateException refusal =
          assertThrows(
              IllegalStateException.class, () -> ThreadPool.configureShared(1, Spinning.OFF));
      assertTrue(String.valueOf(refusal.getMessage()).contains("before the first model"));
    }
    assertThrows(IllegalArgumentException.class, () -> ThreadPool.own(-1, Spinning.ON));
  }

  /** More sizes than buffers are kept for, twice over. */
  @Test
  void servesManySizes() throws IOException {
    UNetConfig config = tiny();
    Weights weights = RandomWeights.of(config, 1);
    try (Denoiser denoiser = create(config, weights);
        Denoiser oracle = new ReferenceDenoiser(config, weights)) {
      for (int round = 0; round < 2; round++) {
        for (int width = 2; width <= 40; width += 2) {
          Tensor noisy = RandomWeights.input(new Shape(1, 1, 2, width), width);
          assertClose(
              oracle.predict(noisy, noisy, 9), denoiser.predict(noisy, noisy, 9), tolerance());
        }
      }
    }
  }

  /** Channels normalised each by itself, and together with others, in one network. */
  @Test
  void groupsMayBeSingleChannels() throws IOException {
    UNetConfig config = tiny().toBuilder().groups(8).build();
    Weights weights = RandomWeights.of(config, 1);
    Tensor noisy = RandomWeights.input(new Shape(2, 1, 8, 6), 1);
    try (Denoiser denoiser = create(config, weights);
        Denoiser oracle = new ReferenceDenoiser(config, weights)) {
      assertClose(oracle.predict(noisy, noisy, 9), denoiser.predict(noisy, noisy, 9), tolerance());
    }
  }

  @Test
  void readsItsFileOnlyWhenOpened() throws IOException {
    Path file = tinyFile();
    Tensor noisy = RandomWeights.input(new Shape(1, 1, 8, 8), 1);
    try (OnnxDenoiser first = OnnxDenoiser.open(file)) {
      Tensor before = first.predict(noisy, noisy, 5);
      UNetOnnxWriter.write(file, TestModels.tiny(2));
      assertEquals(before, first.predict(noisy, noisy, 5));
      try (OnnxDenoiser second = OnnxDenoiser.open(file)) {
        assertNotEquals(before, second.predict(noisy, noisy, 5));
        assertNotEquals(first.spec().id(), second.spec().id());
      }
    }
  }

  private Path tinyFile() throws IOException {
    Path file = folder.resolve("tiny.onnx");
    UNetOnnxWriter.write(file, TestModels.tiny(1));
    return file;
  }
}
