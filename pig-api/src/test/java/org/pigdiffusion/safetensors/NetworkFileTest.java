package org.pigdiffusion.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

class NetworkFileTest {
  @TempDir Path folder;

  private static UNetConfig tiny() {
    return UNetConfig.builder(1, 1).baseWidth(8).groups(4).multipliers(1, 2).build();
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("net.safetensors");
    NetworkFile written = new NetworkFile(tiny(), RandomWeights.of(tiny(), 3), Map.of("role", "X"));
    written.write(file);
    assertEquals(written, NetworkFile.read(file));
    assertEquals(written.weights(), NetworkFile.read(file, tiny()).weights());
  }

  @Test
  void weightsThatAreNoNumbersAreRefusedByName() throws IOException {
    Path file = folder.resolve("net.safetensors");
    new NetworkFile(tiny(), RandomWeights.of(tiny(), 3), Map.of()).write(file);
    Safetensors written = Safetensors.read(file);
    Map<String, Weights.Array> arrays = new HashMap<>(written.arrays());
    float[] values = arrays.get("conv_in.bias").values();
    values[1] = Float.NaN;
    arrays.put("conv_in.bias", Weights.Array.adopt(List.of(values.length), values));
    new Safetensors(arrays, written.metadata()).write(file);
    String fault = "conv_in.bias: expected finite values, found NaN at 1";
    assertFault(fault, file, () -> NetworkFile.read(file));
    assertFault(fault, file, () -> NetworkFile.read(file, tiny()));
  }

  @Test
  void aFileFromBeforeThereWerePatchesHasNone() throws IOException {
    Path file = folder.resolve("net.safetensors");
    new NetworkFile(tiny(), RandomWeights.of(tiny(), 3), Map.of()).write(file);
    Safetensors written = Safetensors.read(file);
    assertEquals("1", written.metadata().get("unet.patch"));
    Map<String, String> before = new HashMap<>(written.metadata());
    before.remove("unet.patch");
    new Safetensors(written.arrays(), before).write(file);
    assertEquals(tiny(), NetworkFile.read(file).config());
  }

  /** Nothing is listed, so nothing is waited for. */
  @ParameterizedTest
  @CsvSource({
    "unet.residualBlocks, 1000000000, residualBlocks",
    "unet.channels, 2147483647, channels",
    "unet.baseWidth, 2147483644, baseWidth",
    "unet.multipliers, '1,1000000000', multipliers",
    "unet.multipliers, '1,x', unet.multipliers",
    "unet.middleAttention, perhaps, unet.middleAttention",
    "unet.groups, 99999999999, unet.groups"
  })
  void absurdSettingsAreRefusedAtOnce(String key, String value, String named) throws IOException {
    Path file = folder.resolve("net.safetensors");
    new NetworkFile(tiny(), RandomWeights.of(tiny(), 3), Map.of()).write(file);
    Safetensors written = Safetensors.read(file);
    Map<String, String> absurd = new HashMap<>(written.metadata());
    absurd.put(key, value);
    new Safetensors(written.arrays(), absurd).write(file);
    assertTimeout(
        Duration.ofSeconds(5), () -> assertFault(named, file, () -> NetworkFile.read(file)));
  }

  private static void assertFault(
      String what, Path file, org.junit.jupiter.api.function.Executable call) {
    String message = String.valueOf(assertThrows(BackendException.class, call).getMessage());
    assertTrue(message.startsWith(file + ":") && message.contains(what), message);
  }
}
