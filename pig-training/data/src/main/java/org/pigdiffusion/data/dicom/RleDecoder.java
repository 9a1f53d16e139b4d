package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RLE of PS3.5 annex G: the bytes of all samples of one kind are a segment, packed by PackBits, the
 * most significant bytes first.
 */
final class RleDecoder implements FrameDecoder {
  static final String SYNTAX = TransferSyntax.RLE.uid();

  private static final int HEADER = 64;
  private static final int MOST_SEGMENTS = 15;

  /** Two bytes of a run stand for at most 128. */
  private static final int MOST_PACKED = 64;

  @Override
  public boolean decodes(String transferSyntax) {
    return transferSyntax.equals(SYNTAX);
  }

  @Override
  public int[] decode(byte[] frame, FrameFormat format) throws IOException {
    int bytesOfSample = format.bitsAllocated() / 8;
    int segments = format.samples() * bytesOfSample;
    int[] offsets = offsets(frame, segments);
    if ((long) format.pixels() * segments > (long) frame.length * MOST_PACKED) {
      throw new DicomException(
          "RLE: expected enough bytes for %d pixels, found %d"
              .formatted(format.pixels(), frame.length));
    }
    int[] codes = new int[format.length()];
    for (int s = 0; s < segments; s++) {
      int shift = 8 * (bytesOfSample - 1 - s % bytesOfSample);
      unpack(frame, offsets[s], offsets[s + 1], codes, s / bytesOfSample, format.samples(), shift);
    }
    return codes;
  }

  /** Where the segments begin, and where the last of them ends. */
  private static int[] offsets(byte[] frame, int segments) throws DicomException {
    if (segments == 0 || frame.length < HEADER) {
      throw new DicomException(
          "RLE: expected a header of 64 bytes and samples of whole bytes, found others");
    }
    ByteBuffer header = ByteBuffer.wrap(frame, 0, HEADER).order(ByteOrder.LITTLE_ENDIAN);
    int found = header.getInt();
    if (found != segments || segments > MOST_SEGMENTS) {
      throw new DicomException("RLE: expected %d segments, found %d".formatted(segments, found));
    }
    int[] offsets = new int[segments + 1];
    for (int s = 0; s < segments; s++) {
      offsets[s] = header.getInt();
      if (s == 0 ? offsets[s] != HEADER : offsets[s] < offsets[s - 1]) {
        throw new DicomException("RLE: expected offsets that ascend from 64, found " + offsets[s]);
      }
    }
    offsets[segments] = frame.length;
    if (offsets[segments - 1] > frame.length) {
      throw new DicomException(
          "RLE: expected offsets up to %d, found %d"
              .formatted(frame.length, offsets[segments - 1]));
    }
    return offsets;
  }

  /** Adds the bytes of one segment to every {@code step}-th code. */
  private static void unpack(
      byte[] frame, int from, int to, int[] codes, int first, int step, int shift)
      throws DicomException {
    int at = from;
    int out = first;
    while (out < codes.length && at < to) {
      int control = frame[at++];
      if (control == -128) {
        continue;
      }
      boolean run = control < 0;
      int length = run ? 1 - control : 1 + control;
      if (at + (run ? 1 : length) > to || length > (codes.length - out + step - 1) / step) {
        throw new DicomException(
            "RLE: expected %s of at most what is left of its segment, found %d"
                .formatted(run ? "a run" : "bytes", length));
      }
      for (int i = 0; i < length; i++) {
        codes[out] |= (frame[run ? at : at + i] & 0xFF) << shift;
        out += step;
      }
      at += run ? 1 : length;
    }
    if (out < codes.length) {
      throw new DicomException(
          "RLE: expected a segment of %d bytes, found %d"
              .formatted(codes.length / step, out / step));
    }
    // A segment is filled up to an even length (PS3.5 section G.3.1).
    if (to - at > 1) {
      throw new DicomException("RLE: expected the end of the segment, found more bytes");
    }
  }
}
