package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.file.Path;
import org.pigdiffusion.data.internal.HeapLimit;
import org.pigdiffusion.data.internal.PixelLimit;

/**
 * The picture of a DICOM file, frame by frame.
 *
 * <pre>{@code
 * DicomImage image = DicomImage.open(Path.of("tomosynthesis.dcm"), DicomOptions.standard());
 * for (int number = 1; number <= image.frames(); number++) {
 *   DicomPicture picture = image.frame(number);
 * }
 * }</pre>
 *
 * <p>Read are files of PS3.10 with uncompressed pixels (implicit and explicit, little and big
 * endian, deflated), RLE, JPEG baseline, JPEG extended of 8 bits and JPEG lossless; others through
 * a {@link FrameDecoder}.
 *
 * <p>A grey picture is taken through slope and intercept or the modality table, then through one
 * window or table (see {@link VoiChoice}), and turned over if its least value is white
 * (MONOCHROME1, or presentation LUT shape INVERSE), so that more is always brighter. A linear
 * window cuts values off and leaves their unit; a sigmoid gives 0 to 1, a table what its bits can
 * hold. Functional groups, shared or of a frame, go before what stands outside them. A picture in
 * colour comes as red, green and blue; PS3.3 gives windows no meaning for it. Overlays and the
 * padding value are not looked at.
 *
 * <p>The header is in memory, a frame only while it is read; no file is kept open. Safe to use from
 * several threads if the decoders are.
 */
public final class DicomImage {
  private final Path file;
  private final DataSet data;
  private final ImageHeader header;
  private final FrameGroups groups;
  private final FrameSource source;
  private final VoiChoice voi;
  private final boolean inverse;

  private DicomImage(Path file, DicomOptions options, PixelLimit limit) throws IOException {
    DicomFile read = DicomFile.read(file);
    this.file = file;
    this.data = read.data();
    this.header = ImageHeader.of(read, limit);
    this.groups = FrameGroups.of(data, header.frames());
    this.source = FrameSource.of(read, header, options);
    this.voi = options.voi();
    this.inverse = header.format().isGrey() && Presentation.isInverse(data, header.format());
    Segmentation.requireSimple(data, header.frames());
  }

  /**
   * Reads and checks the header, with a limit of 100 million pixels a frame.
   *
   * @throws DicomException if the file is malformed, is of a kind that is not read, or does not fit
   *     the memory that Java may take
   * @throws IOException if the file cannot be read at all
   */
  public static DicomImage open(Path file, DicomOptions options) throws IOException {
    return open(file, options, PixelLimit.STANDARD.pixels());
  }

  /**
   * As {@link #open(Path, DicomOptions)}, with another limit.
   *
   * @param pixelLimit rows by columns of a frame; a file whose header says more is refused
   * @throws IllegalArgumentException if it is no limit
   */
  public static DicomImage open(Path file, DicomOptions options, long pixelLimit)
      throws IOException {
    PixelLimit limit = new PixelLimit(pixelLimit);
    try {
      return new DicomImage(file, options, limit);
    } catch (DicomException e) {
      throw e.in(file);
    } catch (OutOfMemoryError e) {
      throw new DicomException(HeapLimit.fault(), e).in(file);
    }
  }

  /** Whether a file bears the mark of DICOM, whatever its name. */
  public static boolean isMarked(Path file) throws IOException {
    return DicomFile.isMarked(file);
  }

  /** The number of frames in the file, whichever are chosen. */
  public int frames() {
    return header.frames();
  }

  /** Whether the least stored value is white, hence the picture turned over. */
  public boolean isInverse() {
    return inverse;
  }

  /**
   * Decodes one frame.
   *
   * @param number counted from 1
   * @throws IllegalArgumentException if there is no such frame
   * @throws DicomException if the frame is malformed, lacks the window that was asked for, has
   *     pixels that are not square, or does not fit the memory that Java may take
   * @throws IOException if the file cannot be read any more
   */
  public DicomPicture frame(int number) throws IOException {
    if (number < 1 || number > frames()) {
      throw new IllegalArgumentException(
          "frame: expected in [1,%d], found %d".formatted(frames(), number));
    }
    try {
      FrameFormat format = header.format();
      SquarePixels.require(data, groups, number);
      requireMemory(format);
      return format.isGrey() ? grey(number) : ColorFrame.of(data, format, source.codes(number));
    } catch (DicomException e) {
      throw e.in(file);
    } catch (OutOfMemoryError e) {
      throw new DicomException(HeapLimit.fault(), e).in(file);
    }
  }

  /** The samples as the file codes them, and their values. */
  private static void requireMemory(FrameFormat format) throws DicomException {
    if (HeapLimit.isExceededBy((long) format.length() * (Integer.BYTES + Float.BYTES))) {
      throw new DicomException(HeapLimit.fault());
    }
  }

  private DicomPicture grey(int number) throws IOException {
    FrameFormat format = header.format();
    GreyScale modality = Modality.of(data, groups, number, format);
    GreyScale seen = Voi.of(data, groups, number, voi, modality);
    GreyScale shown = inverse ? seen.inverted() : seen;
    shown.requireRange();
    int[] codes = source.codes(number);
    float[] values = new float[codes.length];
    for (int i = 0; i < codes.length; i++) {
      values[i] = (float) shown.function().applyAsDouble(format.value(codes[i]));
    }
    return DicomPicture.of(format, 1, shown.low(), shown.high(), values);
  }
}
