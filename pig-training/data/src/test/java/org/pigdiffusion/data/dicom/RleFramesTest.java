package org.pigdiffusion.data.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Frames in the run-length encoding of PS3.5, annex G. */
class RleFramesTest extends DicomTestBase {
  private static final byte[] NO_TABLE = {};

  @Test
  void rleOfSixteenBitsIsUnpacked() throws IOException {
    // High bytes: a run of four 1; low bytes: 0, 0, literally 5 and 6.
    byte[] frame = rle(new int[] {-3, 1}, new int[] {-1, 0, -128, 1, 5, 6});
    TestDicom made = TestDicom.grey(2, 2).syntax(TestDicom.RLE).fragments(NO_TABLE, frame);
    assertArrayEquals(new float[] {256, 256, 261, 262}, values(made));
  }

  @Test
  void rleInColourIsOneSegmentAColour() throws IOException {
    byte[] frame = rle(new int[] {1, 1, 2}, new int[] {1, 3, 4}, new int[] {-1, 9});
    TestDicom made = TestDicom.color("RGB", 1, 2).syntax(TestDicom.RLE).fragments(NO_TABLE, frame);
    assertArrayEquals(new float[] {1, 2, 3, 4, 9, 9}, values(made));
  }

  @Test
  void malformedRleIsRefused() {
    requireRefused(rleFrame(rle(new int[] {-3, 1})), "expected 2 segments, found 1");
    requireRefused(rleFrame(rle(new int[] {-3, 1}, new int[] {-2, 0})), "4 bytes, found 3");
    requireRefused(rleFrame(rle(new int[] {-3, 1}, new int[] {-4, 0})), "expected a run");
    requireRefused(rleFrame(rle(new int[] {-3, 1}, new int[] {9, 0})), "expected bytes");
    requireRefused(rleFrame(rle(new int[] {-3, 1}, new int[] {-3, 0, 1, 1})), "more bytes");
    byte[] wrongOffset = rle(new int[] {-3, 1}, new int[] {-3, 0});
    wrongOffset[8] = 99;
    requireRefused(rleFrame(wrongOffset), "offsets up to 68");
    requireRefused(rleFrame(new byte[10]), "a header of 64 bytes");
    requireRefused(
        TestDicom.grey(9000, 10000)
            .syntax(TestDicom.RLE)
            .fragments(NO_TABLE, rle(new int[] {-3, 1}, new int[] {-3, 0})),
        "enough bytes for 90000000 pixels");
  }

  private static TestDicom rleFrame(byte[] frame) {
    return TestDicom.grey(2, 2).syntax(TestDicom.RLE).fragments(NO_TABLE, frame);
  }

  static byte[] rle(int[]... segments) {
    ByteBuffer frame =
        ByteBuffer.allocate(64 + Arrays.stream(segments).mapToInt(RleLength::of).sum())
            .order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(segments.length);
    int offset = 64;
    for (int[] segment : segments) {
      frame.putInt(offset);
      frame.mark().position(offset);
      for (int value : segment) {
        frame.put((byte) value);
      }
      frame.reset();
      offset += RleLength.of(segment);
    }
    return frame.array();
  }

  /** Segments are filled up to an even length. */
  private static final class RleLength {
    static int of(int[] segment) {
      return segment.length + segment.length % 2;
    }
  }
}
