package org.pigdiffusion.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One uncompressed grey DICOM picture. ImageJ reads the header and finds the pixels; they are read
 * here, because ImageJ applies slope and intercept in some cases only.
 */
final class DicomFile {
  private static final int PREAMBLE = 128;

  /** How a stored value lies in its bits and what it means. */
  private record Values(int allocated, int stored, boolean signed, double slope, double intercept) {
    /** The next value of the pixel data, rescaled. */
    double next(ByteBuffer pixels) {
      // Bits above those stored may hold overlays: shifting them out also extends the sign.
      int spare = Integer.SIZE - stored;
      int raw = (allocated == Byte.SIZE ? pixels.get() : pixels.getShort()) << spare;
      return (signed ? raw >> spare : raw >>> spare) * slope + intercept;
    }

    IntensityRange range() {
      int least = signed ? -(1 << (stored - 1)) : 0;
      int most = signed ? (1 << (stored - 1)) - 1 : (1 << stored) - 1;
      double oneEnd = least * slope + intercept;
      double otherEnd = most * slope + intercept;
      return new IntensityRange(Math.min(oneEnd, otherEnd), Math.max(oneEnd, otherEnd));
    }
  }

  private DicomFile() {}

  static boolean isDicom(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".dcm") || name.endsWith(".dicom");
  }

  static PixelGrid read(Path file) throws IOException {
    requireMark(file);
    DicomHeader header = DicomHeader.read(file);
    ByteOrder order = order(header);
    int height = header.need("0028,0010", "rows", 1, 65535);
    int width = header.need("0028,0011", "columns", 1, 65535);
    if (header.number("0028,0008", 1) != 1 || header.number("0028,0002", 1) != 1) {
      throw new IOException("expected one frame of one grey sample a pixel, found several");
    }
    Values stored = stored(header);
    IntensityRange range = range(header, stored);
    int offset = header.need("7FE0,0010", "pixel data", 1, Integer.MAX_VALUE);
    ByteBuffer pixels = pixels(file, offset, stored.allocated() / 8L * height * width).order(order);
    boolean inverted = header.text("0028,0004").filter("MONOCHROME1"::equalsIgnoreCase).isPresent();
    float[] values = new float[height * width];
    for (int i = 0; i < values.length; i++) {
      double value = Math.min(Math.max(stored.next(pixels), range.low()), range.high());
      values[i] = (float) (inverted ? range.low() + range.high() - value : value);
    }
    return PixelGrid.adopt(1, height, width, range, values);
  }

  /** Without this, ImageJ's decoder would take any file for a headerless DICOM file. */
  private static void requireMark(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(PREAMBLE + 4);
      if (start.length < PREAMBLE + 4
          || !new String(start, PREAMBLE, 4, StandardCharsets.US_ASCII).equals("DICM")) {
        throw new IOException("expected the mark DICM at byte 128, found none");
      }
    }
  }

  private static ByteOrder order(DicomHeader header) throws IOException {
    String syntax = header.text("0002,0010").orElse("none");
    return switch (syntax) {
      case "1.2.840.10008.1.2", "1.2.840.10008.1.2.1" -> ByteOrder.LITTLE_ENDIAN;
      case "1.2.840.10008.1.2.2" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new IOException("expected uncompressed pixels, found transfer syntax " + syntax);
    };
  }

  private static Values stored(DicomHeader header) throws IOException {
    int allocated = header.need("0028,0100", "bits allocated", 8, 16);
    if (allocated % 8 != 0) {
      throw new IOException("bits allocated: expected 8 or 16, found " + allocated);
    }
    int stored =
        header.text("0028,0101").isPresent()
            ? header.need("0028,0101", "bits stored", 1, allocated)
            : allocated;
    double slope = header.number("0028,1053", 1);
    if (slope == 0) {
      throw new IOException("rescale slope: expected other than 0, found 0");
    }
    return new Values(
        allocated,
        stored,
        header.number("0028,0103", 0) == 1,
        slope,
        header.number("0028,1052", 0));
  }

  /** The linear window of DICOM PS3.3 C.11.2.1.2, or all that the stored bits can hold. */
  private static IntensityRange range(DicomHeader header, Values stored) throws IOException {
    double centre = header.number("0028,1050", Double.NaN);
    double width = header.number("0028,1051", Double.NaN);
    if (!(width > 1) || Double.isNaN(centre)) {
      return stored.range();
    }
    double half = (width - 1) / 2;
    return new IntensityRange(centre - 0.5 - half, centre - 0.5 + half);
  }

  private static ByteBuffer pixels(Path file, int offset, long bytes) throws IOException {
    if (bytes > Integer.MAX_VALUE) {
      throw new IOException("pixel data: expected less than 2 GB, found " + bytes + " bytes");
    }
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(offset);
      byte[] pixels = in.readNBytes((int) bytes);
      if (pixels.length < bytes) {
        throw new IOException("expected " + bytes + " bytes of pixels, found " + pixels.length);
      }
      return ByteBuffer.wrap(pixels);
    }
  }
}
