package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.unet.UNetConfig;

/** Pairs and models on the class path and in memory. */
class PairSourcesTest {
  @TempDir Path folder;
  private Path models;
  private URLClassLoader loader;
  private Class<?> anchor;

  /** Loaded again from a class path of its own, on which the models lie. */
  static final class Anchor {}

  @BeforeEach
  void putAPairOnAClassPath() throws IOException, ClassNotFoundException {
    models = folder.resolve("models");
    OnnxPair.save(models, model(Role.X), model(Role.Y));
    String file = Anchor.class.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in =
        Objects.requireNonNull(Anchor.class.getClassLoader().getResourceAsStream(file))) {
      Files.copy(in, copy);
    }
    loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    anchor = loader.loadClass(Anchor.class.getName());
  }

  @AfterEach
  void closeLoader() throws IOException {
    loader.close();
  }

  private static TrainedModel model(Role role) {
    UNetConfig config = UNetDenoiserContract.tiny();
    return new TrainedModel(
        config,
        RandomWeights.of(config, role == Role.X ? 1 : 2),
        TestModels.card(role, config).provenance(Map.of()).build());
  }

  private void assertIsTheSavedPair(OnnxPair opened) {
    UNetConfig config = UNetDenoiserContract.tiny();
    Tensor noisy = Tensor.filled(new Shape(1, config.channels(), 8, 8), 0.5f);
    Tensor condition = Tensor.filled(new Shape(1, config.conditionChannels(), 8, 8), -0.5f);
    try (OnnxPair saved = OnnxPair.open(models);
        OnnxPair pair = opened) {
      assertEquals(saved.x().predict(noisy, condition, 4), pair.x().predict(noisy, condition, 4));
      assertEquals(saved.y().predict(noisy, condition, 4), pair.y().predict(noisy, condition, 4));
      assertEquals(saved.x().spec(), pair.x().spec());
      assertEquals(saved.y().spec(), pair.y().spec());
    }
  }

  @Test
  void fromTheRootOfTheClassPath() {
    assertIsTheSavedPair(OnnxPair.open(anchor, "/models"));
    assertIsTheSavedPair(OnnxPair.open(anchor, "/models/", at -> at.device(Device.cpu())));
  }

  @Test
  void fromBesideTheClass() throws IOException {
    Path beside = folder.resolve("org/pigdiffusion/onnx/beside");
    Files.move(models, beside);
    models = beside;
    assertIsTheSavedPair(OnnxPair.open(anchor, "beside"));
  }

  @Test
  void fromMemory() throws IOException {
    byte[] x = Files.readAllBytes(models.resolve("x.onnx"));
    byte[] y = Files.readAllBytes(models.resolve("y.onnx"));
    assertIsTheSavedPair(OnnxPair.open(x, y));
  }

  @Test
  void oneModel() throws IOException {
    byte[] x = Files.readAllBytes(models.resolve("x.onnx"));
    try (OnnxDenoiser file = OnnxDenoiser.open(models.resolve("x.onnx"));
        OnnxDenoiser resource = OnnxDenoiser.builder(anchor, "/models/x.onnx").open();
        OnnxDenoiser memory = OnnxDenoiser.builder(x).open()) {
      assertEquals(file.spec(), resource.spec());
      assertEquals(file.spec(), memory.spec());
      assertEquals(file.card(), memory.card());
    }
  }

  @Test
  void theBytesOfAModelAreThoseOfItsFile() throws IOException {
    Path file = folder.resolve("x.onnx");
    UNetOnnxWriter.write(file, model(Role.X));
    assertEquals(
        ByteBuffer.wrap(Files.readAllBytes(file)),
        ByteBuffer.wrap(UNetOnnxWriter.bytes(model(Role.X))));
  }

  @Test
  void aMissingResourceIsNamedWithTheClass() {
    assertMessage(
        "model resource /elsewhere/x.onnx of " + Anchor.class.getName() + ": expected a resource",
        () -> OnnxPair.open(anchor, "/elsewhere"));
  }

  @Test
  void faultsInMemoryNameTheModel() throws IOException {
    byte[] x = Files.readAllBytes(models.resolve("x.onnx"));
    assertMessage("model y.onnx in memory: ", () -> OnnxPair.open(x, new byte[] {1, 2, 3}));
    assertMessage("model of 3 bytes: ", () -> OnnxDenoiser.builder(new byte[] {1, 2, 3}).open());
    assertMessage("pair in memory: expected models that belong", () -> OnnxPair.open(x, x));
  }

  private static void assertMessage(String expected, Executable at) {
    String message = assertThrows(BackendException.class, at).getMessage();
    assertTrue(message.startsWith(expected), message);
  }
}
