package org.pigdiffusion.training.data.dicom;

/**
 * What the header says of every frame (PS3.3 section C.7.6.3).
 *
 * @param transferSyntax UID of how the frames are coded
 * @param rows in [1, 65535]
 * @param columns in [1, 65535]
 * @param samples a pixel: 1, or 3 for colour
 * @param bitsAllocated of one sample: 1, 8, 16 or 32
 * @param bitsStored of those allocated, how many hold the value
 * @param highBit the highest of these, at least {@code bitsStored - 1}
 * @param signed whether the value is a two's complement
 * @param photometricInterpretation such as {@code MONOCHROME2}, {@code RGB}, {@code YBR_FULL_422}
 */
public record FrameFormat(
    String transferSyntax,
    int rows,
    int columns,
    int samples,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    String photometricInterpretation) {

  /** Rows by columns. */
  public int pixels() {
    return rows * columns;
  }

  /** Rows by columns by samples. */
  public int length() {
    return pixels() * samples;
  }

  boolean isGrey() {
    return photometricInterpretation.startsWith("MONOCHROME");
  }

  /** The value that a code stands for: the stored bits, shifted down, with their sign. */
  double value(int code) {
    int above = Integer.SIZE - 1 - highBit;
    int spare = Integer.SIZE - bitsStored;
    int top = code << above;
    return signed ? top >> spare : (double) Integer.toUnsignedLong(top >>> spare);
  }

  double least() {
    return signed ? -Math.scalb(1.0, bitsStored - 1) : 0;
  }

  double most() {
    return Math.scalb(1.0, signed ? bitsStored - 1 : bitsStored) - 1;
  }
}
