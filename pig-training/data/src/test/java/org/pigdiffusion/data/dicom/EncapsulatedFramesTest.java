package org.pigdiffusion.data.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The JPEG streams were made with DCMTK 3.6.7's dcmcjpeg from the values that are expected. */
class EncapsulatedFramesTest extends DicomTestBase {
  private static final byte[] NO_TABLE = {};

  /** dcmcjpeg +e1: 16 bits, unsigned. */
  private static final String LOSSLESS_16 =
      "/9j/4AAQSkZJRgABAQAAAQABAAD/wwALEAADAAQBAREA/8QAGwAAAQQDAAAAAAAAAAAAAAAAAAECCg8ICRD/2gAIAQEAAQAA"
          + "5HX/AP8AsASXTTCvgMEeD//Z";

  /** dcmcjpeg +el +sv 6: 12 bits, signed. */
  private static final String LOSSLESS_SIGNED =
      "/9j/4AAQSkZJRgABAQAAAQABAAD/wwALEAADAAQBAREA/8QAGgAAAgIDAAAAAAAAAAAAAAAADA8BBgkKC//aAAgBAQAGAAB8"
          + "AB/+P/yQAvOdQks/8ffn5RGWO+//2Q==";

  /** Predictor 5, a restart after every row, a difference of 32768. */
  private static final String RESTARTED =
      "/9j/xAAkAAAAAAARAAAAAAAAAAAAAAAAAQIDBAUGBwgJCgsMDQ4PEP/DAAsQAAMABAEBEQD/3QAEAAT/2gAIAQEABQAAhCAX"
          + "/9AJ4ABEh//ReABGqWm2zEtX/9k=";

  /** Predictor 7, 12 bits of which the lowest two are left out, a restart after two rows. */
  private static final String RESTARTED_AND_SHIFTED =
      "/9j/xAAkAAAAAAARAAAAAAAAAAAAAAAAAQIDBAUGBwgJCgsMDQ4PEP/DAAsMAAMABAEBEQD/3QAEAAj/2gAIAQEABwACU/6o"
          + "AU/6v/T/ANIAV/6gA//QU/6upULQ3//Z";

  /** dcmcjpeg +e1: RGB of 8 bits, without a mark of its colours. */
  private static final String LOSSLESS_RGB =
      "/9j/wwARCAACAAMDABEAAREAAhEA/8QAGAABAAMBAAAAAAAAAAAAAAAACAAFBwb/2gAMAwAAAQACAAEAAN/P5/AD/kAD/BVp"
          + "fL7ULTt02zf/2Q==";

  /** dcmcjpeg +eb +q 90: grey of 8 bits, 4 times the index of the pixel. */
  private static final String BASELINE =
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQ"
          + "ERMUFRUVDA8XGBYUGBIUFRT/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABkQAAEFAAAAAAAAAAAAAAAA"
          + "AAAGCSUyo//aAAgBAQAAPwAk023SLzP//9k=";

  /** dcmcjpeg +ee +q 90: 12 bits, which is not read. */
  private static final String EXTENDED_12 =
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQ"
          + "ERMUFRUVDA8XGBYUGBIUFRT/wQALDAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABwQAAAGAwAAAAAAAAAAAAAA"
          + "AAAKDSk2RlNjcf/aAAgBAQAAPwAqLcJuNFmusVF5qH//2Q==";

  private static byte[] stream(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static TestDicom jpeg(String syntax, byte[] stream, int rows, int columns) {
    return TestDicom.grey(rows, columns).syntax(syntax).fragments(NO_TABLE, stream);
  }

  private static TestDicom baseline(byte[] stream) {
    return jpeg(TestDicom.JPEG, stream, 8, 8).bits(8, 8, 7, 0);
  }

  @Test
  void jpegLosslessOfSixteenBitsIsExact() throws IOException {
    TestDicom made = jpeg(TestDicom.LOSSLESS_SV1, stream(LOSSLESS_16), 3, 4).bits(16, 16, 15, 0);
    assertArrayEquals(
        new float[] {0, 65535, 1, 32768, 256, 255, 1000, 40000, 7, 7, 7, 65000}, values(made));
  }

  @Test
  void jpegLosslessOfSignedValuesIsExact() throws IOException {
    TestDicom made = jpeg(TestDicom.LOSSLESS, stream(LOSSLESS_SIGNED), 3, 4);
    assertArrayEquals(
        new float[] {-2048, 2047, -1, 0, 1, -100, 100, -7, 1000, -1000, 5, 6},
        values(made.bits(16, 12, 11, 1)));
  }

  /** The streams of our own encoder, which pylibjpeg, DCMTK and GDCM decode to these values. */
  @Test
  void jpegLosslessWithRestartsAndAShiftIsExact() throws IOException {
    TestDicom everyRow = jpeg(TestDicom.LOSSLESS, stream(RESTARTED), 3, 4).bits(16, 16, 15, 0);
    assertArrayEquals(
        new float[] {0, 32768, 0, 65535, 32767, 1, 65535, 0, 5, 60000, 300, 2}, values(everyRow));
    TestDicom shifted = jpeg(TestDicom.LOSSLESS, stream(RESTARTED_AND_SHIFTED), 3, 4);
    assertArrayEquals(
        new float[] {0, 2048, 0, 4092, 2044, 0, 4092, 0, 0, 3748, 16, 0}, values(shifted));
  }

  @Test
  void jpegInColourIsReadAsTheHeaderSays() throws IOException {
    TestDicom made =
        TestDicom.color("RGB", 2, 3)
            .syntax(TestDicom.LOSSLESS_SV1)
            .fragments(NO_TABLE, stream(LOSSLESS_RGB));
    assertArrayEquals(
        new float[] {255, 0, 0, 10, 200, 255, 0, 255, 0, 20, 100, 255, 0, 0, 255, 30, 50, 255},
        values(made));
    // The same samples are luminance and differences if the header says so.
    made.text(0x00280004, "CS", "YBR_FULL");
    assertEquals(76, Math.round(255 + 1.402 * -128));
    assertEquals(76, values(made)[0]);
  }

  @Test
  void jpegBaselineIsReadToWithinOneLevel() throws IOException {
    float[] expected = new float[64];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = 4 * i;
    }
    // The greatest difference of pydicom's decoder on this stream is 2.
    assertArrayEquals(expected, values(baseline(stream(BASELINE))), 2);
  }

  @Test
  void jpegThatIsCutOrNotAsTheHeaderSaysIsRefused() {
    byte[] whole = stream(BASELINE);
    byte[] cut = Arrays.copyOf(whole, whole.length - 8);
    requireRefused(baseline(cut), "frame 1 at byte", "the marker of an end");
    byte[] cutAndEnded = Arrays.copyOf(cut, cut.length + 2);
    cutAndEnded[cut.length] = (byte) 0xFF;
    cutAndEnded[cut.length + 1] = (byte) 0xD9;
    requireRefused(baseline(cutAndEnded), "JPEG: expected a whole stream");
    byte[] lossless = stream(LOSSLESS_16);
    for (int cutBy : new int[] {2, 4, 8}) {
      byte[] losslessCut = Arrays.copyOf(lossless, lossless.length - cutBy);
      requireRefused(
          jpeg(TestDicom.LOSSLESS_SV1, losslessCut, 3, 4).bits(16, 16, 15, 0), "JPEG: expected");
      byte[] losslessCutAndEnded = Arrays.copyOf(losslessCut, losslessCut.length + 2);
      losslessCutAndEnded[losslessCut.length] = (byte) 0xFF;
      losslessCutAndEnded[losslessCut.length + 1] = (byte) 0xD9;
      TestDicom ended = jpeg(TestDicom.LOSSLESS_SV1, losslessCutAndEnded, 3, 4);
      if (cutBy > 2) {
        requireRefused(ended.bits(16, 16, 15, 0), "the end of the scan");
      }
    }
    requireRefused(
        jpeg(TestDicom.JPEG, whole, 9, 8).bits(8, 8, 7, 0), "expected 9x8x1", "found 8x8x1");
    requireRefused(jpeg(TestDicom.JPEG, whole, 8, 8), "from 12 to 16 bits, found 8");
    requireRefused(baseline(whole).syntax(TestDicom.LOSSLESS_SV1), "frame marker FFC0");
    requireRefused(
        jpeg(TestDicom.JPEG_EXTENDED, stream(EXTENDED_12), 8, 8), "found 12", "dcmdjpeg");
  }

  @Test
  void aSmallJpegCannotAskForMuchMemory() {
    byte[] huge = stream(BASELINE);
    int frame = 0;
    while (huge[frame] != (byte) 0xFF || huge[frame + 1] != (byte) 0xC0) {
      frame++;
    }
    Arrays.fill(huge, frame + 5, frame + 9, (byte) 0x26);
    requireRefused(jpeg(TestDicom.JPEG, huge, 0x2626, 0x2626).bits(8, 8, 7, 0), "enough bytes for");
  }

  @Test
  void framesAreFoundByOffsetOrByFragment() throws IOException {
    byte[] first = RleFramesTest.rle(new int[] {-3, 1}, new int[] {-3, 0});
    byte[] second = RleFramesTest.rle(new int[] {-3, 2}, new int[] {-3, 7});
    TestDicom made = TestDicom.grey(2, 2).syntax(TestDicom.RLE).frames(2);
    for (TestDicom file :
        new TestDicom[] {
          made.fragments(NO_TABLE, first, second),
          made.fragments(table(0, 8 + first.length), first, second)
        }) {
      DicomImage image = open(file);
      assertEquals(2, image.frames());
      assertArrayEquals(new float[] {256, 256, 256, 256}, image.frame(1).values());
      assertArrayEquals(new float[] {519, 519, 519, 519}, image.frame(2).values());
    }
    byte[] half = Arrays.copyOf(second, 64);
    byte[] rest = Arrays.copyOfRange(second, 64, second.length);
    made.fragments(table(0, 8 + first.length), first, half, rest);
    assertArrayEquals(new float[] {519, 519, 519, 519}, open(made).frame(2).values());
    made.fragments(NO_TABLE, first, half, rest).raw(0x7FE00001, "OV", longs(0, 8 + first.length));
    assertArrayEquals(new float[] {519, 519, 519, 519}, open(made).frame(2).values());
  }

  @Test
  void framesThatCannotBeToldApartAreRefused() {
    byte[] frame = RleFramesTest.rle(new int[] {-3, 1}, new int[] {-3, 0});
    TestDicom made = TestDicom.grey(2, 2).syntax(TestDicom.RLE).frames(2);
    requireRefused(made.fragments(NO_TABLE, frame), "expected 2 frame(s), found 1 fragment(s)");
    requireRefused(made.fragments(NO_TABLE, frame, frame, frame), "or an offset table");
    requireRefused(made.fragments(table(0, 9), frame, frame), "a fragment at offset 9 for frame 2");
    requireRefused(made.fragments(table(0), frame, frame), "a table of 2 offsets", "1 offsets");
    requireRefused(made.words(0x7FE00010, "OW", 1, 2, 3, 4), "fragments in a compressed file");
    requireRefused(
        made.fragments(NO_TABLE, frame, frame).syntax(TestDicom.EXPLICIT), "a defined length");
  }

  private static byte[] table(int... offsets) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(offsets).forEach(bytes::putInt);
    return bytes.array();
  }

  private static byte[] longs(long... offsets) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(offsets).forEach(bytes::putLong);
    return bytes.array();
  }

  @Test
  void otherSyntaxesAreRefusedByNameWithACommand() {
    TestDicom made = TestDicom.grey(2, 2).fragments(NO_TABLE, new byte[2]);
    requireRefused(
        made.syntax("1.2.840.10008.1.2.4.90"), "JPEG 2000 Lossless", "gdcmconv --raw in.dcm");
    requireRefused(made.syntax("1.2.840.10008.1.2.4.80"), "JPEG-LS Lossless", "dcmdjpls in.dcm");
    requireRefused(made.syntax("1.2.840.10008.1.2.4.55"), "JPEG Full Progression", "dcmdjpeg");
    requireRefused(made.syntax("1.2.840.10008.1.2.4.102"), "MPEG-4 AVC/H.264", "gdcmraw");
    requireRefused(made.syntax("1.2.840.10008.1.2.4.201"), "High-Throughput", "pydicom");
    requireRefused(made.syntax("1.2.840.10008.1.2.4.110"), "JPEG XL", "export it again");
    requireRefused(made.syntax("1.2.3.4"), "an unknown one (1.2.3.4)", "export it again");
  }

  @Test
  void aDecoderCanBePluggedIn() throws IOException {
    FrameDecoder decoder =
        new FrameDecoder() {
          @Override
          public boolean decodes(String transferSyntax) {
            return transferSyntax.equals("1.2.840.10008.1.2.4.90");
          }

          @Override
          public int[] decode(byte[] frame, FrameFormat format) throws IOException {
            if (frame[0] == 0) {
              throw new IOException("is broken");
            }
            int[] samples = new int[format.length()];
            Arrays.fill(samples, frame[0]);
            return samples;
          }
        };
    DicomOptions options = DicomOptions.standard().decoder(decoder);
    TestDicom made =
        TestDicom.color("YBR_RCT", 1, 2)
            .syntax("1.2.840.10008.1.2.4.90")
            .frames(2)
            .fragments(NO_TABLE, new byte[] {7, 7}, new byte[2]);
    DicomImage image = open(made, options);
    assertArrayEquals(new float[] {7, 7, 7, 7, 7, 7}, image.frame(1).values());
    DicomException e = assertThrows(DicomException.class, () -> image.frame(2));
    assertTrue(e.getMessage().contains("frame 2 at byte"), e.getMessage());
    assertTrue(e.getMessage().contains("is broken"), e.getMessage());
  }
}
