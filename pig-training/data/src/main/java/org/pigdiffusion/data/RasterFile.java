package org.pigdiffusion.data;

import com.google.common.base.Throwables;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.pigdiffusion.data.RasterHeader.SampleKind;
import org.pigdiffusion.data.internal.PixelLimit;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;

/**
 * PNG, JPEG, BMP and GIF through the readers of the JDK, TIFF through that of TwelveMonkeys, at the
 * depth of the file, turned upright. The header is checked before the pixels are decoded.
 */
final class RasterFile {
  /**
   * What warnings do not touch the samples: a colour profile, a thumbnail, a last strip that is
   * shorter than the others (the header check has added up their lengths), a JPEG page of TIFF
   * whose strips bring their own tables.
   */
  private static final List<String> HARMLESS =
      List.of("rofile", "JFIF", "strip/tileByteCount", "Missing JPEGTables");

  private static final SizeLimit LIMIT = new SizeLimit("a picture", SizeLimit.ONE_ARRAY);

  private RasterFile() {}

  static PixelGrid read(Path file, MaskSamples wanted, PixelLimit limit) throws IOException {
    // From memory: the JDK's stream on a file is unbuffered, its default one writes a cache file.
    return read(RegularFile.bytes(file, LIMIT), wanted, limit);
  }

  static PixelGrid read(byte[] bytes, MaskSamples wanted, PixelLimit limit) throws IOException {
    RasterFormat format = RasterFormat.of(bytes);
    RasterHeader header = format.header(bytes, limit);
    Decoded decoded = decode(format, header, bytes);
    return header.orientation().upright(decoded.samples(header).grid(wanted));
  }

  /** The pixels, and the palette that they point into if there is one. */
  private record Decoded(Raster raster, Optional<IndexColorModel> palette) {
    RasterSamples samples(RasterHeader header) throws IOException {
      return new RasterSamples(raster, palette, header);
    }
  }

  private static Decoded decode(RasterFormat format, RasterHeader header, byte[] bytes)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    int pictures;
    Decoded decoded;
    ImageReader reader = reader(format);
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(bytes)) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      // Metadata is left out: kilobytes of a PNG text inflate to gigabytes.
      reader.setInput(in, false, true);
      pictures = reader.getNumImages(true);
      decoded = decode(reader, header);
    } catch (IOException | RuntimeException e) {
      // The readers answer some broken files with unchecked exceptions of many kinds.
      throw new IOException(reason(format, e), e);
    } finally {
      reader.dispose();
    }
    if (pictures != 1) {
      throw new IOException(
          "expected one picture, found %d in the %s file".formatted(pictures, format.title()));
    }
    requireSound(warnings);
    if (decoded.raster().getHeight() != header.height()
        || decoded.raster().getWidth() != header.width()) {
      throw new IOException("is damaged: its header and its pixels differ in size");
    }
    return decoded;
  }

  private static Decoded decode(ImageReader reader, RasterHeader header) throws IOException {
    if (header.kind() == SampleKind.FLOAT) {
      // Read as an image, floating-point samples would be clamped to [0, 1].
      return new Decoded(reader.readRaster(0, null), Optional.empty());
    }
    BufferedImage image = reader.read(0);
    return new Decoded(
        image.getRaster(),
        image.getColorModel() instanceof IndexColorModel palette
            ? Optional.of(palette)
            : Optional.empty());
  }

  private static ImageReader reader(RasterFormat format) throws IOException {
    if (format == RasterFormat.TIFF) {
      return new TIFFImageReaderSpi().createReaderInstance(null);
    }
    // The JDK's own, whatever other plug-ins the application has brought.
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.title());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if ("java.desktop".equals(reader.getClass().getModule().getName())) {
        return reader;
      }
    }
    throw new IOException("this Java runtime reads no " + format.title());
  }

  /** A decoder that warns has filled in what it could not read, such as the lower half. */
  private static void requireSound(List<String> warnings) throws IOException {
    for (String warning : warnings) {
      if (HARMLESS.stream().noneMatch(warning::contains)) {
        throw new IOException("is cut off or damaged: " + warning);
      }
    }
  }

  /**
   * In words of our own: those of a decoder, such as "/ by zero", are no sentence. What it refuses
   * on purpose it may add.
   */
  private static String reason(RasterFormat format, Exception e) {
    Throwable root = Throwables.getRootCause(e);
    String said =
        root instanceof IOException && !(root instanceof EOFException) && root.getMessage() != null
            ? " (the decoder says: %s)".formatted(root.getMessage())
            : "";
    return "is cut off, damaged, or of a kind that is not read: the pixels of the %s file cannot be"
            .formatted(format.title())
        + " decoded"
        + said;
  }
}
