package org.pigdiffusion.data;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.lang.reflect.Array;

/** The tags of the first page of a TIFF file or an EXIF block, as whole numbers. */
final class TiffTags {
  private static final String RESOLUTION = "XResolution and YResolution of TIFF or EXIF";

  private final Directory page;
  private final int pages;

  private TiffTags(Directory page, int pages) {
    this.page = page;
    this.pages = pages;
  }

  /**
   * Reads a part of a file.
   *
   * @throws IOException if there is no page, or it cannot be read
   */
  static TiffTags read(byte[] file, int from, int length) throws IOException {
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(file, from, length)) {
      CompoundDirectory all = (CompoundDirectory) new TIFFReader().read(in);
      if (all.directoryCount() == 0) {
        throw new IOException("is cut off or damaged: the table of tags is missing");
      }
      return new TiffTags(all.getDirectory(0), all.directoryCount());
    } catch (RuntimeException e) {
      throw new IOException("is damaged: the table of tags cannot be read", e);
    }
  }

  int pages() {
    return pages;
  }

  /** The orientation; upright if no tag gives it. */
  Orientation orientation() throws IOException {
    return Orientation.of((int) number(TIFF.TAG_ORIENTATION, 1));
  }

  /** The density of the pixels; one of square ones unless there is a tag for each direction. */
  PixelDensity density() throws IOException {
    Entry across = page.getEntryById(TIFF.TAG_X_RESOLUTION);
    Entry down = page.getEntryById(TIFF.TAG_Y_RESOLUTION);
    return across == null || down == null
        ? new PixelDensity(1, 1, RESOLUTION)
        : new PixelDensity(fraction(across), fraction(down), RESOLUTION);
  }

  private static Number fraction(Entry entry) throws IOException {
    if (entry.getValue() instanceof Number number) {
      return number;
    }
    throw new IOException(
        "is damaged: expected one number as TIFF tag %s, found %s"
            .formatted(entry.getIdentifier(), entry.getValueAsString()));
  }

  boolean has(int tag) {
    return page.getEntryById(tag) != null;
  }

  /** The first number of a tag, or the given one if the tag is missing. */
  long number(int tag, long otherwise) throws IOException {
    long[] all = numbers(tag);
    return all.length == 0 ? otherwise : all[0];
  }

  /** The first number of a tag that must be there. */
  long need(int tag, String name) throws IOException {
    long[] all = numbers(tag);
    if (all.length == 0) {
      throw new IOException("is damaged: the TIFF tag %s is missing".formatted(name));
    }
    return all[0];
  }

  /** All numbers of a tag; none if it is missing. */
  long[] numbers(int tag) throws IOException {
    Entry entry = page.getEntryById(tag);
    Object value = entry == null ? new long[0] : entry.getValue();
    if (value instanceof Number number) {
      return new long[] {number.longValue()};
    }
    if (value == null || !value.getClass().isArray()) {
      throw new IOException("is cut off or damaged: TIFF tag %d has no value".formatted(tag));
    }
    long[] numbers = new long[Array.getLength(value)];
    for (int i = 0; i < numbers.length; i++) {
      if (!(Array.get(value, i) instanceof Number number)) {
        throw new IOException("is damaged: TIFF tag %d holds no numbers".formatted(tag));
      }
      numbers[i] = number.longValue();
    }
    return numbers;
  }

  /** The text of a tag; empty if it is missing. */
  String text(int tag) {
    Entry entry = page.getEntryById(tag);
    return entry == null ? "" : entry.getValueAsString();
  }
}
