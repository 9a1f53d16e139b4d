package org.pigdiffusion.data;

import com.google.common.primitives.Ints;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.data.RasterHeader.Colour;
import org.pigdiffusion.data.RasterHeader.SampleKind;
import org.pigdiffusion.data.internal.PixelLimit;

/** What the tags of a TIFF file say, BigTIFF included. The file must hold one page. */
final class TiffHeader {
  private static final int WHITE_IS_ZERO = 0;
  private static final int UNCOMPRESSED = 1;
  private static final int YCBCR = 6;
  private static final int IMAGE_DEPTH = 32997;

  /** ImageJ may write the tags of one page only for a whole stack, and give its length in words. */
  private static final Pattern IMAGEJ_STACK = Pattern.compile("(?s)ImageJ=.*\nimages=(\\d{1,18})");

  private TiffHeader() {}

  static RasterHeader read(byte[] file, PixelLimit limit) throws IOException {
    TiffTags tags = TiffTags.read(file, 0, file.length);
    requireOnePage(tags);
    tags.density().requireSquare();
    long photometric = tags.need(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, "PhotometricInterpretation");
    Colour colour = colour(photometric);
    SampleKind kind = kind(tags);
    requireDepth(tags, kind);
    if (photometric == WHITE_IS_ZERO && kind != SampleKind.UNSIGNED) {
      throw new IOException(
          "expected a TIFF of signed or floating-point samples to have 0 for black, found 0 for"
              + " white");
    }
    requireSamples(tags, colour);
    requireCompression(Ints.saturatedCast(tags.number(TIFF.TAG_COMPRESSION, UNCOMPRESSED)));
    RasterHeader header =
        RasterHeader.of(
            limit,
            tags.need(TIFF.TAG_IMAGE_HEIGHT, "ImageLength"),
            tags.need(TIFF.TAG_IMAGE_WIDTH, "ImageWidth"),
            colour,
            kind,
            tags.orientation());
    requireTiles(tags, limit, colour);
    requireData(tags, file.length);
    return header;
  }

  /**
   * The orientation that an EXIF block gives, which has the form of a TIFF file. Pixels that it
   * says are not square are refused.
   */
  static Orientation ofExif(byte[] file, int from, int length) throws IOException {
    Orientation orientation;
    PixelDensity density;
    try {
      TiffTags tags = TiffTags.read(file, from, length);
      orientation = tags.orientation();
      density = tags.density();
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "EXIF block cannot be read, which may say that the picture is turned (%s): remove it"
              .formatted(e.getMessage()),
          e);
    }
    density.requireSquare();
    return orientation;
  }

  private static void requireOnePage(TiffTags tags) throws IOException {
    Matcher stack = IMAGEJ_STACK.matcher(tags.text(TIFF.TAG_IMAGE_DESCRIPTION));
    long pages =
        Math.max(
            Math.max(tags.pages(), tags.number(IMAGE_DEPTH, 1)),
            stack.find() ? Long.parseLong(stack.group(1)) : 1);
    if (pages != 1) {
      throw new IOException(
          "expected one picture, found a TIFF of %d pages: save the one that is meant"
              .formatted(pages));
    }
  }

  private static Colour colour(long photometric) throws IOException {
    return switch (Ints.saturatedCast(photometric)) {
      case WHITE_IS_ZERO, 1 -> Colour.GREY;
      case 2, YCBCR -> Colour.RGB;
      case 3 -> Colour.PALETTE;
      default ->
          throw new IOException(
              "is a TIFF of %s: expected grey, RGB, YCbCr or a palette. Convert it to grey or RGB"
                  .formatted(colourName(Ints.saturatedCast(photometric))));
    };
  }

  private static String colourName(int photometric) {
    return switch (photometric) {
      case 5 -> "CMYK (printing inks)";
      case 8, 9, 10 -> "Lab colours";
      case 32803, 34892 -> "raw camera samples";
      case 32844, 32845 -> "logarithmic colours";
      default -> "photometric interpretation " + photometric;
    };
  }

  private static SampleKind kind(TiffTags tags) throws IOException {
    long[] formats = tags.numbers(TIFF.TAG_SAMPLE_FORMAT);
    long format = formats.length == 0 ? 1 : formats[0];
    if (format < 1 || format > 4 || Arrays.stream(formats).anyMatch(f -> f != format)) {
      throw new IOException(
          "expected a TIFF of unsigned, signed or floating-point samples, found sample formats "
              + Arrays.toString(formats));
    }
    return format == 3 ? SampleKind.FLOAT : format == 2 ? SampleKind.SIGNED : SampleKind.UNSIGNED;
  }

  private static void requireDepth(TiffTags tags, SampleKind kind) throws IOException {
    long[] bits = tags.numbers(TIFF.TAG_BITS_PER_SAMPLE);
    long depth = bits.length == 0 ? 1 : bits[0];
    boolean known =
        switch (kind) {
          case FLOAT -> depth == 16 || depth == 32 || depth == 64;
          case SIGNED -> depth == 8 || depth == 16;
          case UNSIGNED -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
        };
    if (!known || Arrays.stream(bits).anyMatch(b -> b != depth)) {
      throw new IOException(
          "expected a TIFF of 1, 2, 4, 8 or 16 bits a sample, or of floating point, found %s %s"
                  .formatted(Arrays.toString(bits), kind)
              + ": save it as 16-bit");
    }
  }

  private static void requireSamples(TiffTags tags, Colour colour) throws IOException {
    long samples = tags.number(TIFF.TAG_SAMPLES_PER_PIXEL, 1);
    if (samples != colour.samples() && samples != colour.samples() + 1) {
      throw new IOException(
          "expected a TIFF of %d samples a pixel (%s), or one more for alpha, found %d"
              .formatted(colour.samples(), colour, samples));
    }
  }

  private static void requireCompression(int compression) throws IOException {
    String name =
        switch (compression) {
          case UNCOMPRESSED, 2, 3, 4, 5, 7, 8, 32773, 32946 -> "";
          case 6 -> "JPEG of the old style";
          case 34712, 33003, 33005 -> "JPEG 2000";
          case 34925 -> "LZMA";
          case 50000 -> "Zstandard";
          case 50001 -> "WebP";
          case 50002 -> "JPEG XL";
          default -> "number " + compression;
        };
    if (!name.isEmpty()) {
      throw new IOException(
          "is a TIFF of compression %s, which is not read: save it with LZW, Deflate or none"
              .formatted(name));
    }
  }

  /** The decoder takes memory for a whole tile, however small the picture is. */
  private static void requireTiles(TiffTags tags, PixelLimit limit, Colour colour)
      throws IOException {
    if (tags.has(TIFF.TAG_TILE_WIDTH) || tags.has(TIFF.TAG_TILE_HEIGTH)) {
      long height = tags.need(TIFF.TAG_TILE_HEIGTH, "TileLength");
      long width = tags.need(TIFF.TAG_TILE_WIDTH, "TileWidth");
      RasterHeader.of(limit, height, width, colour, Orientation.UPRIGHT);
    }
  }

  /** All strips or tiles lie within the file: a decoder may fill up what is missing. */
  private static void requireData(TiffTags tags, long length) throws IOException {
    boolean tiled = tags.has(TIFF.TAG_TILE_OFFSETS);
    long[] starts = tags.numbers(tiled ? TIFF.TAG_TILE_OFFSETS : TIFF.TAG_STRIP_OFFSETS);
    long[] counts = tags.numbers(tiled ? TIFF.TAG_TILE_BYTE_COUNTS : TIFF.TAG_STRIP_BYTE_COUNTS);
    if (starts.length == 0 || starts.length != counts.length) {
      throw new IOException(
          "is damaged: the TIFF file names %d starts and %d lengths of its parts"
              .formatted(starts.length, counts.length));
    }
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] < 1 || counts[i] < 1 || starts[i] > length - counts[i]) {
        throw new IOException("is cut off or damaged: a part of the TIFF picture is missing");
      }
    }
    if (Arrays.stream(counts).sum() < uncompressedLength(tags)) {
      throw new IOException("is damaged: the parts of the TIFF picture are too short");
    }
  }

  /** Bytes of all pixels if they lie there as they are; 0 if not. */
  private static long uncompressedLength(TiffTags tags) throws IOException {
    if (tags.number(TIFF.TAG_COMPRESSION, UNCOMPRESSED) != UNCOMPRESSED
        || tags.number(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, WHITE_IS_ZERO) == YCBCR) {
      return 0;
    }
    long samples = tags.number(TIFF.TAG_SAMPLES_PER_PIXEL, 1);
    long bits = tags.number(TIFF.TAG_BITS_PER_SAMPLE, 1);
    long width = tags.number(TIFF.TAG_IMAGE_WIDTH, 0);
    return tags.number(TIFF.TAG_IMAGE_HEIGHT, 0) * ((width * samples * bits + 7) / 8);
  }
}
