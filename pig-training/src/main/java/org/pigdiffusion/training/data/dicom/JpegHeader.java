package org.pigdiffusion.training.data.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * What a JPEG stream says of itself (ITU-T T.81 annex B), looked at before it is decoded: a few
 * bytes may ask for a picture of gigabytes.
 *
 * @param process the frame marker: 0xC0 baseline, 0xC1 extended, 0xC3 lossless
 * @param precision bits of a sample
 * @param adobeTransform 0 for RGB and 1 for YCbCr, if the encoder says
 */
record JpegHeader(
    int process, int precision, int rows, int columns, int components, OptionalInt adobeTransform) {
  private static final int START = 0xD8;
  private static final int END = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int ADOBE_MARKER = 0xEE;
  private static final int ADOBE_LENGTH = 12;
  private static final int FRAME_LENGTH = 6;

  static JpegHeader of(byte[] stream) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(stream);
    if (stream.length < 4 || in.getShort() != (short) (0xFF00 | START)) {
      throw new DicomException("JPEG: expected the marker of a start, found none");
    }
    OptionalInt transform = OptionalInt.empty();
    JpegHeader header = null;
    while (true) {
      int marker = marker(in);
      if (marker == START_OF_SCAN) {
        break;
      }
      ByteBuffer segment = segment(in);
      if (isFrame(marker)) {
        if (header != null) {
          throw new DicomException("JPEG: expected one frame, found several");
        }
        header = frame(marker, segment);
      } else if (marker == ADOBE_MARKER && isAdobe(segment)) {
        transform = OptionalInt.of(segment.get(ADOBE_LENGTH - 1));
      }
    }
    if (header == null) {
      throw new DicomException("JPEG: expected a frame before the first scan, found none");
    }
    return new JpegHeader(
        header.process,
        header.precision,
        header.rows,
        header.columns,
        header.components,
        transform);
  }

  /** A decoder may fill up what is missing of a stream that was cut. */
  static void requireEnd(byte[] stream) throws DicomException {
    int end = stream.length;
    while (end > 0 && stream[end - 1] == 0) {
      end--;
    }
    if (end < 2 || stream[end - 2] != (byte) 0xFF || stream[end - 1] != (byte) END) {
      throw new DicomException("JPEG: expected the marker of an end, found none; is it cut?");
    }
  }

  private static int marker(ByteBuffer in) throws DicomException {
    if (in.remaining() < 2 || in.get() != (byte) 0xFF) {
      throw new DicomException("JPEG: expected a marker at byte %d".formatted(in.position()));
    }
    int marker = 0xFF;
    while (marker == 0xFF && in.hasRemaining()) {
      marker = in.get() & 0xFF;
    }
    return marker;
  }

  private static ByteBuffer segment(ByteBuffer in) throws DicomException {
    int length = in.remaining() < 2 ? 0 : in.getShort() & 0xFFFF;
    if (length < 2 || length - 2 > in.remaining()) {
      throw new DicomException(
          "JPEG: expected a segment of at most %d bytes at byte %d, found %d"
              .formatted(in.remaining(), in.position(), length));
    }
    ByteBuffer segment = in.slice(in.position(), length - 2);
    in.position(in.position() + length - 2);
    return segment;
  }

  /** SOF0 to SOF15, among which are DHT, JPG and DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static JpegHeader frame(int marker, ByteBuffer segment) throws DicomException {
    if (segment.remaining() < FRAME_LENGTH) {
      throw new DicomException("JPEG: expected a frame of at least 6 bytes, found fewer");
    }
    int precision = segment.get() & 0xFF;
    int rows = segment.getShort() & 0xFFFF;
    int columns = segment.getShort() & 0xFFFF;
    return new JpegHeader(
        marker, precision, rows, columns, segment.get() & 0xFF, OptionalInt.empty());
  }

  private static boolean isAdobe(ByteBuffer segment) {
    byte[] name = {'A', 'd', 'o', 'b', 'e'};
    return segment.remaining() >= ADOBE_LENGTH
        && segment.slice(0, name.length).equals(ByteBuffer.wrap(name));
  }
}
