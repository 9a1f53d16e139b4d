package org.pigdiffusion.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.pigdiffusion.Tensor;

/**
 * A colour picture in the making, of tiles enlarged by a whole factor. It draws by itself, since
 * AWT's text drawing fails on machines without fonts.
 */
final class Canvas {
  private static final int BACKGROUND = 0x303030;

  private final BufferedImage image;
  private final int factor;

  Canvas(Cells cells, int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException("factor: expected at least 1, found " + factor);
    }
    int height = cells.height();
    int width = cells.width();
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    this.factor = factor;
    int[] row = new int[width];
    Arrays.fill(row, BACKGROUND);
    for (int y = 0; y < height; y++) {
      image.setRGB(0, y, width, 1, row, 0, width);
    }
  }

  /** Draws one image of a batch, grey or colour; values outside [-1, 1] are clamped. */
  void image(int top, int left, Tensor images, int n) {
    int channels = images.shape().channels();
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "image: expected 1 channel, grey, or 3, colour, found shape " + images.shape());
    }
    for (int y = 0; y < images.shape().height(); y++) {
      for (int x = 0; x < images.shape().width(); x++) {
        pixel(top + y * factor, left + x * factor, color(images, n, y, x));
      }
    }
  }

  /** Draws one mask of a batch in grey. */
  void mask(int top, int left, Tensor masks, int n) {
    MaskClasses classes = MaskClasses.of(masks);
    int last = Math.max(1, masks.shape().channels() - 1);
    for (int y = 0; y < masks.shape().height(); y++) {
      for (int x = 0; x < masks.shape().width(); x++) {
        int grey = (int) Math.round(255.0 * classes.at(n, y, x) / last);
        pixel(top + y * factor, left + x * factor, grey * 0x010101);
      }
    }
  }

  private void pixel(int top, int left, int rgb) {
    for (int y = top; y < top + factor; y++) {
      for (int x = left; x < left + factor; x++) {
        image.setRGB(x, y, rgb);
      }
    }
  }

  /** Mixes a colour into one enlarged pixel, or into one edge of it. */
  void tint(int top, int left, int height, int width, int rgb, double alpha) {
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        image.setRGB(x, y, mix(image.getRGB(x, y), rgb, alpha));
      }
    }
  }

  private static int mix(int below, int above, double alpha) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      double value = (1 - alpha) * (below >> shift & 255) + alpha * (above >> shift & 255);
      mixed |= (int) Math.round(value) << shift;
    }
    return mixed;
  }

  private static int color(Tensor images, int n, int y, int x) {
    int channels = images.shape().channels();
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      float value = images.at(n, channels == 3 ? c : 0, y, x);
      rgb = rgb << 8 | PixelDepth.EIGHT.sample(value);
    }
    return rgb;
  }

  /** Sets one single pixel, not enlarged. */
  void dot(int y, int x, int rgb) {
    if (y >= 0 && x >= 0 && y < image.getHeight() && x < image.getWidth()) {
      image.setRGB(x, y, rgb);
    }
  }

  Picture picture() {
    return Picture.of(image);
  }
}
