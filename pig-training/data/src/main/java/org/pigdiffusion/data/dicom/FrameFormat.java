package org.pigdiffusion.data.dicom;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;

/** What the header says of every frame (PS3.3 section C.7.6.3). */
public final class FrameFormat {
  private final String transferSyntax;
  private final int rows;
  private final int columns;
  private final int samples;
  private final int bitsAllocated;
  private final int bitsStored;
  private final int highBit;
  private final boolean signed;
  private final String photometricInterpretation;

  private FrameFormat(Builder builder) {
    this.transferSyntax = builder.transferSyntax;
    this.rows = builder.rows;
    this.columns = builder.columns;
    this.samples = builder.samples;
    this.bitsAllocated = builder.bitsAllocated;
    this.bitsStored = builder.bitsStored;
    this.highBit = builder.highBit;
    this.signed = builder.signed;
    this.photometricInterpretation = builder.photometricInterpretation;
  }

  /** Starts the format of unsigned grey frames of 8 bits. */
  public static Builder builder(
      String transferSyntax, int rows, int columns, String photometricInterpretation) {
    return new Builder(transferSyntax, rows, columns, photometricInterpretation);
  }

  /** UID of how the frames are coded. */
  public String transferSyntax() {
    return transferSyntax;
  }

  /** In [1, 65535]. */
  public int rows() {
    return rows;
  }

  /** In [1, 65535]. */
  public int columns() {
    return columns;
  }

  /** A pixel: 1, or 3 for colour. */
  public int samples() {
    return samples;
  }

  /** Of one sample: 1, 8, 16 or 32. */
  public int bitsAllocated() {
    return bitsAllocated;
  }

  /** Of those allocated, how many hold the value. */
  public int bitsStored() {
    return bitsStored;
  }

  /** The highest of these, at least {@code bitsStored - 1}. */
  public int highBit() {
    return highBit;
  }

  /** Whether the value is a two's complement. */
  public boolean signed() {
    return signed;
  }

  /** Such as {@code MONOCHROME2}, {@code RGB}, {@code YBR_FULL_422}. */
  public String photometricInterpretation() {
    return photometricInterpretation;
  }

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

  private Map<String, Object> byName() {
    return ImmutableMap.of(
        "transferSyntax", transferSyntax,
        "rows", rows,
        "columns", columns,
        "samples", samples,
        "bitsAllocated", bitsAllocated,
        "bitsStored", bitsStored,
        "highBit", highBit,
        "signed", signed,
        "photometricInterpretation", photometricInterpretation);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameFormat that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "FrameFormat[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects a format. Not safe to share between threads. */
  public static final class Builder {
    private final String transferSyntax;
    private final int rows;
    private final int columns;
    private int samples = 1;
    private int bitsAllocated = 8;
    private int bitsStored = 8;
    private int highBit = 7;
    private boolean signed;
    private final String photometricInterpretation;

    private Builder(
        String transferSyntax, int rows, int columns, String photometricInterpretation) {
      this.transferSyntax = transferSyntax;
      this.rows = rows;
      this.columns = columns;
      this.photometricInterpretation = photometricInterpretation;
    }

    /** Samples of a pixel: 1 unless set, or 3 for colour. */
    @CanIgnoreReturnValue
    public Builder samples(int ofPixel) {
      this.samples = ofPixel;
      return this;
    }

    /**
     * Bits allocated to a sample, bits stored of those, and the highest of these; 8, 8 and 7 unless
     * set.
     */
    @CanIgnoreReturnValue
    public Builder bits(int allocated, int stored, int highest) {
      this.bitsAllocated = allocated;
      this.bitsStored = stored;
      this.highBit = highest;
      return this;
    }

    /** Whether the value is a two's complement; not unless set. */
    @CanIgnoreReturnValue
    public Builder signed(boolean twosComplement) {
      this.signed = twosComplement;
      return this;
    }

    /** Builds the format. */
    public FrameFormat build() {
      return new FrameFormat(this);
    }
  }
}
