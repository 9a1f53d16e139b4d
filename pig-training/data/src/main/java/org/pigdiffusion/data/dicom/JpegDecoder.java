package org.pigdiffusion.data.dicom;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG baseline and extended of 8 bits through the JDK's reader, and lossless of up to 16. Colours
 * are not converted: the stream's own idea of its colours is often wrong in DICOM, where the
 * photometric interpretation tells them.
 */
final class JpegDecoder implements FrameDecoder {
  private static final int BASELINE = 0xC0;
  private static final int EXTENDED = 0xC1;
  private static final int LOSSLESS = 0xC3;
  private static final Set<String> LOSSY_SYNTAXES =
      Set.of(TransferSyntax.JPEG_BASELINE.uid(), TransferSyntax.JPEG_EXTENDED.uid());
  private static final Set<String> LOSSLESS_SYNTAXES =
      Set.of(TransferSyntax.JPEG_LOSSLESS.uid(), TransferSyntax.JPEG_LOSSLESS_SV1.uid());

  /** A block of 64 samples takes two bits at least, a sample of a lossless stream one bit. */
  private static final int MOST_SAMPLES_OF_A_BYTE = 256;

  @Override
  public boolean decodes(String transferSyntax) {
    return LOSSY_SYNTAXES.contains(transferSyntax) || LOSSLESS_SYNTAXES.contains(transferSyntax);
  }

  @Override
  public int[] decode(byte[] frame, FrameFormat format) throws IOException {
    JpegSegments segments = JpegSegments.of(frame);
    JpegHeader header = JpegHeader.of(segments);
    requireProcess(header, format);
    requireFormat(header, format);
    if (format.pixels() > (long) frame.length * MOST_SAMPLES_OF_A_BYTE) {
      throw new DicomException(
          "JPEG: expected enough bytes for %d pixels, found %d"
              .formatted(format.pixels(), frame.length));
    }
    return header.process() == LOSSLESS
        ? LosslessJpeg.decode(frame, segments, header)
        : samples(raster(frame), format);
  }

  private static void requireProcess(JpegHeader header, FrameFormat format) throws DicomException {
    boolean lossless = LOSSLESS_SYNTAXES.contains(format.transferSyntax());
    int process = header.process();
    if (lossless ? process != LOSSLESS : process != BASELINE && process != EXTENDED) {
      throw new DicomException(
          "JPEG: expected a stream of %s, found the frame marker FF%02X"
              .formatted(TransferSyntax.show(format.transferSyntax()), process));
    }
    if (!lossless && header.precision() != 8) {
      throw new DicomException(
          "JPEG: expected 8 bits, found %d, which is not decoded unless lossless; %s"
              .formatted(header.precision(), Remedy.JPEG.text()));
    }
  }

  private static void requireFormat(JpegHeader header, FrameFormat format) throws DicomException {
    if (header.rows() != format.rows()
        || header.columns() != format.columns()
        || header.components() != format.samples()) {
      throw new DicomException(
          "JPEG: expected %dx%dx%d as in the header, found %dx%dx%d"
              .formatted(
                  format.rows(),
                  format.columns(),
                  format.samples(),
                  header.rows(),
                  header.columns(),
                  header.components()));
    }
    if (header.precision() < format.bitsStored() || header.precision() > format.bitsAllocated()) {
      throw new DicomException(
          "JPEG: expected from %d to %d bits, found %d"
              .formatted(format.bitsStored(), format.bitsAllocated(), header.precision()));
    }
    boolean rgb = format.photometricInterpretation().equals("RGB");
    if (format.samples() == 3
        && header.adobeTransform().isPresent()
        && header.adobeTransform().getAsInt() != (rgb ? 0 : 1)) {
      throw new DicomException(
          "JPEG: expected %s as in the header, found Adobe's mark of %s"
              .formatted(format.photometricInterpretation(), rgb ? "YCbCr" : "RGB"));
    }
  }

  private static Raster raster(byte[] frame) throws IOException {
    requireEnd(frame);
    List<String> warnings = new ArrayList<>();
    ImageReader reader = reader();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(frame))) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(in);
      Raster raster = reader.readRaster(0, null);
      if (!warnings.isEmpty()) {
        throw new DicomException("JPEG: expected a whole stream, found: " + warnings.get(0));
      }
      return raster;
    } catch (RuntimeException e) {
      // The reader answers some broken streams with unchecked exceptions of many kinds.
      throw new DicomException("JPEG: cannot be decoded: " + e, e);
    } finally {
      reader.dispose();
    }
  }

  /** A decoder fills up what is missing of a stream that was cut. */
  private static void requireEnd(byte[] stream) throws DicomException {
    int end = stream.length;
    while (end > 0 && stream[end - 1] == 0) {
      end--;
    }
    if (end < 2 || stream[end - 2] != (byte) 0xFF || stream[end - 1] != (byte) JpegSegments.END) {
      throw new DicomException("JPEG: expected the marker of an end, found none; is it cut?");
    }
  }

  /** The JDK's own, whatever else is on the class path: no other is known to the tests. */
  private static ImageReader reader() throws DicomException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (Objects.equals(reader.getClass().getModule(), ImageIO.class.getModule())) {
        return reader;
      }
      reader.dispose();
    }
    throw new DicomException("JPEG: expected the JDK's reader, found none");
  }

  private static int[] samples(Raster raster, FrameFormat format) throws DicomException {
    if (raster.getWidth() != format.columns()
        || raster.getHeight() != format.rows()
        || raster.getNumBands() != format.samples()) {
      throw new DicomException("JPEG: expected the size in its header, found another");
    }
    return raster.getPixels(
        raster.getMinX(),
        raster.getMinY(),
        format.columns(),
        format.rows(),
        new int[format.length()]);
  }
}
