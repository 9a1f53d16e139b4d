package org.pigdiffusion.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small picture files with known samples. */
final class TestPictures {
  private TestPictures() {}

  /** Writes a grey file of 8 or 16 bits; the format is the file's extension. */
  static Path grey(Path file, int bits, int width, int... samples) throws IOException {
    int type = bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
    BufferedImage image = new BufferedImage(width, samples.length / width, type);
    image.getRaster().setSamples(0, 0, width, samples.length / width, 0, samples);
    return write(file, image);
  }

  static Path write(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IOException("no writer for " + file);
    }
    return file;
  }

  /** An image whose samples all differ from their neighbours. */
  static Path ramp(Path file, int height, int width) throws IOException {
    int[] samples = new int[height * width];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = 20 + i * 7 % 200;
    }
    return grey(file, 8, width, samples);
  }

  /** A mask with one rectangle of 255. */
  static Path mask(Path file, int height, int width, Region lesion) throws IOException {
    int[] samples = new int[height * width];
    for (int y = lesion.top(); y < lesion.top() + lesion.height(); y++) {
      for (int x = lesion.left(); x < lesion.left() + lesion.width(); x++) {
        samples[y * width + x] = 255;
      }
    }
    return grey(file, 8, width, samples);
  }
}
