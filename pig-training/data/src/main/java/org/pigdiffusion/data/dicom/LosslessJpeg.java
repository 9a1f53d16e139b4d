package org.pigdiffusion.data.dicom;

import java.nio.ByteBuffer;

/**
 * Lossless JPEG with Huffman coding (ITU-T T.81 annex H, process 14): one scan of all components,
 * each sample the sum of a prediction from its neighbours and a coded difference.
 *
 * <p>Own code: TwelveMonkeys ImageIO 3.14.0 leaves the last pixel of some whole streams 0, and all
 * pixels behind the end of a stream that ends too early, without a word.
 */
final class LosslessJpeg {
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int FIRST_RESTART = 0xD0;
  private static final int RESTARTS = 8;
  private static final int TABLES = 4;
  private static final int MOST_PREDICTOR = 7;
  private static final int WORD = 0xFFFF;

  private final JpegBits bits;
  private final HuffmanTable[] tables;
  private final int columns;
  private final int components;
  private final int predictor;
  private final int shift;
  private final int precision;
  private final int[] samples;

  private LosslessJpeg(JpegBits bits, JpegHeader header, ByteBuffer scan, HuffmanTable[] known)
      throws DicomException {
    this.bits = bits;
    this.columns = header.columns();
    this.components = header.components();
    if (scan.remaining() != 4 + 2 * components || scan.get() != components) {
      throw new DicomException("JPEG: expected one scan of all components, found several");
    }
    this.tables = new HuffmanTable[components];
    for (int c = 0; c < components; c++) {
      scan.get();
      int table = (scan.get() & 0xFF) >> 4;
      if (table >= TABLES || known[table] == null) {
        throw new DicomException("JPEG: expected a Huffman table for each component, found none");
      }
      tables[c] = known[table];
    }
    this.predictor = scan.get();
    scan.get();
    this.shift = scan.get() & 0x0F;
    this.precision = header.precision() - shift;
    if (predictor < 1 || predictor > MOST_PREDICTOR || precision < 1) {
      throw new DicomException(
          "JPEG: expected predictor 1 to 7 and a shift of less than %d, found %d and %d"
              .formatted(header.precision(), predictor, shift));
    }
    this.samples = new int[header.rows() * columns * components];
  }

  /** The samples row after row, those of a pixel beside each other. */
  static int[] decode(byte[] stream, JpegSegments segments, JpegHeader header)
      throws DicomException {
    if (header.subsampled()) {
      throw new DicomException("JPEG: expected components of one size, found several sizes");
    }
    ByteBuffer scan = segments.list().get(segments.list().size() - 1).read();
    JpegBits bits = new JpegBits(stream, segments.data());
    LosslessJpeg decoder = new LosslessJpeg(bits, header, scan, tables(segments));
    decoder.rows(header.rows(), restartRows(segments, header));
    bits.marker(JpegSegments.END);
    return decoder.samples;
  }

  private static HuffmanTable[] tables(JpegSegments segments) throws DicomException {
    HuffmanTable[] tables = new HuffmanTable[TABLES];
    for (JpegSegments.Segment segment : segments.of(HUFFMAN_TABLES).toList()) {
      ByteBuffer in = segment.read();
      while (in.hasRemaining()) {
        int place = in.get() & 0xFF;
        HuffmanTable table = HuffmanTable.read(in);
        // Tables of class 1 are those of the coefficients of other processes.
        if (place < TABLES) {
          tables[place] = table;
        }
      }
    }
    return tables;
  }

  /** After how many rows the prediction starts afresh; 0 for never. */
  private static int restartRows(JpegSegments segments, JpegHeader header) throws DicomException {
    int pixels = 0;
    for (JpegSegments.Segment segment : segments.of(RESTART_INTERVAL).toList()) {
      if (segment.content().remaining() != 2) {
        throw new DicomException("JPEG: expected a restart interval of two bytes, found others");
      }
      pixels = segment.read().getShort() & WORD;
    }
    if (pixels % header.columns() != 0) {
      throw new DicomException(
          "JPEG: expected a restart interval of whole rows, found %d pixels".formatted(pixels));
    }
    return pixels / header.columns();
  }

  private void rows(int rows, int restartRows) throws DicomException {
    for (int row = 0; row < rows; row++) {
      boolean fresh = row == 0;
      if (restartRows > 0 && row > 0 && row % restartRows == 0) {
        bits.marker(FIRST_RESTART + (row / restartRows - 1) % RESTARTS);
        fresh = true;
      }
      for (int column = 0; column < columns; column++) {
        for (int c = 0; c < components; c++) {
          sample((row * columns + column) * components + c, column, fresh, tables[c]);
        }
      }
    }
    for (int i = 0; shift > 0 && i < samples.length; i++) {
      samples[i] <<= shift;
    }
  }

  private void sample(int at, int column, boolean firstRow, HuffmanTable table)
      throws DicomException {
    int value = (prediction(at, column, firstRow) + difference(table)) & WORD;
    if (value >>> precision != 0) {
      throw new DicomException(
          "JPEG: expected samples of %d bits, found %d".formatted(precision, value));
    }
    samples[at] = value;
  }

  /** Section H.1.2.1. */
  private int prediction(int at, int column, boolean firstRow) {
    if (firstRow) {
      return column == 0 ? 1 << (precision - 1) : samples[at - components];
    }
    int above = samples[at - columns * components];
    if (column == 0) {
      return above;
    }
    int left = samples[at - components];
    int aboveLeft = samples[at - (columns + 1) * components];
    return switch (predictor) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> aboveLeft;
      case 4 -> left + above - aboveLeft;
      case 5 -> left + ((above - aboveLeft) >> 1);
      case 6 -> above + ((left - aboveLeft) >> 1);
      default -> (left + above) >> 1;
    };
  }

  /** Section H.1.2.2: the number of bits, then the bits; 16 stands for 32768 alone. */
  private int difference(HuffmanTable table) throws DicomException {
    int length = bits.symbol(table);
    if (length == 0) {
      return 0;
    }
    if (length >= Short.SIZE) {
      if (length > Short.SIZE) {
        throw new DicomException("JPEG: expected differences of 0 to 16 bits, found " + length);
      }
      return 1 << 15;
    }
    int taken = bits.take(length);
    return taken >> (length - 1) == 1 ? taken : taken - (1 << length) + 1;
  }
}
