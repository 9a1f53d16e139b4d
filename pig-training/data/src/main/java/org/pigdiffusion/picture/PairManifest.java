package org.pigdiffusion.picture;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.pigdiffusion.internal.JsonFault;
import org.pigdiffusion.internal.RegularFile;

/** The manifest of a folder of pairs: a list of {@link PairEntry}, in the order of the pairs. */
final class PairManifest {
  static final String NAME = "manifest.json";

  /** What can be done about a list that is not what was written. */
  static final String REMEDY =
      "; put back what the job wrote, or move %s, %s and %s away and run the job again, which samples"
              .formatted(NAME, PairPictures.IMAGES, PairPictures.MASKS)
          + " all anew";

  /** Writes entries into an open list. */
  @FunctionalInterface
  interface Entries {
    void writeTo(JsonWriter list) throws IOException;
  }

  /** Takes one entry after another. */
  @FunctionalInterface
  interface Reader {
    void take(PairEntry entry) throws IOException;
  }

  private PairManifest() {}

  /** Writes all of a manifest; the stream stays open. */
  static void write(OutputStream out, Entries entries) throws IOException {
    JsonWriter list = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    list.setIndent("  ");
    list.beginArray();
    entries.writeTo(list);
    list.endArray();
    list.flush();
  }

  /** Reads a manifest, one entry in memory at a time. */
  static void read(Path file, Reader reader) throws IOException {
    try (EntryText text = new EntryText(RegularFile.reader(file));
        JsonReader list = new JsonReader(text)) {
      list.beginArray();
      while (list.hasNext()) {
        reader.take(entry(file, list));
        text.begin();
      }
      list.endArray();
      if (list.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalStateException("more after its end");
      }
    } catch (CharacterCodingException
        | MalformedJsonException
        | EOFException
        | IllegalStateException e) {
      throw fault(file, "found " + JsonFault.found(e), e);
    }
  }

  private static PairEntry entry(Path file, JsonReader list) throws IOException {
    try {
      return PairEntry.read(list);
    } catch (CharacterCodingException e) {
      throw fault(file, "found " + JsonFault.found(e), e);
    } catch (IOException e) {
      throw fault(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static IOException fault(Path file, String reason, Exception cause) {
    IOException fault =
        new FileSystemException(
            file.toString(), null, "expected a list of pairs: " + reason + REMEDY);
    fault.initCause(cause);
    return fault;
  }
}
