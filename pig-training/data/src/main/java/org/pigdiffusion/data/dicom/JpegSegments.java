package org.pigdiffusion.data.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The marker segments of a JPEG stream up to its first scan (ITU-T T.81 annex B).
 *
 * @param list in their order, that of the scan last
 * @param data where the coded samples begin
 */
record JpegSegments(List<Segment> list, int data) {
  static final int START_OF_SCAN = 0xDA;
  static final int END = 0xD9;

  private static final int START = 0xD8;

  /** One segment; its content is what follows the length. */
  record Segment(int marker, ByteBuffer content) {
    /** The content, to be read from its beginning whoever read it before. */
    ByteBuffer read() {
      return content.duplicate();
    }
  }

  static JpegSegments of(byte[] stream) throws DicomException {
    ByteBuffer in = ByteBuffer.wrap(stream);
    if (stream.length < 4 || in.getShort() != (short) (0xFF00 | START)) {
      throw new DicomException("JPEG: expected the marker of a start, found none");
    }
    List<Segment> segments = new ArrayList<>();
    int marker;
    do {
      marker = marker(in);
      segments.add(new Segment(marker, content(in)));
    } while (marker != START_OF_SCAN);
    return new JpegSegments(List.copyOf(segments), in.position());
  }

  /** All segments of one marker. */
  Stream<Segment> of(int marker) {
    return list.stream().filter(segment -> segment.marker == marker);
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

  private static ByteBuffer content(ByteBuffer in) throws DicomException {
    int length = in.remaining() < 2 ? 0 : in.getShort() & 0xFFFF;
    if (length < 2 || length - 2 > in.remaining()) {
      throw new DicomException(
          "JPEG: expected a segment of at most %d bytes at byte %d, found %d"
              .formatted(in.remaining(), in.position(), length));
    }
    ByteBuffer content = in.slice(in.position(), length - 2);
    in.position(in.position() + length - 2);
    return content;
  }
}
