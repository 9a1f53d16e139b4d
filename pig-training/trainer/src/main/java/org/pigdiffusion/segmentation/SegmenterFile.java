package org.pigdiffusion.segmentation;

import com.google.common.collect.ImmutableMap;
import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.internal.JsonFault;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.unet.Weights;

/**
 * Networks of one form in a safetensors file that describes itself.
 *
 * @param net the form
 * @param networks values by parameter, of each network by its kind
 * @param report how far the training went
 * @param fingerprint what the training depends on; empty if that does not matter any more
 */
record SegmenterFile(
    SegmentationNet net,
    Map<String, Map<String, Weights.Array>> networks,
    SegmenterReport report,
    Map<String, String> fingerprint) {
  static final String NETWORK = "network";

  private static final String PREFIX = "segmenter.";
  private static final String REPORT = PREFIX + "report";
  private static final String FINGERPRINT = PREFIX + "fingerprint";
  private static final Gson GSON = new Gson();

  void write(Path file) throws IOException {
    ImmutableMap.Builder<String, Weights.Array> arrays = ImmutableMap.builder();
    networks.forEach(
        (kind, values) -> values.forEach((name, array) -> arrays.put(kind + "." + name, array)));
    Map<String, String> metadata =
        Map.of(
            PREFIX + "channels",
            Integer.toString(net.channels()),
            PREFIX + "outputs",
            Integer.toString(net.outputs()),
            PREFIX + "width",
            Integer.toString(net.width()),
            PREFIX + "levels",
            Integer.toString(net.levels()),
            REPORT,
            GSON.toJson(report),
            FINGERPRINT,
            GSON.toJson(fingerprint));
    new Safetensors(arrays.buildOrThrow(), metadata).withChecksum().write(file);
  }

  /**
   * Reads a file.
   *
   * @param kinds the networks that must be in it, and no others
   * @throws BackendException if it cannot be read, or holds anything else
   */
  static SegmenterFile read(Path file, List<String> kinds) {
    Safetensors content = Safetensors.read(file);
    try {
      SegmentationNet net =
          new SegmentationNet(
              number(content, "channels", Labels.MOST_CHANNELS),
              number(content, "outputs", Labels.MOST_CHANNELS),
              number(content, "width", 1 << 10),
              number(content, "levels", 7));
      Map<String, Map<String, Weights.Array>> networks = new LinkedHashMap<>();
      for (String kind : kinds) {
        networks.put(kind, network(content, kind, net));
      }
      int expected = kinds.size() * net.parameters().size();
      if (content.arrays().size() != expected) {
        throw new IllegalArgumentException(
            "expected %d arrays, found %d".formatted(expected, content.arrays().size()));
      }
      SegmenterReport report = GSON.fromJson(text(content, REPORT), SegmenterReport.class);
      Map<String, String> fingerprint =
          GSON.fromJson(
              text(content, FINGERPRINT), new TypeToken<Map<String, String>>() {}.getType());
      return new SegmenterFile(
          net,
          networks,
          Objects.requireNonNull(report, "no report"),
          Objects.requireNonNull(fingerprint, "no settings"));
    } catch (RuntimeException e) { // Gson wraps what the records refuse in one of no other type
      throw new BackendException(
          "%s: expected a file of a segmentation network, found another, or a damaged one: %s"
              .formatted(file, JsonFault.found(e)),
          e);
    }
  }

  private static Map<String, Weights.Array> network(
      Safetensors content, String kind, SegmentationNet net) {
    Map<String, Weights.Array> values = new LinkedHashMap<>();
    net.parameters()
        .forEach(
            (name, shape) -> {
              Weights.Array array = content.arrays().get(kind + "." + name);
              if (array == null || !array.dimensions().equals(NetworkArrays.dimensions(shape))) {
                throw new IllegalArgumentException(
                    "%s.%s: expected shape %s, found %s".formatted(kind, name, shape, array));
              }
              requireFinite(kind + "." + name, array);
              values.put(name, array);
            });
    return values;
  }

  private static void requireFinite(String name, Weights.Array array) {
    float[] values = array.values();
    if (!IntStream.range(0, values.length).allMatch(i -> Float.isFinite(values[i]))) {
      throw new IllegalArgumentException(name + ": expected finite values, found others");
    }
  }

  private static String text(Safetensors content, String key) {
    String text = content.metadata().get(key);
    if (text == null) {
      throw new IllegalArgumentException("metadata: expected " + key + ", found none");
    }
    return text;
  }

  private static int number(Safetensors content, String key, int most) {
    int number = Integer.parseInt(text(content, PREFIX + key));
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          "%s: expected in [1,%d], found %d".formatted(key, most, number));
    }
    return number;
  }
}
