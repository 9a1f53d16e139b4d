package org.pigdiffusion.safetensors;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.internal.Excerpt;
import org.pigdiffusion.internal.FileFault;
import org.pigdiffusion.internal.JsonFault;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.unet.Weights;

/** Reads one safetensors file, believing nothing of what its header says. */
final class SafetensorsReader {
  static final String METADATA = "__metadata__";

  /** The limit that the format's own library sets, so that a damaged length claims no memory. */
  private static final long LONGEST_HEADER = 100_000_000;

  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private final Path file;

  /** Bytes of the arrays so far: a header may not claim the same bytes many times. */
  private long claimed;

  SafetensorsReader(Path file) {
    this.file = file;
  }

  Safetensors read() {
    try (FileChannel channel = RegularFile.channel(file)) {
      long size = channel.size();
      long headerLength = headerLength(channel, size);
      JsonObject header = header(channel, headerLength);
      long start = Long.BYTES + headerLength;
      ImmutableMap.Builder<String, Weights.Array> arrays = ImmutableMap.builder();
      ImmutableMap.Builder<String, String> metadata = ImmutableMap.builder();
      for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
        if (entry.getKey().equals(METADATA)) {
          object(METADATA, entry.getValue())
              .entrySet()
              .forEach(
                  line ->
                      metadata.put(
                          line.getKey(), text(Excerpt.of(line.getKey()), line.getValue())));
        } else {
          String name = Excerpt.of(entry.getKey());
          JsonObject description = object(name, entry.getValue());
          arrays.put(entry.getKey(), array(channel, name, description, start, size));
        }
      }
      if (claimed != size - start) {
        throw fault(
            "expected arrays that fill the %d bytes after the header, found %d bytes of them"
                .formatted(size - start, claimed));
      }
      return new Safetensors(arrays.buildOrThrow(), metadata.buildOrThrow());
    } catch (NoSuchFileException e) {
      throw new BackendException(file + ": no such file", e);
    } catch (CharacterCodingException | MalformedJsonException e) {
      throw new BackendException(
          file + ": not a safetensors file, its header is damaged: found " + JsonFault.found(e), e);
    } catch (FileSystemException e) {
      throw new BackendException(file + ": " + FileFault.reason(e), e);
    } catch (IOException e) {
      throw new BackendException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (JsonParseException
        | IllegalStateException
        | NumberFormatException
        | UnsupportedOperationException e) {
      throw new BackendException(
          file + ": not a safetensors file, its header is damaged: found " + JsonFault.found(e), e);
    }
  }

  private long headerLength(FileChannel channel, long size) throws IOException {
    if (size < Long.BYTES) {
      throw fault("expected at least 8 bytes, found " + size);
    }
    long length = bytes(channel, 0, Long.BYTES).getLong();
    if (length < 2 || length > LONGEST_HEADER || length > size - Long.BYTES) {
      throw fault(
          "expected a header of 2 to %d bytes, found a length of %s"
              .formatted(
                  Math.min(LONGEST_HEADER, size - Long.BYTES), Long.toUnsignedString(length)));
    }
    return length;
  }

  private JsonObject header(FileChannel channel, long length) throws IOException {
    ByteBuffer bytes = bytes(channel, Long.BYTES, Math.toIntExact(length));
    // Strictly, as other readers do: what they would read otherwise must not be read here at all.
    String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    JsonReader json = new JsonReader(new StringReader(text));
    json.setStrictness(Strictness.STRICT);
    JsonObject header = object("header", JsonParser.parseReader(json));
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw fault("expected one JSON object in its header, found more");
    }
    return header;
  }

  private JsonObject object(String name, JsonElement element) {
    if (!element.isJsonObject()) {
      throw fault(name + ": expected a JSON object");
    }
    return element.getAsJsonObject();
  }

  private Weights.Array array(
      FileChannel channel, String name, JsonObject description, long start, long size)
      throws IOException {
    ElementType type = type(name, text(name, member(name, description, "dtype")));
    ImmutableList.Builder<Integer> dimensions = ImmutableList.builder();
    long count = 1;
    for (JsonElement dimension : list(name, description, "shape")) {
      long length = whole(name, dimension);
      if (length < 0
          || length > Integer.MAX_VALUE
          || count * Math.max(1, length) > Integer.MAX_VALUE) {
        throw fault(name + ": expected at most 2^31-1 values, found a dimension of " + length);
      }
      dimensions.add(Math.toIntExact(length));
      count *= length;
    }
    JsonArray offsets = list(name, description, "data_offsets");
    long from = offsets.size() == 2 ? whole(name, offsets.get(0)) : -1;
    long to = offsets.size() == 2 ? whole(name, offsets.get(1)) : -1;
    if (from < 0 || to < from || to > size - start || to - from != count * type.bytes()) {
      throw fault(
          "%s: expected %d bytes within the %d after the header, found offsets %s"
              .formatted(name, count * type.bytes(), size - start, Excerpt.of(offsets)));
    }
    claimed += to - from;
    if (claimed > size - start) {
      throw fault(name + ": expected bytes of its own, found some of another array");
    }
    ByteBuffer bytes = bytes(channel, start + from, Math.toIntExact(to - from));
    return Weights.Array.adopt(dimensions.build(), type.decode(bytes, Math.toIntExact(count)));
  }

  private String text(String name, JsonElement element) {
    if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
      throw fault("%s: expected a text, found %s".formatted(name, Excerpt.of(element)));
    }
    return element.getAsString();
  }

  /** A number as it is written: none that was rounded, or taken modulo 2^64. */
  private long whole(String name, JsonElement element) {
    String written =
        element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()
            ? element.getAsString()
            : "";
    if (!WHOLE.matcher(written).matches()) {
      throw fault("%s: expected a whole number, found %s".formatted(name, Excerpt.of(element)));
    }
    return Long.parseLong(written);
  }

  private ElementType type(String name, String code) {
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(code)) {
        return type;
      }
    }
    throw fault(name + ": expected a dtype of F16, BF16, F32 or F64, found " + Excerpt.of(code));
  }

  private JsonElement member(String name, JsonObject description, String key) {
    if (!description.has(key)) {
      throw fault(name + ": expected " + key + " in its description");
    }
    return description.get(key);
  }

  private JsonArray list(String name, JsonObject description, String key) {
    JsonElement element = member(name, description, key);
    if (!element.isJsonArray()) {
      throw fault(name + ": expected " + key + " to be a list");
    }
    return element.getAsJsonArray();
  }

  private ByteBuffer bytes(FileChannel channel, long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    long at = position;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw fault("truncated: ends at byte " + at);
      }
      at += read;
    }
    return buffer.flip();
  }

  private BackendException fault(String what) {
    return new BackendException(file + ": not a whole safetensors file: " + what);
  }
}
