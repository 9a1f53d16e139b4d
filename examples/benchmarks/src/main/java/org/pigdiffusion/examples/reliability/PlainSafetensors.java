package org.pigdiffusion.examples.reliability;

import com.google.common.primitives.Floats;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.pigdiffusion.unet.Weights;

/** The arrays of a safetensors file as its header says them, read without the library. */
final class PlainSafetensors {
  private PlainSafetensors() {}

  /** Half of the copies are damaged in the header's text, whose length then fits. */
  static byte[] damaged(byte[] whole, Random random) {
    if (random.nextBoolean()) {
      return Mutation.of(whole, random);
    }
    ByteBuffer in = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int end = Long.BYTES + (int) in.getLong(0);
    byte[] header = TextMutation.of(Arrays.copyOfRange(whole, Long.BYTES, end), random);
    return ByteBuffer.allocate(Long.BYTES + header.length + whole.length - end)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(whole, end, whole.length - end)
        .array();
  }

  /** Values by name; those that the library has read. */
  static Map<String, List<Float>> values(Map<String, Weights.Array> arrays) {
    Map<String, List<Float>> values = new TreeMap<>();
    arrays.forEach((name, array) -> values.put(name, List.copyOf(Floats.asList(array.values()))));
    return values;
  }

  /** Values by name; of arrays of 32 bits alone, as the good files here are. */
  static Map<String, List<Float>> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(in.getLong())];
    in.get(header);
    JsonObject json =
        JsonParser.parseString(new String(header, StandardCharsets.UTF_8)).getAsJsonObject();
    int start = in.position();
    Map<String, List<Float>> values = new TreeMap<>();
    for (String name : json.keySet()) {
      if (!name.equals("__metadata__")) {
        JsonArray offsets = json.getAsJsonObject(name).getAsJsonArray("data_offsets");
        int from = offsets.get(0).getAsBigDecimal().intValueExact();
        int to = offsets.get(1).getAsBigDecimal().intValueExact();
        float[] floats = new float[(to - from) / Float.BYTES];
        in.slice(start + from, to - from).order(in.order()).asFloatBuffer().get(floats);
        values.put(name, List.copyOf(Floats.asList(floats)));
      }
    }
    return values;
  }
}
