package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which fragments make up which frame (PS3.5 section A.4). */
final class Fragments {

  private Fragments() {}

  static List<List<Span>> frames(DataSet data, int frames) throws IOException {
    Element pixels = data.need(Tag.PIXELS);
    if (!pixels.isEncapsulated()) {
      throw data.error(Tag.PIXELS, "fragments in a compressed file", "a defined length");
    }
    List<Span> parts = pixels.fragments().subList(1, pixels.fragments().size());
    if (parts.size() < frames) {
      throw data.error(Tag.PIXELS, frames + " frame(s)", parts.size() + " fragment(s)");
    }
    if (frames == 1) {
      return List.of(parts);
    }
    Optional<long[]> offsets = offsets(data, pixels.fragments().get(0), frames);
    if (offsets.isPresent()) {
      return byOffset(data, parts, offsets.get());
    }
    if (parts.size() != frames) {
      // Where a frame begins could only be guessed from the coded bytes.
      throw data.error(
          Tag.PIXELS,
          "one fragment for each of %d frames, or an offset table".formatted(frames),
          parts.size() + " fragments");
    }
    return parts.stream().map(List::of).toList();
  }

  /** From the basic or the extended offset table; empty if the file has neither. */
  private static Optional<long[]> offsets(DataSet data, Span basic, int frames) throws IOException {
    boolean extended = basic.length() == 0;
    if (extended && !data.has(Tag.OFFSETS)) {
      return Optional.empty();
    }
    int width = extended ? Long.BYTES : Integer.BYTES;
    Span table = extended ? data.need(Tag.OFFSETS).value() : basic;
    if (table.length() != (long) frames * width) {
      throw data.error(
          extended ? Tag.OFFSETS : Tag.PIXELS,
          "a table of %d offsets".formatted(frames),
          table.length() / width + " offsets");
    }
    ByteBuffer bytes =
        ByteBuffer.wrap(data.bytes().read(table.at(), (int) table.length()))
            .order(data.encoding().order());
    long[] offsets = new long[frames];
    for (int i = 0; i < frames; i++) {
      offsets[i] = extended ? bytes.getLong() : bytes.getInt() & 0xFFFFFFFFL;
    }
    return Optional.of(offsets);
  }

  private static List<List<Span>> byOffset(DataSet data, List<Span> parts, long[] offsets)
      throws DicomException {
    long origin = parts.get(0).at();
    List<List<Span>> frames = new ArrayList<>();
    int next = 0;
    for (Span part : parts) {
      if (next < offsets.length && part.at() - origin == offsets[next]) {
        frames.add(new ArrayList<>());
        next++;
      }
      if (frames.isEmpty()) {
        break;
      }
      frames.get(next - 1).add(part);
    }
    if (next < offsets.length) {
      throw data.error(
          Tag.PIXELS,
          "a fragment at offset %d for frame %d".formatted(offsets[next], next + 1),
          "none");
    }
    return frames;
  }
}
