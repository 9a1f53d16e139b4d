package org.pigdiffusion.data;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.data.RasterHeader.Colour;
import org.pigdiffusion.data.internal.PixelLimit;

/** What a JPEG file's segments say before its first scan. */
final class JpegHeader {
  /** The numbers that components of either kind bear. */
  private static final byte[] YCBCR = {1, 2, 3};

  private static final byte[] RGB = {'R', 'G', 'B'};

  private JpegHeader() {}

  static RasterHeader read(byte[] file, PixelLimit limit) throws IOException {
    List<JPEGSegment> segments;
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(file)) {
      segments = JPEGSegmentUtil.readSegments(in, JPEGSegmentUtil.ALL_SEGMENTS);
    }
    JPEGSegment frame =
        segments.stream()
            .filter(segment -> isFrame(segment.marker()))
            .findFirst()
            .orElseThrow(() -> new IOException("is cut off: the JPEG file has no frame header"));
    requireDecodable(frame.marker());
    ByteBuffer in = ByteBuffer.wrap(bytes(frame));
    int precision = in.get();
    if (precision != 8) {
      throw new IOException(
          "is a JPEG of %d bits a sample, of which only 8 are read: save it as 16-bit PNG or TIFF"
              .formatted(precision));
    }
    int height = Short.toUnsignedInt(in.getShort());
    int width = Short.toUnsignedInt(in.getShort());
    int components = in.get();
    Colour colour = colour(components, segments);
    if (colour == Colour.RGB) {
      requireKnownColours(in, segments);
    }
    requireSquarePixels(segments);
    return RasterHeader.of(limit, height, width, colour, orientation(segments));
  }

  private static boolean isFrame(int marker) {
    boolean inRange = marker >= JPEG.SOF0 && marker <= JPEG.SOF15;
    return marker == JPEG.SOF55
        || (inRange && marker != JPEG.DHT && marker != JPEG.DAC && marker != 0xFFC8);
  }

  /** Baseline, extended and progressive: what every viewer reads, and the JDK. */
  private static void requireDecodable(int marker) throws IOException {
    if (marker > JPEG.SOF2) {
      String process =
          switch (marker) {
            case JPEG.SOF3 -> "lossless JPEG";
            case JPEG.SOF55 -> "JPEG-LS";
            case JPEG.SOF5, JPEG.SOF6, JPEG.SOF7 -> "hierarchical JPEG";
            default -> "arithmetic-coded JPEG";
          };
      throw new IOException("is a %s, which is not read: save it as PNG".formatted(process));
    }
  }

  private static Colour colour(int components, List<JPEGSegment> segments) throws IOException {
    if (components == 1) {
      return Colour.GREY;
    }
    if (components == 3) {
      return Colour.RGB;
    }
    Optional<JPEGSegment> adobe = segments.stream().filter(JpegHeader::isAdobe).findFirst();
    boolean ycck = adobe.isPresent() && bytes(adobe.get())[11] == 2;
    throw new IOException(
        components == 4
            ? "is a %s JPEG: printing inks, of which no one grey follows. Convert it to grey or RGB"
                .formatted(ycck ? "YCCK" : "CMYK")
            : "is a JPEG of %d components, expected 1 (grey) or 3 (colour)".formatted(components));
  }

  /**
   * Refuses three components of which nothing says whether they are RGB or YCbCr: no marker, not
   * their numbers, and not their sampling. The JDK then takes them for RGB, viewers for YCbCr.
   */
  private static void requireKnownColours(ByteBuffer components, List<JPEGSegment> segments)
      throws IOException {
    byte[] numbers = new byte[3];
    byte[] sampling = new byte[3];
    for (int c = 0; c < numbers.length; c++) {
      numbers[c] = components.get();
      sampling[c] = components.get();
      components.get(); // the table of its steps
    }
    boolean alike = sampling[0] == sampling[1] && sampling[0] == sampling[2];
    boolean usual = Arrays.equals(numbers, YCBCR) || Arrays.equals(numbers, RGB);
    boolean marked =
        segments.stream().anyMatch(segment -> isOf(segment, JPEG.APP0, "JFIF") || isAdobe(segment));
    if (alike && !usual && !marked) {
      throw new IOException(
          "is a JPEG that does not tell whether its colours are RGB or YCbCr: components %s without"
                  .formatted(Arrays.toString(numbers))
              + " a JFIF or an Adobe marker. Save it again, or as PNG");
    }
  }

  private static boolean isAdobe(JPEGSegment segment) {
    return isOf(segment, JPEG.APP14, "Adobe");
  }

  private static boolean isOf(JPEGSegment segment, int marker, String identifier) {
    return segment.marker() == marker && identifier.equals(segment.identifier());
  }

  /** JFIF gives the density behind its name, its version and the unit. */
  private static void requireSquarePixels(List<JPEGSegment> segments) throws IOException {
    for (JPEGSegment segment : segments) {
      if (isOf(segment, JPEG.APP0, "JFIF")) {
        ByteBuffer content = ByteBuffer.wrap(bytes(segment));
        int across = Short.toUnsignedInt(content.getShort(8));
        int down = Short.toUnsignedInt(content.getShort(10));
        new PixelDensity(across, down, "density of JFIF").requireSquare();
      }
    }
  }

  private static Orientation orientation(List<JPEGSegment> segments) throws IOException {
    for (JPEGSegment segment : segments) {
      if (isOf(segment, JPEG.APP1, "Exif")) {
        byte[] block = bytes(segment);
        return TiffHeader.ofExif(block, 6, block.length - 6);
      }
    }
    return Orientation.UPRIGHT;
  }

  private static byte[] bytes(JPEGSegment segment) throws IOException {
    return segment.segmentData().readAllBytes();
  }
}
