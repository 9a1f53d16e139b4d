package org.pigdiffusion.djl;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.unet.GuideInput;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UpwardAttention;
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
  private static final String PREFIX = "unet.";

  /** Absent in files from before there were patches. */
  private static final String PATCH = "patch";

  /** Copies the metadata. */
  public NetworkFile {
    metadata = ImmutableMap.copyOf(metadata);
  }

  /**
   * Reads a file that {@link #write} has made.
   *
   * @throws BackendException if it cannot be read, or does not hold the settings of a network and
   *     the weights that fit it
   */
  public static NetworkFile read(Path file) {
    Safetensors content = Safetensors.read(file);
    try {
      UNetConfig config = new Reader(content.metadata()).config();
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
   *     message lists all that is missing, unknown, or of another shape
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
        .filter(entry -> !entry.getKey().startsWith(PREFIX))
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
            .put(PREFIX + "channels", String.valueOf(config.channels()))
            .put(PREFIX + "conditionChannels", String.valueOf(config.conditionChannels()))
            .put(PREFIX + "baseWidth", String.valueOf(config.baseWidth()))
            .put(PREFIX + "multipliers", joined(config.multipliers()))
            .put(PREFIX + "residualBlocks", String.valueOf(config.residualBlocks()))
            .put(PREFIX + "attentionLevels", joined(config.attentionLevels()))
            .put(PREFIX + "upwardAttention", config.upwardAttention().name())
            .put(PREFIX + "middleAttention", String.valueOf(config.middleAttention()))
            .put(PREFIX + "groups", String.valueOf(config.groups()))
            .put(PREFIX + "dropout", String.valueOf(config.dropout()))
            .put(PREFIX + "guideInput", config.guideInput().name())
            .put(PREFIX + PATCH, String.valueOf(config.patch()))
            .putAll(metadata)
            .buildOrThrow();
    new Safetensors(weights.arrays(), all).write(file);
  }

  private static String joined(Iterable<Integer> values) {
    return ImmutableList.copyOf(values).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  /** Reads the settings from the metadata. */
  private record Reader(Map<String, String> metadata) {

    UNetConfig config() {
      return UNetConfig.builder(
              value("channels", Integer::valueOf), value("conditionChannels", Integer::valueOf))
          .baseWidth(value("baseWidth", Integer::valueOf))
          .multipliers(value("multipliers", Reader::integers))
          .residualBlocks(value("residualBlocks", Integer::valueOf))
          .attentionLevels(value("attentionLevels", text -> Set.copyOf(integers(text))))
          .upwardAttention(value("upwardAttention", UpwardAttention::valueOf))
          .middleAttention(value("middleAttention", Boolean::valueOf))
          .groups(value("groups", Integer::valueOf))
          .dropout(value("dropout", Double::valueOf))
          .guideInput(value("guideInput", GuideInput::valueOf))
          .patch(metadata.containsKey(PREFIX + PATCH) ? value(PATCH, Integer::valueOf) : 1)
          .build();
    }

    private <V> V value(String key, Function<String, V> parser) {
      String text = metadata.get(PREFIX + key);
      if (text == null) {
        throw new IllegalArgumentException(
            "metadata: expected " + PREFIX + key + ", found " + metadata.keySet());
      }
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("metadata " + PREFIX + key + ": found " + text, e);
      }
    }

    private static ImmutableList<Integer> integers(String text) {
      return Splitter.on(',')
          .omitEmptyStrings()
          .splitToStream(text)
          .map(Integer::valueOf)
          .collect(ImmutableList.toImmutableList());
    }
  }
}
