package org.pigdiffusion.training.data;

import ij.io.FileInfo;
import ij.plugin.DICOM;
import ij.util.DicomTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * One uncompressed grey DICOM picture. ImageJ reads the header and finds the pixels; they are read
 * here, because ImageJ applies slope and intercept in some cases only.
 */
final class DicomFile {
  private static final int PREAMBLE = 128;

  private final DICOM header;
  private final Path file;

  private DicomFile(DICOM header, Path file) {
    this.header = header;
    this.file = file;
  }

  static boolean isDicom(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".dcm") || name.endsWith(".dicom");
  }

  static PixelGrid read(Path file) throws IOException {
    requireMark(file);
    DICOM header = new DICOM();
    try {
      header.open(file.toAbsolutePath().toString());
    } catch (RuntimeException e) {
      throw new IOException("DICOM header cannot be decoded: " + e, e);
    }
    if (header.getWidth() == 0 || header.getOriginalFileInfo() == null) {
      throw new IOException("cannot be decoded as an uncompressed DICOM picture");
    }
    return new DicomFile(header, file).grid();
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

  private PixelGrid grid() throws IOException {
    double frames = number("0028,0008").orElse(1.0);
    double samples = number("0028,0002").orElse(1.0);
    if (frames != 1 || samples != 1) {
      throw new IOException(
          "expected one frame of one sample a pixel, found %.0f and %.0f"
              .formatted(frames, samples));
    }
    int allocated = number("0028,0100").orElse(16.0).intValue();
    if (allocated != 8 && allocated != 16) {
      throw new IOException("expected 8 or 16 bits allocated, found " + allocated);
    }
    int stored = number("0028,0101").orElse((double) allocated).intValue();
    boolean signed = number("0028,0103").orElse(0.0) == 1;
    double slope = number("0028,1053").orElse(1.0);
    double intercept = number("0028,1052").orElse(0.0);
    if (slope == 0) {
      throw new IOException("expected a rescale slope other than 0, found 0");
    }
    int least = signed ? -(1 << (stored - 1)) : 0;
    int most = signed ? (1 << (stored - 1)) - 1 : (1 << stored) - 1;
    double oneEnd = least * slope + intercept;
    double otherEnd = most * slope + intercept;
    IntensityRange range =
        window().orElse(new IntensityRange(Math.min(oneEnd, otherEnd), Math.max(oneEnd, otherEnd)));
    boolean inverted =
        text("0028,0004")
            .filter(s -> s.toUpperCase(Locale.ROOT).startsWith("MONOCHROME1"))
            .isPresent();
    float[] values = storedValues(allocated, stored, signed);
    for (int i = 0; i < values.length; i++) {
      double value = Math.min(Math.max(values[i] * slope + intercept, range.low()), range.high());
      values[i] = (float) (inverted ? range.low() + range.high() - value : value);
    }
    return PixelGrid.adopt(1, header.getHeight(), header.getWidth(), range, values);
  }

  /** The values that become black and white, by the linear window of DICOM PS3.3 C.11.2.1.2. */
  private Optional<IntensityRange> window() {
    return number("0028,1051")
        .filter(width -> width > 1)
        .flatMap(
            width ->
                number("0028,1050")
                    .map(
                        centre ->
                            new IntensityRange(
                                centre - 0.5 - (width - 1) / 2, centre - 0.5 + (width - 1) / 2)));
  }

  private float[] storedValues(int allocated, int stored, boolean signed) throws IOException {
    FileInfo info = header.getOriginalFileInfo();
    float[] values = new float[header.getWidth() * header.getHeight()];
    int bytes = allocated / 8 * values.length;
    byte[] pixels;
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(info.getOffset());
      pixels = in.readNBytes(bytes);
    }
    if (pixels.length < bytes) {
      throw new IOException("expected " + bytes + " bytes of pixels, found " + pixels.length);
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(pixels)
            .order(info.intelByteOrder ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    // Bits above those stored may hold overlays: shifting them out also extends the sign.
    int spare = Integer.SIZE - stored;
    for (int i = 0; i < values.length; i++) {
      int raw = (allocated == 8 ? buffer.get() : buffer.getShort()) << spare;
      values[i] = signed ? raw >> spare : raw >>> spare;
    }
    return values;
  }

  private Optional<Double> number(String tag) throws IllegalArgumentException {
    return text(tag).map(text -> Double.parseDouble(text.split("\\\\", -1)[0].trim()));
  }

  private Optional<String> text(String tag) {
    return Optional.ofNullable(DicomTools.getTag(header, tag))
        .map(String::trim)
        .filter(text -> !text.isEmpty());
  }
}
