package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A look-up table as modality, VOI and palette tables are written (PS3.3 sections C.11.1.1.1 and
 * C.7.6.3.1.5): input below the first mapped value gets the first entry, above the last the last.
 */
final class LookupTable {
  private static final int ALL = 1 << 16;

  private final int first;
  private final int bits;
  private final int[] entries;

  private LookupTable(int first, int bits, int[] entries) {
    this.first = first;
    this.bits = bits;
    this.entries = entries;
  }

  /**
   * The table of one data set.
   *
   * @param signed whether the first mapped value is, where the file does not say
   */
  static LookupTable of(DataSet data, Tag descriptor, Tag values, boolean signed)
      throws IOException {
    int[] words = data.words(descriptor, 3);
    Vr vr = data.need(descriptor).vr();
    boolean firstSigned = data.encoding().explicit() ? vr == Vr.SS : signed;
    int first = firstSigned ? (short) words[1] : words[1];
    int count = words[0] == 0 ? ALL : words[0];
    int bits = words[2];
    if (bits < 8 || bits > 16) {
      throw data.error(descriptor, "8 to 16 bits an entry", Integer.toString(bits));
    }
    return new LookupTable(first, bits, entries(data, values, count, bits));
  }

  private static int[] entries(DataSet data, Tag tag, int count, int bits) throws IOException {
    Element element = data.need(tag);
    boolean bytes = bits == 8 && element.value().length() == count + count % 2;
    ByteBuffer read = data.value(tag, bytes ? count + count % 2 : 2 * count);
    // Two bytes of a word, which a big-endian file exchanges.
    int swap = bytes && read.order() == ByteOrder.BIG_ENDIAN ? 1 : 0;
    int[] entries = new int[count];
    for (int i = 0; i < count; i++) {
      entries[i] = bytes ? read.get(i ^ swap) & 0xFF : read.getShort(2 * i) & 0xFFFF;
      if (entries[i] >>> bits != 0) {
        throw data.error(tag, "entries of %d bits".formatted(bits), Integer.toString(entries[i]));
      }
    }
    return entries;
  }

  /** The entry for a value; one between two whole values takes that of the nearest. */
  int at(double value) {
    long index = Math.round(value) - first;
    return entries[(int) Math.min(Math.max(index, 0), entries.length - 1)];
  }

  /** The greatest value that an entry can have. */
  int most() {
    return (1 << bits) - 1;
  }
}
