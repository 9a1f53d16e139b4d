package org.pigdiffusion.examples.reliability;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.pigdiffusion.data.InvalidDataException;
import org.pigdiffusion.data.ManifestOptions;
import org.pigdiffusion.data.PairData;
import org.pigdiffusion.data.Preprocessing;

/** CSV files that name four pairs of pictures: plain, UTF-16, gzip. */
final class ManifestSubject implements Subject {
  private static final ManifestOptions OPTIONS = ManifestOptions.builder().group("patient").build();
  private static final Preprocessing SIZE = Preprocessing.builder(4, 4).build();

  @Override
  public List<Path> make(Path folder) throws IOException {
    StringBuilder rows = new StringBuilder("image,mask,patient\n");
    for (int i = 0; i < 4; i++) {
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(i, 1, 0, 200 + i);
      ImageIO.write(image, "png", folder.resolve("i%d.png".formatted(i)).toFile());
      BufferedImage mask = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
      mask.getRaster().setSample(i, 1, 0, 255);
      ImageIO.write(mask, "png", folder.resolve("m%d.png".formatted(i)).toFile());
      rows.append("i%d.png,\"m%d.png\",patient %d\n".formatted(i, i, i));
    }
    byte[] text = rows.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text);
    }
    byte[] wide = ("\uFEFF" + rows).getBytes(StandardCharsets.UTF_16BE);
    return List.of(
        Files.write(folder.resolve("good-plain.csv"), text),
        Files.write(folder.resolve("good-wide.csv"), wide),
        Files.write(folder.resolve("good-packed.csv"), packed.toByteArray()));
  }

  @Override
  public byte[] damaged(Path file, byte[] whole, Random random) {
    return TextMutation.of(whole, random);
  }

  @Override
  public Object read(Path file) {
    return PairData.manifest(file, OPTIONS, SIZE).groups();
  }

  /** Each group is a text of the file; of a packed one, whose checksum must fit, too. */
  @Override
  public boolean isWhatItSays(Path file, Object read) throws IOException {
    String text = text(unpacked(Files.readAllBytes(file))).replace("\"\"", "\"");
    return ((List<?>) read).stream().allMatch(group -> text.contains(String.valueOf(group)));
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    if (bytes.length < 2 || bytes[0] != 0x1F || bytes[1] != (byte) 0x8B) {
      return bytes;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  private static String text(byte[] bytes) {
    boolean wide = bytes.length > 1 && bytes[0] == (byte) 0xFE;
    boolean turned = bytes.length > 1 && bytes[0] == (byte) 0xFF;
    return new String(
        bytes,
        wide
            ? StandardCharsets.UTF_16BE
            : turned ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof InvalidDataException;
  }
}
