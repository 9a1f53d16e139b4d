package org.pigdiffusion.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

class DjlDenoiserTest extends UNetDenoiserContract {
  @TempDir Path folder;

  @Override
  protected Denoiser create(UNetConfig config, Weights weights) {
    return DjlDenoiser.of(config, weights, PredictionType.NOISE, "test");
  }

  @Override
  protected double tolerance() {
    return 2e-5;
  }

  @Test
  void leavesNothingInNativeMemory() {
    Tensor image = RandomWeights.input(new Shape(2, 1, 8, 8), 1);
    try (DjlDenoiser denoiser =
        DjlDenoiser.of(tiny(), RandomWeights.of(tiny(), 1), PredictionType.NOISE, "test")) {
      int before = denoiser.liveArrays();
      for (int i = 0; i < 200; i++) {
        Tensor predicted = denoiser.predict(image, image, i);
        assertTrue(predicted.isFinite());
      }
      assertEquals(before, denoiser.liveArrays());
    }
  }

  @Test
  void tellsRoleAndScheduleIfTheFileDoes() throws IOException {
    Path file = folder.resolve("net.safetensors");
    ImmutableMap<String, String> told =
        ImmutableMap.of("prediction", "NOISE", "role", "Y", "schedule", "cosine(100)");
    new NetworkFile(tiny(), RandomWeights.of(tiny(), 3), told).write(file);
    try (Denoiser loaded = DjlDenoiser.load(file);
        Denoiser made = create(tiny(), RandomWeights.of(tiny(), 3))) {
      assertEquals(Optional.of(Role.Y), loaded.spec().role());
      assertEquals(Optional.of(NoiseSchedule.cosine(100)), loaded.spec().schedule());
      assertEquals(Optional.empty(), made.spec().role());
    }
  }

  @Test
  void loadsAFileThatDescribesItself() throws IOException {
    UNetConfig config =
        tiny().toBuilder().dropout(0.25).attentionLevels(java.util.Set.of()).patch(2).build();
    Weights weights = RandomWeights.of(config, 3);
    Path file = folder.resolve("net.safetensors");
    new NetworkFile(config, weights, ImmutableMap.of("prediction", "VELOCITY")).write(file);

    assertEquals(config, NetworkFile.read(file).config());
    assertEquals(weights, NetworkFile.read(file).weights());
    Tensor image = RandomWeights.input(new Shape(1, 1, 8, 8), 1);
    try (Denoiser loaded = DjlDenoiser.load(file);
        Denoiser made = create(config, weights)) {
      assertEquals(PredictionType.VELOCITY, loaded.spec().prediction());
      assertTrue(loaded.spec().id().startsWith("sha256:"));
      assertEquals(made.predict(image, image, 5), loaded.predict(image, image, 5));
    }
    Denoiser closed = DjlDenoiser.load(file);
    closed.close();
    Exception refusal =
        assertThrows(IllegalStateException.class, () -> closed.predict(image, image, 5));
    assertEquals("denoiser " + file + " is closed", refusal.getMessage());
  }

  @Test
  void loadsWeightsThatPyTorchsDataParallelismSaved() throws IOException {
    Weights weights = RandomWeights.of(tiny(), 3);
    Map<String, Weights.Array> prefixed =
        weights.arrays().entrySet().stream()
            .collect(Collectors.toMap(e -> "module." + e.getKey(), Map.Entry::getValue));
    Path file = folder.resolve("foreign.safetensors");
    new Safetensors(ImmutableMap.copyOf(prefixed), ImmutableMap.of()).write(file);
    Tensor image = RandomWeights.input(new Shape(1, 1, 8, 8), 1);
    try (Denoiser loaded = DjlDenoiser.load(file, tiny(), PredictionType.NOISE);
        Denoiser made = create(tiny(), weights)) {
      assertEquals(made.predict(image, image, 5), loaded.predict(image, image, 5));
    }
  }

  @Test
  void aFileThatDoesNotFitIsNamed() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Safetensors bare = new Safetensors(RandomWeights.of(tiny(), 3).arrays(), ImmutableMap.of());
    bare.write(file);
    assertFault("unet.channels", file, () -> DjlDenoiser.load(file));
    assertFault(
        "conv_in.weight",
        file,
        () -> DjlDenoiser.load(file, UNetConfig.reference(1, 1), PredictionType.NOISE));
    new NetworkFile(tiny(), RandomWeights.of(tiny(), 3), ImmutableMap.of()).write(file);
    assertFault("prediction", file, () -> DjlDenoiser.load(file));
    new NetworkFile(tiny(), RandomWeights.of(tiny(), 3), ImmutableMap.of("prediction", "PERHAPS"))
        .write(file);
    assertFault("PERHAPS", file, () -> DjlDenoiser.load(file));
  }

  private static void assertFault(
      String what, Path file, org.junit.jupiter.api.function.Executable call) {
    String message = String.valueOf(assertThrows(BackendException.class, call).getMessage());
    assertTrue(message.startsWith(file + ":") && message.contains(what), message);
  }
}
