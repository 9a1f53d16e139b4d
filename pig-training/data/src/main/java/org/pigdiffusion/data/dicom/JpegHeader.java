package org.pigdiffusion.data.dicom;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a JPEG stream says of its picture, looked at before it is decoded: a few bytes may ask for a
 * picture of gigabytes.
 *
 * @param process the frame marker: 0xC0 baseline, 0xC1 extended, 0xC3 lossless
 * @param precision bits of a sample
 * @param subsampled whether the components are of different sizes
 * @param adobeTransform 0 for RGB and 1 for YCbCr, if the encoder says
 */
record JpegHeader(
    int process,
    int precision,
    int rows,
    int columns,
    int components,
    boolean subsampled,
    OptionalInt adobeTransform) {
  private static final int ADOBE_MARKER = 0xEE;
  private static final int ADOBE_LENGTH = 12;
  private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};

  /** Precision, rows, columns and the number of components. */
  private static final int FRAME_LENGTH = 6;

  private static final int COMPONENT_LENGTH = 3;

  static JpegHeader of(JpegSegments stream) throws DicomException {
    List<JpegSegments.Segment> frames =
        stream.list().stream().filter(segment -> isFrame(segment.marker())).toList();
    if (frames.size() != 1) {
      throw new DicomException(
          "JPEG: expected one frame before the first scan, found " + frames.size());
    }
    ByteBuffer frame = frames.get(0).read();
    if (frame.remaining() < FRAME_LENGTH) {
      throw new DicomException("JPEG: expected a frame of at least 6 bytes, found fewer");
    }
    int precision = frame.get() & 0xFF;
    int rows = frame.getShort() & 0xFFFF;
    int columns = frame.getShort() & 0xFFFF;
    int components = frame.get() & 0xFF;
    if (frame.remaining() != components * COMPONENT_LENGTH) {
      throw new DicomException(
          "JPEG: expected %d components, found %d bytes".formatted(components, frame.remaining()));
    }
    return new JpegHeader(
        frames.get(0).marker(),
        precision,
        rows,
        columns,
        components,
        isSubsampled(frame, components),
        adobeTransform(stream));
  }

  /** SOF0 to SOF15, among which are DHT, JPG and DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean isSubsampled(ByteBuffer frame, int components) {
    boolean subsampled = false;
    int first = frame.position();
    for (int i = 1; i < components; i++) {
      subsampled |= frame.get(first + COMPONENT_LENGTH * i + 1) != frame.get(first + 1);
    }
    return subsampled;
  }

  private static OptionalInt adobeTransform(JpegSegments stream) {
    return stream
        .of(ADOBE_MARKER)
        .map(JpegSegments.Segment::read)
        .filter(content -> content.remaining() >= ADOBE_LENGTH)
        .filter(content -> content.slice(0, ADOBE.length).equals(ByteBuffer.wrap(ADOBE)))
        .mapToInt(content -> content.get(ADOBE_LENGTH - 1))
        .findFirst();
  }
}
