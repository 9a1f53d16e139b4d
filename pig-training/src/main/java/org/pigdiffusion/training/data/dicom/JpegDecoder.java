package org.pigdiffusion.training.data.dicom;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG baseline and extended of 8 bits, and lossless of up to 16, through TwelveMonkeys ImageIO.
 * Colours are not converted: the stream's own idea of its colours is often wrong in DICOM, where
 * the photometric interpretation tells them.
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
    JpegHeader header = JpegHeader.of(frame);
    requireProcess(header, format);
    requireFormat(header, format);
    JpegHeader.requireEnd(frame);
    if (format.pixels() > (long) frame.length * MOST_SAMPLES_OF_A_BYTE) {
      throw new DicomException(
          "JPEG: expected enough bytes for %d pixels, found %d"
              .formatted(format.pixels(), frame.length));
    }
    return samples(raster(frame), format);
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
    List<String> warnings = new ArrayList<>();
    ImageReader reader = provider().createReaderInstance();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(frame))) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(in);
      Raster raster = reader.readRaster(0, null);
      if (!warnings.isEmpty()) {
        throw new DicomException("JPEG: expected a whole stream, found: " + warnings.get(0));
      }
      return raster;
    } catch (RuntimeException e) {
      // The readers answer some broken streams with unchecked exceptions of many kinds.
      throw new DicomException("JPEG: cannot be decoded: " + e, e);
    } finally {
      reader.dispose();
    }
  }

  /** Not by format name: the JDK's own reader, which is without lossless, bears it too. */
  private static JPEGImageReaderSpi provider() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    Optional<JPEGImageReaderSpi> known =
        Optional.ofNullable(registry.getServiceProviderByClass(JPEGImageReaderSpi.class));
    if (known.isPresent()) {
      return known.get();
    }
    // Where the plug-ins of this class path are not searched, as in a container. It finds the
    // JDK's reader, to which it hands all but lossless streams, when it is registered.
    JPEGImageReaderSpi added = new JPEGImageReaderSpi();
    registry.registerServiceProvider(added);
    return added;
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
