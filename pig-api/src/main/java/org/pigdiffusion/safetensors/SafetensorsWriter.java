package org.pigdiffusion.safetensors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.unet.Weights;

/** Writes safetensors files. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  static void write(Safetensors content, Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          out.write(header(content).array());
          for (Weights.Array array : content.arrays().values()) {
            out.write(bytes(array));
          }
        });
  }

  private static ByteBuffer header(Safetensors content) {
    JsonObject header = new JsonObject();
    if (!content.metadata().isEmpty()) {
      JsonObject metadata = new JsonObject();
      content.metadata().forEach(metadata::addProperty);
      header.add(SafetensorsReader.METADATA, metadata);
    }
    long at = 0;
    for (var entry : content.arrays().entrySet()) {
      long end = at + (long) Float.BYTES * entry.getValue().size();
      header.add(entry.getKey(), description(entry.getValue(), at, end));
      at = end;
    }
    StringBuilder json = new StringBuilder(header.toString());
    while (json.toString().getBytes(StandardCharsets.UTF_8).length % ALIGNMENT != 0) {
      json.append(' '); // the format pads with spaces, so that the values begin aligned
    }
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + bytes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(bytes.length)
        .put(bytes)
        .flip();
  }

  private static JsonObject description(Weights.Array array, long from, long to) {
    JsonObject description = new JsonObject();
    description.addProperty("dtype", "F32");
    JsonArray shape = new JsonArray();
    array.dimensions().forEach(shape::add);
    description.add("shape", shape);
    JsonArray offsets = new JsonArray();
    offsets.add(from);
    offsets.add(to);
    description.add("data_offsets", offsets);
    return description;
  }

  private static byte[] bytes(Weights.Array array) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(array.size(), Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(array.buffer());
    return bytes.array();
  }
}
