package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.pigdiffusion.data.dicom.DicomImage;
import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.data.dicom.DicomPicture;
import org.pigdiffusion.data.dicom.VoiChoice;
import org.pigdiffusion.data.internal.HeapLimit;
import org.pigdiffusion.data.internal.PixelLimit;

/** A file of one or more pictures of one size, numbered from 1. */
interface PictureFile {
  /** How such a file is opened. */
  @FunctionalInterface
  interface Opening {
    PictureFile open() throws IOException;
  }

  int count();

  PixelGrid picture(int number) throws IOException;

  /** A file that is to be seen as a viewer shows it. */
  static PictureFile image(Path file, DicomOptions options, PixelLimit limit) throws IOException {
    return isDicom(file)
        ? new Frames(DicomImage.open(file, options, limit.pixels()))
        : single(file, MaskSamples.GREY, limit);
  }

  /** A file whose values stand for classes: no window may change them, nor may one turn them. */
  static PictureFile mask(Path file, DicomOptions options, MaskSamples wanted, PixelLimit limit)
      throws IOException {
    if (!isDicom(file)) {
      return single(file, wanted, limit);
    }
    if (wanted != MaskSamples.GREY) {
      throw new IOException("MaskSamples: expected GREY for a DICOM file, found " + wanted);
    }
    DicomImage mask = DicomImage.open(file, options.voi(VoiChoice.none()), limit.pixels());
    if (mask.isInverse()) {
      throw new IOException(
          "mask: expected MONOCHROME2, found MONOCHROME1 or presentation LUT shape INVERSE, which"
              + " leaves open whether 0 is the background; if it is, DCMTK's dcmodify -imt -m"
              + " \"(0028,0004)=MONOCHROME2\" -ea \"(2050,0020)\" mask.dcm");
    }
    return new Frames(mask);
  }

  private static PictureFile single(Path file, MaskSamples wanted, PixelLimit limit)
      throws IOException {
    try {
      return new Single(RasterFile.read(file, wanted, limit));
    } catch (OutOfMemoryError e) {
      throw tooLarge(e);
    }
  }

  /** The picture of a file in memory that is not DICOM. */
  static PixelGrid decode(byte[] file, PixelLimit limit) throws IOException {
    try {
      return RasterFile.read(file, MaskSamples.GREY, limit);
    } catch (OutOfMemoryError e) {
      throw tooLarge(e);
    }
  }

  private static IOException tooLarge(OutOfMemoryError cause) {
    return new IOException(HeapLimit.fault(), cause);
  }

  /**
   * Whether the file's name ends as a picture's. Formats that are not read are among them, so that
   * such a file is refused by name, not left out in silence.
   */
  static boolean isKnown(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.matches(
        "(?s)[^.].*\\.(png|jpg|jpeg|jpe|jfif|tif|tiff|btf|tf8|bmp|gif|dcm|dicom"
            + "|webp|jp2|j2k|jxl|heic|heif|avif|pgm|ppm|pnm|psd)");
  }

  /** By name; files without a known ending, as DICOM files often are, by their mark. */
  private static boolean isDicom(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".dcm")
        || name.endsWith(".dicom")
        || (!isKnown(file) && DicomImage.isMarked(file));
  }

  /** A file of one picture. */
  record Single(PixelGrid picture) implements PictureFile {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public PixelGrid picture(int number) {
      return picture;
    }
  }

  /** The frames of a DICOM file. */
  record Frames(DicomImage image) implements PictureFile {
    @Override
    public int count() {
      return image.frames();
    }

    @Override
    public PixelGrid picture(int number) throws IOException {
      DicomPicture frame = image.frame(number);
      return PixelGrid.adopt(
          frame.channels(),
          frame.height(),
          frame.width(),
          new IntensityRange(frame.low(), frame.high()),
          frame.values());
    }
  }
}
