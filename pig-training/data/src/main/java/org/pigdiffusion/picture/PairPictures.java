package org.pigdiffusion.picture;

import com.google.common.base.Strings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.internal.PngChunks;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.sampler.PairBatch;

/** Where the two pictures of a sampled pair lie in its folder, and what they show. */
final class PairPictures {
  static final String IMAGES = "images";
  static final String MASKS = "masks";
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

  /**
   * Refuses a pair of which a picture is gone, cut off or damaged. That another whole picture has
   * taken its place is not seen.
   */
  static void require(Path folder, long index) throws IOException {
    require(folder.resolve(image(index)));
    require(folder.resolve(mask(index)));
  }

  private static void require(Path picture) throws IOException {
    if (!Files.exists(picture)) {
      throw new NoSuchFileException(
          picture.toString(),
          null,
          "expected a picture that this job wrote, found none; put it back, or choose another"
              + " folder");
    }
    try {
      PngChunks.read(RegularFile.bytes(picture), (type, data, length) -> {});
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
