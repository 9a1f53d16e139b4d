package org.pigdiffusion.picture;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.internal.Excerpt;
import org.pigdiffusion.internal.JsonFault;
import org.pigdiffusion.sampler.Provenance;

/**
 * What a manifest says of one pair.
 *
 * @param index the pair's number
 * @param provenance as {@link Provenance#toProperties} writes it
 */
record PairEntry(long index, Map<String, String> provenance) {

  void write(JsonWriter manifest) throws IOException {
    manifest.beginObject();
    manifest.name("index").value(index);
    manifest.name("image").value(PairPictures.image(index));
    manifest.name("mask").value(PairPictures.mask(index));
    manifest.name("provenance").beginObject();
    for (Map.Entry<String, String> entry : provenance.entrySet()) {
      manifest.name(entry.getKey()).value(entry.getValue());
    }
    manifest.endObject();
    manifest.endObject();
  }

  /** Reads what {@link #write} wrote; an entry of anything else is refused. */
  static PairEntry read(JsonReader manifest) throws IOException {
    try {
      manifest.beginObject();
      require(manifest, "index");
      long index = manifest.nextLong();
      requireText(manifest, "image", PairPictures.image(index));
      requireText(manifest, "mask", PairPictures.mask(index));
      require(manifest, "provenance");
      Map<String, String> provenance = new LinkedHashMap<>();
      manifest.beginObject();
      while (manifest.hasNext()) {
        String key = manifest.nextName();
        if (provenance.put(key, manifest.nextString()) != null) {
          throw new IOException(
              "provenance: expected each entry once, found two of " + Excerpt.of(key));
        }
      }
      manifest.endObject();
      manifest.endObject();
      return new PairEntry(index, provenance);
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException
        | NumberFormatException e) {
      throw new IOException("expected the entry of a pair, found " + JsonFault.found(e), e);
    }
  }

  private static void require(JsonReader manifest, String name) throws IOException {
    String found = manifest.nextName();
    if (!found.equals(name)) {
      throw new IOException("expected %s, found %s".formatted(name, Excerpt.of(found)));
    }
  }

  private static void requireText(JsonReader manifest, String name, String text)
      throws IOException {
    require(manifest, name);
    String found = manifest.nextString();
    if (!found.equals(text)) {
      throw new IOException("%s: expected %s, found %s".formatted(name, text, Excerpt.of(found)));
    }
  }

  /** The entry as one line of text, with the line's end. */
  String line() {
    StringWriter line = new StringWriter();
    try (JsonWriter json = new JsonWriter(line)) {
      write(json);
    } catch (IOException e) {
      throw new IllegalStateException("memory: expected to take a line", e);
    }
    return line.append('\n').toString();
  }

  /** The entry of a line without its end; empty if it is not just as {@link #line} wrote it. */
  static Optional<PairEntry> ofLine(String line) {
    try (JsonReader json = new JsonReader(new StringReader(line))) {
      PairEntry entry = read(json);
      return entry.line().equals(line + "\n") ? Optional.of(entry) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
