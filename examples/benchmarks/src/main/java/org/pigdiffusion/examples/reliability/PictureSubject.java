package org.pigdiffusion.examples.reliability;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.pigdiffusion.data.PixelGrid;

/**
 * Pictures of 40x48 pixels, grey, in colour, and of two levels.
 *
 * @param format as the writers of the JDK call it
 */
record PictureSubject(String format) implements Subject {
  private static final int HEIGHT = 40;
  private static final int WIDTH = 48;

  @Override
  public List<Path> make(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_BINARY
        }) {
      ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
      ImageWriteParam settings = writer.getDefaultWriteParam();
      for (String compression : compressions(settings)) {
        Path file = folder.resolve("good-%d-%s.%s".formatted(type, safe(compression), format));
        if (write(writer, settings, compression, image(type), file)) {
          files.add(file);
        }
      }
      writer.dispose();
    }
    return files;
  }

  private static List<String> compressions(ImageWriteParam settings) {
    String[] types = settings.canWriteCompressed() ? settings.getCompressionTypes() : null;
    return types == null ? List.of("") : Arrays.stream(types).filter(Objects::nonNull).toList();
  }

  private static String safe(String compression) {
    return compression.replaceAll("[^A-Za-z0-9]", "");
  }

  /** Whether this library reads what the writer made: the others are no good start. */
  private static boolean write(
      ImageWriter writer,
      ImageWriteParam settings,
      String compression,
      BufferedImage image,
      Path file)
      throws IOException {
    if (!compression.isEmpty()) {
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionType(compression);
    }
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return false; // not every compression takes every picture
    }
    try {
      PixelGrid.read(file);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static BufferedImage image(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    Random random = new Random(type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int level = x < y ? 255 : 4 * x + random.nextInt(16);
        image.setRGB(x, y, 0x010101 * Math.min(255, level) ^ (x < 8 ? 0xFF : 0));
      }
    }
    return image;
  }

  @Override
  public Object read(Path file) throws IOException {
    PixelGrid grid = PixelGrid.read(file);
    return List.of(grid.channels(), grid.height(), grid.width(), Arrays.hashCode(grid.toArray()));
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof IOException;
  }
}
