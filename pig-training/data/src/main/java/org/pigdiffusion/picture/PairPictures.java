package org.pigdiffusion.picture;

import com.google.common.base.Strings;
import com.google.common.collect.Iterables;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.PixelGrid;
import org.pigdiffusion.data.internal.PngChunks;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;
import org.pigdiffusion.sampler.PairBatch;

/** Where the two pictures of a sampled pair lie in its folder, and what they show. */
final class PairPictures {
  static final String IMAGES = "images";
  static final String MASKS = "masks";
  private static final SizeLimit LIMIT = new SizeLimit("a picture that this job wrote,", 1 << 29);
  private static final int DIGITS = 6;

  private PairPictures() {}

  /** The path in the folder, the same in every locale. */
  static String image(long index) {
    return IMAGES + "/" + name(index);
  }

  static String mask(long index) {
    return MASKS + "/" + name(index);
  }

  private static String name(long index) {
    return Strings.padStart(Long.toString(index), DIGITS, '0') + ".png";
  }

  static void makeFolders(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(IMAGES));
    Files.createDirectories(folder.resolve(MASKS));
  }

  /** How many pictures there are, of whatever pairs. */
  static long count(Path folder) throws IOException {
    long count = 0;
    for (String kind : List.of(IMAGES, MASKS)) {
      try (DirectoryStream<Path> pictures =
          Files.newDirectoryStream(folder.resolve(kind), "[!.]*.png")) {
        count += Iterables.size(pictures);
      }
    }
    return count;
  }

  /**
   * Refuses a pair of which a picture is gone, cut off, damaged or of another size. That another
   * whole picture of this size has taken its place is not seen.
   *
   * @param size such as {@code 64x48}, the height first; empty if the job leaves it to the model
   */
  static void require(Path folder, long index, Optional<String> size) throws IOException {
    require(folder.resolve(image(index)), size);
    require(folder.resolve(mask(index)), size);
  }

  private static void require(Path picture, Optional<String> size) throws IOException {
    if (!Files.exists(picture)) {
      throw new NoSuchFileException(
          picture.toString(),
          null,
          "expected a picture that this job wrote, found none; put it back, or choose another"
              + " folder");
    }
    try {
      requireWhole(RegularFile.bytes(picture, LIMIT), size);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new FileSystemException(
          picture.toString(),
          null,
          "expected a picture that this job wrote, found one that %s; put it back, or choose"
                  .formatted(e.getMessage())
              + " another folder");
    }
  }

  private static void requireWhole(byte[] file, Optional<String> size) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    PngChunks.read(
        file,
        (type, data, length) -> {
          if (type.equals("IHDR") && length >= 2 * Integer.BYTES) {
            String found = bytes.getInt(data + Integer.BYTES) + "x" + bytes.getInt(data);
            if (!found.equals(size.orElse(found))) {
              throw new IOException("is %s and not %s".formatted(found, size.orElse("")));
            }
          }
          if (type.equals("IEND") && data + length + Integer.BYTES != file.length) {
            throw new IOException("goes on behind its end");
          }
        });
    PixelGrid.decode(file); // checksums may fit, and pixels be missing
  }

  static void write(Path folder, PairBatch.Pair pair) throws IOException {
    Tensor image = pair.image().clamp(-1, 1);
    Picture.ofImage(image, PixelDepth.EIGHT).writePng(folder.resolve(image(pair.index())));
    mask(pair.annotation()).writePng(folder.resolve(mask(pair.index())));
  }

  /** Of one channel the levels as they are, be they two or more. */
  private static Picture mask(Tensor annotation) {
    return annotation.shape().channels() == 1
        ? Picture.ofImage(annotation, PixelDepth.EIGHT)
        : Picture.ofMask(annotation);
  }
}
