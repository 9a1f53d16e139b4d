package org.pigdiffusion.data.dicom;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A Huffman table of JPEG (ITU-T T.81 annex C): for every 16 bits, the symbol whose code they begin
 * with, and the length of the code.
 */
final class HuffmanTable {
  static final int LONGEST = 16;

  private static final int LENGTHS = 16;

  private final byte[] symbols = new byte[1 << LONGEST];
  private final byte[] lengths = new byte[1 << LONGEST];

  /** Reads the counts of codes of 1 to 16 bits, and their symbols. */
  static HuffmanTable read(ByteBuffer in) throws DicomException {
    if (in.remaining() < LENGTHS) {
      throw malformed();
    }
    byte[] counts = new byte[LENGTHS];
    in.get(counts);
    HuffmanTable table = new HuffmanTable();
    int from = 0;
    for (int length = 1; length <= LENGTHS; length++) {
      for (int i = 0; i < (counts[length - 1] & 0xFF); i++) {
        int to = from + (1 << (LONGEST - length));
        if (!in.hasRemaining() || to > table.symbols.length) {
          throw malformed();
        }
        Arrays.fill(table.symbols, from, to, in.get());
        Arrays.fill(table.lengths, from, to, (byte) length);
        from = to;
      }
    }
    return table;
  }

  /** The symbol at the front of 16 bits. */
  int symbol(int bits) {
    return symbols[bits] & 0xFF;
  }

  /** How many of the 16 bits are its code; 0 if there is no such code. */
  int length(int bits) {
    return lengths[bits];
  }

  private static DicomException malformed() {
    return new DicomException("JPEG: expected a whole Huffman table, found a malformed one");
  }
}
