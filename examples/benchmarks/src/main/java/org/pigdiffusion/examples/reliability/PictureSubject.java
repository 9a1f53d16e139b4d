package org.pigdiffusion.examples.reliability;

import com.google.common.primitives.Floats;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
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

  /**
   * Half of the damaged PNG files get checksums that fit, so that it is their decoder that looks.
   */
  @Override
  public byte[] damaged(Path file, byte[] whole, Random random) {
    byte[] bytes = Mutation.of(whole, random);
    return format.equals("png") && random.nextBoolean() ? PngChunks.withSums(bytes) : bytes;
  }

  @Override
  public Object read(Path file) throws IOException {
    return Seen.of(PixelGrid.read(file));
  }

  private record Seen(int channels, int height, int width, List<Float> values) {
    static Seen of(PixelGrid grid) {
      return new Seen(grid.channels(), grid.height(), grid.width(), Floats.asList(grid.toArray()));
    }
  }

  /** A reader of this Java runtime sees the same; of TIFF there are two that differ at times. */
  @Override
  public boolean isWhatItSays(Path file, Object read) throws IOException {
    if (format.equals("png") && !PngChunks.sumsFit(Files.readAllBytes(file))) {
      return false;
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
        reader.setInput(in);
        if (isSeen((Seen) read, reader.read(0))) {
          return true;
        }
      } catch (IOException e) {
        System.out.println(reader.getClass().getName() + " refuses it: " + e);
      } finally {
        reader.dispose();
      }
    }
    return false;
  }

  private static boolean isSeen(Seen seen, BufferedImage image) {
    if (image.getHeight() != seen.height || image.getWidth() != seen.width) {
      return false;
    }
    for (int i = 0; i < seen.values.size(); i++) {
      int pixel = i % (seen.height * seen.width);
      int channel = i / (seen.height * seen.width);
      if (seen.values.get(i) != level(image, pixel % seen.width, pixel / seen.width, channel)) {
        return false;
      }
    }
    return true;
  }

  private static int level(BufferedImage image, int column, int row, int channel) {
    if (image.getColorModel() instanceof IndexColorModel) {
      return (image.getRGB(column, row) >> (16 - 8 * channel)) & 0xFF;
    }
    return image.getRaster().getSample(column, row, channel);
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof IOException;
  }
}
