package org.pigdiffusion.unet;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings of a U-Net as text by name, such as {@code unet.baseWidth} = {@code 32}: what files
 * hold of a network. Text of one version can be read by every later one.
 */
public final class UNetProperties {
  /** What all names begin with. */
  public static final String PREFIX = "unet.";

  /** Names that came later, and what text without them means. */
  public static final Map<String, String> LATER =
      Map.of(PREFIX + "patch", "1", PREFIX + "augmentationLabels", "0");

  private final Map<String, String> properties;

  private UNetProperties(Map<String, String> properties) {
    this.properties = properties;
  }

  /** The settings by name, in a fixed order; labels only of a network that has some. */
  public static Map<String, String> of(UNetConfig config) {
    ImmutableMap.Builder<String, String> of = ImmutableMap.builder();
    of.put(PREFIX + "channels", Integer.toString(config.channels()))
        .put(PREFIX + "conditionChannels", Integer.toString(config.conditionChannels()))
        .put(PREFIX + "baseWidth", Integer.toString(config.baseWidth()))
        .put(PREFIX + "multipliers", joined(config.multipliers()))
        .put(PREFIX + "residualBlocks", Integer.toString(config.residualBlocks()))
        .put(PREFIX + "attentionLevels", joined(config.attentionLevels()))
        .put(PREFIX + "upwardAttention", config.upwardAttention().name())
        .put(PREFIX + "middleAttention", Boolean.toString(config.middleAttention()))
        .put(PREFIX + "groups", Integer.toString(config.groups()))
        .put(PREFIX + "dropout", Double.toString(config.dropout()))
        .put(PREFIX + "guideInput", config.guideInput().name())
        .put(PREFIX + "patch", Integer.toString(config.patch()));
    if (config.augmentationLabels() > 0) { // what is exported has none
      of.put(PREFIX + "augmentationLabels", Integer.toString(config.augmentationLabels()));
    }
    return of.buildOrThrow();
  }

  private static String joined(Collection<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * Reads what {@link #of} has made.
   *
   * @param properties the settings by name; other names are passed over
   * @throws IllegalArgumentException if a setting is missing, malformed or out of range; the
   *     message names it
   */
  public static UNetConfig read(Map<String, String> properties) {
    UNetProperties from = new UNetProperties(properties);
    return UNetConfig.builder(
            from.value("channels", Integer::valueOf),
            from.value("conditionChannels", Integer::valueOf))
        .baseWidth(from.value("baseWidth", Integer::valueOf))
        .multipliers(from.value("multipliers", UNetProperties::integers))
        .residualBlocks(from.value("residualBlocks", Integer::valueOf))
        .attentionLevels(from.value("attentionLevels", text -> Set.copyOf(integers(text))))
        .upwardAttention(from.value("upwardAttention", UpwardAttention::valueOf))
        .middleAttention(from.value("middleAttention", UNetProperties::truth))
        .groups(from.value("groups", Integer::valueOf))
        .dropout(from.value("dropout", Double::valueOf))
        .guideInput(from.value("guideInput", GuideInput::valueOf))
        .patch(from.value("patch", Integer::valueOf))
        .augmentationLabels(from.value("augmentationLabels", Integer::valueOf))
        .build();
  }

  private <V> V value(String name, Function<String, V> parser) {
    String key = PREFIX + name;
    String text = properties.getOrDefault(key, LATER.get(key));
    if (text == null) {
      throw new IllegalArgumentException(
          "metadata: expected " + key + ", found " + properties.keySet());
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("metadata " + key + ": found '" + text + "'", e);
    }
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("expected true or false");
    }
    return text.equals("true");
  }

  private static List<Integer> integers(String text) {
    return Splitter.on(',').omitEmptyStrings().splitToStream(text).map(Integer::valueOf).toList();
  }
}
