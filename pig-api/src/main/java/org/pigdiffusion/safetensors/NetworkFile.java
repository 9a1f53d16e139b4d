package org.pigdiffusion.safetensors;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UNetProperties;
import org.pigdiffusion.unet.Weights;

/**
 * A network's weights together with its settings: a safetensors file that describes itself, the
 * settings in its metadata under keys that begin with {@code unet.}.
 *
 * @param config the network's settings
 * @param weights its weights
 * @param metadata what else the file's metadata says
 */
public record NetworkFile(UNetConfig config, Weights weights, Map<String, String> metadata) {
  /** Creates a content. */
  public NetworkFile {
    metadata = ImmutableMap.copyOf(metadata);
  }

  /**
   * Reads a file that {@link #write} has made.
   *
   * @throws BackendException if it cannot be read, or does not hold the settings of a network and
   *     the weights that fit it, all finite
   */
  public static NetworkFile read(Path file) {
    Safetensors content = Safetensors.read(file);
    try {
      UNetConfig config = UNetProperties.read(content.metadata());
      Weights weights = Weights.fitting(new UNet(config), content.arrays());
      return new NetworkFile(config, weights, others(content.metadata()));
    } catch (IllegalArgumentException e) {
      throw new BackendException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a safetensors file of weights alone, as PyTorch code saves them: the names are those of
   * the DDIM PyTorch U-Net, with or without {@code module.} before them.
   *
   * @param config the settings of the network
   * @throws BackendException if it cannot be read, or its weights do not fit the network; the
   *     message lists all that is missing, unknown, of another shape, or not finite
   */
  public static NetworkFile read(Path file, UNetConfig config) {
    Safetensors content = Safetensors.read(file);
    try {
      Weights weights = Weights.fitting(new UNet(config), content.arrays());
      return new NetworkFile(config, weights, content.metadata());
    } catch (IllegalArgumentException e) {
      throw new BackendException(file + ": " + e.getMessage(), e);
    }
  }

  private static ImmutableMap<String, String> others(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith(UNetProperties.PREFIX))
        .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Writes the file; it appears when it is complete and on the disk.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    ImmutableMap<String, String> all =
        ImmutableMap.<String, String>builder()
            .putAll(UNetProperties.of(config))
            .putAll(metadata)
            .buildOrThrow();
    new Safetensors(weights.arrays(), all).write(file);
  }
}
