package org.pigdiffusion.data;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.pigdiffusion.data.internal.PixelLimit;

/** The picture formats that are read. A file's first bytes tell which it is, not its name. */
enum RasterFormat {
  PNG("PNG", PngHeader::read, "\u0089PNG\r\n\u001A\n"),
  JPEG("JPEG", JpegHeader::read, "\u00FF\u00D8\u00FF"),
  TIFF("TIFF", TiffHeader::read, "II*\0", "MM\0*", "II+\0", "MM\0+"),
  GIF("GIF", GifHeader::read, "GIF87a", "GIF89a"),
  BMP("BMP", BmpHeader::read, "BM");

  /** Reads and checks a header. */
  @Immutable
  private interface HeaderReader {
    RasterHeader read(byte[] file, PixelLimit limit) throws IOException;
  }

  /** A format that is not read, so that a refusal can name it; a dot stands for any byte. */
  private record Foreign(String name, ImmutableList<String> starts) {
    Foreign(String name, String... starts) {
      this(name, ImmutableList.copyOf(starts));
    }
  }

  private static final List<Foreign> FOREIGN =
      List.of(
          new Foreign("WebP", "RIFF....WEBP"),
          new Foreign("JPEG 2000", "\0\0\0\fjP  ", "\u00FFO\u00FFQ"),
          new Foreign("JPEG XL", "\0\0\0\fJXL ", "\u00FF\n"),
          new Foreign("JPEG XR", "II\u00BC\u0001"),
          new Foreign("HEIF or AVIF", "....ftyp"),
          new Foreign("Photoshop", "8BPS"),
          new Foreign("PDF", "%PDF"),
          new Foreign("Netpbm", "P1", "P2", "P3", "P4", "P5", "P6"),
          new Foreign("Windows icon", "\0\0\u0001\0"),
          new Foreign("FITS", "SIMPLE  ="),
          new Foreign("NumPy", "\u0093NUMPY"),
          new Foreign("NRRD", "NRRD"),
          new Foreign("gzip", "\u001F\u008B"),
          new Foreign("DICOM (whose name must end in .dcm)", ".".repeat(128) + "DICM"),
          new Foreign("Git LFS pointer", "version https://git-lfs"));

  private final String title;
  private final HeaderReader header;
  private final ImmutableList<String> starts;

  RasterFormat(String title, HeaderReader header, String... starts) {
    this.title = title;
    this.header = header;
    this.starts = ImmutableList.copyOf(starts);
  }

  /** The format of a file's bytes; refuses others by name where it is known. */
  static RasterFormat of(byte[] file) throws IOException {
    for (RasterFormat format : values()) {
      if (startsWithAny(file, format.starts)) {
        return format;
      }
    }
    for (Foreign foreign : FOREIGN) {
      if (startsWithAny(file, foreign.starts())) {
        throw new IOException(
            "is a %s file, which is not read as a picture: save it as PNG or TIFF"
                .formatted(foreign.name()));
      }
    }
    throw new IOException(
        file.length == 0
            ? "is empty"
            : "is no picture of a known format (PNG, JPEG, TIFF, BMP, GIF)");
  }

  private static boolean startsWithAny(byte[] file, List<String> starts) {
    String head = new String(file, 0, Math.min(file.length, 132), StandardCharsets.ISO_8859_1);
    for (String start : starts) {
      boolean same = head.length() >= start.length();
      for (int i = 0; same && i < start.length(); i++) {
        same = start.charAt(i) == '.' || start.charAt(i) == head.charAt(i);
      }
      if (same) {
        return true;
      }
    }
    return false;
  }

  /** Its name in messages, and that of the readers. */
  String title() {
    return title;
  }

  /**
   * The header, checked.
   *
   * @param limit of the picture's pixels
   * @throws IOException if the file is cut off or damaged, holds several pictures, or has colours
   *     that are not read, or more pixels than the limit
   */
  RasterHeader header(byte[] file, PixelLimit limit) throws IOException {
    try {
      return header.read(file, limit);
    } catch (IndexOutOfBoundsException | BufferUnderflowException | EOFException e) {
      throw new IOException("is cut off or damaged: its %s header ends early".formatted(title), e);
    } catch (RuntimeException e) { // of many kinds, where a header contradicts itself
      throw new IOException("is damaged: its %s header cannot be read".formatted(title), e);
    }
  }
}
