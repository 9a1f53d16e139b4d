package org.pigdiffusion.data;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.pigdiffusion.data.RasterHeader.Colour;
import org.pigdiffusion.data.RasterHeader.SampleKind;

/**
 * The samples of a decoded picture, as stored or looked up in its palette.
 *
 * @param raster the decoded pixels
 * @param palette what the pixels point into, if they do
 * @param header what the file says of them
 */
record RasterSamples(Raster raster, Optional<IndexColorModel> palette, RasterHeader header) {
  private static final IntensityRange BYTE = new IntensityRange(0, 255);

  PixelGrid grid(MaskSamples wanted) throws IOException {
    return switch (wanted) {
      case GREY -> opaqueColours();
      case ALPHA ->
          alpha()
              .orElseThrow(
                  () ->
                      new IOException("MaskSamples.ALPHA: expected an alpha channel, found none"));
      case PALETTE_INDEX -> indices();
    };
  }

  private PixelGrid opaqueColours() throws IOException {
    PixelGrid colours = palette.isPresent() ? lookedUp(palette.get()) : stored();
    Optional<PixelGrid> alpha = alpha();
    if (alpha.isPresent()) {
      float opaque = (float) alpha.get().nominal().high();
      for (float value : alpha.get().toArray()) {
        if (value != opaque) {
          throw new IOException(
              "expected an alpha channel that is opaque everywhere, found %s of %s: save it without"
                      .formatted(value, opaque)
                  + " alpha. If alpha is the mask, MaskEncoding.from(MaskSamples.ALPHA) reads it");
        }
      }
    }
    return colours;
  }

  /** The first samples of each pixel, as stored: no colour curve, no cut to eight bits. */
  private PixelGrid stored() throws IOException {
    int channels = header.colour().samples();
    float[] values = new float[channels * header.height() * header.width()];
    for (int c = 0; c < channels; c++) {
      float[] band = band(c);
      System.arraycopy(band, 0, values, c * band.length, band.length);
    }
    return grid(channels, nominal(values), values);
  }

  private Optional<PixelGrid> alpha() throws IOException {
    if (palette.isPresent()) {
      IndexColorModel colours = palette.get();
      return colours.hasAlpha()
          ? Optional.of(
              grid(1, BYTE, lookUp(indicesWithin(colours), table(colours, colours::getAlpha))))
          : Optional.empty();
    }
    int more = raster.getNumBands() - header.colour().samples();
    if (more < 0 || more > 1) {
      throw new IOException(
          "expected %d samples a pixel for %s, or one more for alpha, found %d"
              .formatted(header.colour().samples(), header.colour(), raster.getNumBands()));
    }
    IntensityRange range =
        header.kind() == SampleKind.FLOAT ? new IntensityRange(0, 1) : nominal(new float[0]);
    return more == 0
        ? Optional.empty()
        : Optional.of(grid(1, range, band(header.colour().samples())));
  }

  private PixelGrid indices() throws IOException {
    if (palette.isEmpty() || header.colour() != Colour.PALETTE) {
      throw new IOException(
          "MaskSamples.PALETTE_INDEX: expected a picture with a palette, found none");
    }
    return grid(1, nominal(new float[0]), band(0));
  }

  private PixelGrid lookedUp(IndexColorModel colours) throws IOException {
    float[] red = table(colours, colours::getRed);
    float[] green = table(colours, colours::getGreen);
    float[] blue = table(colours, colours::getBlue);
    float[] indices = indicesWithin(colours);
    boolean grey = true;
    for (int i = 0; grey && i < indices.length; i++) {
      int index = (int) indices[i];
      grey = red[index] == green[index] && red[index] == blue[index];
    }
    return grid(
        grey ? 1 : 3, BYTE, grey ? lookUp(indices, red) : lookUp(indices, red, green, blue));
  }

  private float[] indicesWithin(IndexColorModel colours) throws IOException {
    float[] indices = band(0);
    for (float index : indices) {
      if (index >= colours.getMapSize()) {
        throw new IOException(
            "is damaged: expected indices of a palette of %d colours, found %d"
                .formatted(colours.getMapSize(), (int) index));
      }
    }
    return indices;
  }

  /** One component of all colours of a palette. */
  private static float[] table(IndexColorModel colours, IntUnaryOperator component) {
    float[] table = new float[colours.getMapSize()];
    for (int i = 0; i < table.length; i++) {
      table[i] = component.applyAsInt(i);
    }
    return table;
  }

  private static float[] lookUp(float[] indices, float[]... tables) {
    float[] values = new float[tables.length * indices.length];
    int at = 0;
    for (float[] table : tables) {
      for (float index : indices) {
        values[at++] = table[(int) index];
      }
    }
    return values;
  }

  private float[] band(int band) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    float[] values =
        raster.getSamples(
            raster.getMinX(), raster.getMinY(), width, height, band, new float[width * height]);
    if (header.kind() == SampleKind.SIGNED && raster.getSampleModel().getSampleSize(band) == 8) {
      // Java has no signed bytes in pictures: they arrive as 0 to 255.
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) values[i];
      }
    }
    return values;
  }

  private PixelGrid grid(int channels, IntensityRange nominal, float[] values) {
    return PixelGrid.adopt(channels, header.height(), header.width(), nominal, values);
  }

  /** What the bits of a sample can hold; floating point has no such limit: its own values. */
  private IntensityRange nominal(float[] values) throws IOException {
    int type = raster.getSampleModel().getDataType();
    boolean real = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
    int[] sizes = raster.getSampleModel().getSampleSize();
    if (real != (header.kind() == SampleKind.FLOAT)
        || Arrays.stream(sizes).anyMatch(size -> size != sizes[0])
        || (!real && sizes[0] > 16)) {
      throw new IOException(
          "expected samples of 8 or 16 bits, or of floating point, found "
              + Arrays.toString(sizes));
    }
    return switch (header.kind()) {
      case UNSIGNED -> new IntensityRange(0, (1 << sizes[0]) - 1);
      case SIGNED -> new IntensityRange(-(1 << (sizes[0] - 1)), (1 << (sizes[0] - 1)) - 1);
      case FLOAT -> rangeOf(values);
    };
  }

  private static IntensityRange rangeOf(float[] values) throws IOException {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IOException("expected finite values, found " + value);
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    // A picture of one value has no range of its own. With 0 in it, a mask of ones is all lesion.
    return low < high
        ? new IntensityRange(low, high)
        : new IntensityRange(Math.min(low, 0), low > 0 ? low : Math.min(low, 0) + 1.0);
  }
}
