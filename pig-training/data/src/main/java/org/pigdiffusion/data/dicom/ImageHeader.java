package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.pigdiffusion.data.internal.PixelLimit;

/**
 * The image pixel module (PS3.3 section C.7.6.3), each value checked against the others.
 *
 * @param format of every frame
 * @param frames how many there are
 * @param planar whether all samples of one colour come before those of the next
 */
record ImageHeader(FrameFormat format, int frames, boolean planar) {
  private static final int MOST = 65535;
  private static final int MOST_FRAMES = 1 << 20;
  private static final Set<String> ONE_SAMPLE =
      Set.of("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR");
  private static final Set<String> THREE_SAMPLES = Set.of("RGB", "YBR_FULL", "YBR_FULL_422");
  private static final Set<String> OF_JPEG_2000 = Set.of("YBR_ICT", "YBR_RCT");

  static ImageHeader of(DicomFile file, PixelLimit limit) throws IOException {
    DataSet data = file.data();
    requirePixels(data);
    int samples = data.integer(Tag.SAMPLES, 1, MOST);
    String photometric = photometric(data, samples, file.transferSyntax());
    int allocated = data.integer(Tag.BITS_ALLOCATED, 1, MOST);
    if (!Set.of(1, 8, 16, 32).contains(allocated) || (allocated == 1 && samples > 1)) {
      throw data.error(Tag.BITS_ALLOCATED, "8, 16 or 32, or 1 of grey", "" + allocated);
    }
    int stored = data.integer(Tag.BITS_STORED, 1, allocated);
    boolean signed = data.integer(Tag.SIGNED, 0, 1) == 1;
    boolean grey = photometric.startsWith("MONOCHROME");
    if (photometric.equals("YBR_FULL_422") && file.transferSyntax().equals(RleDecoder.SYNTAX)) {
      throw data.error(Tag.PHOTOMETRIC, "YBR_FULL, as RLE halves nothing", photometric);
    }
    if (signed && !grey) {
      throw data.error(Tag.SIGNED, "0, unsigned, for " + photometric, "1");
    }
    if (photometric.startsWith("YBR_FULL") && stored != 8) {
      throw data.error(Tag.BITS_STORED, "8 for " + photometric, "" + stored);
    }
    FrameFormat format =
        FrameFormat.builder(
                file.transferSyntax(),
                data.integer(Tag.ROWS, 1, MOST),
                data.integer(Tag.COLUMNS, 1, MOST),
                photometric)
            .samples(samples)
            .bits(allocated, stored, data.integer(Tag.HIGH_BIT, stored - 1, allocated - 1))
            .signed(signed)
            .build();
    requireSize(format, limit);
    return new ImageHeader(
        format,
        data.integer(Tag.FRAMES, 1, MOST_FRAMES, 1),
        samples > 1 && data.integer(Tag.PLANAR, 0, 1) == 1);
  }

  private static void requirePixels(DataSet data) throws IOException {
    if (data.has(Tag.FLOAT_PIXELS) || data.has(Tag.DOUBLE_PIXELS)) {
      throw new DicomException("expected pixels of whole numbers, found Float Pixel Data");
    }
    if (!data.has(Tag.PIXELS)) {
      throw new DicomException(
          "expected a picture, found no %s in an object of SOP class %s"
              .formatted(Tag.PIXELS, data.text(Tag.SOP_CLASS).orElse("none")));
    }
  }

  private static String photometric(DataSet data, int samples, String syntax) throws IOException {
    String found = data.text(Tag.PHOTOMETRIC).orElse("none");
    boolean maybeJpeg2000 = !TransferSyntax.isNative(syntax) && !RleDecoder.SYNTAX.equals(syntax);
    boolean three =
        THREE_SAMPLES.contains(found) || (maybeJpeg2000 && OF_JPEG_2000.contains(found));
    if (!three && !ONE_SAMPLE.contains(found)) {
      throw data.error(
          Tag.PHOTOMETRIC,
          "MONOCHROME1, MONOCHROME2, PALETTE COLOR, RGB, YBR_FULL or YBR_FULL_422",
          found);
    }
    if (samples != (three ? 3 : 1)) {
      throw data.error(
          Tag.SAMPLES, (three ? "3" : "1") + " for " + found, Integer.toString(samples));
    }
    return found;
  }

  private static void requireSize(FrameFormat format, PixelLimit limit) throws DicomException {
    Optional<String> fault = limit.fault(format.rows(), format.columns(), format.samples());
    if (fault.isPresent()) {
      throw new DicomException(fault.get());
    }
  }
}
