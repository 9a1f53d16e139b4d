package org.pigdiffusion.picture;

import com.google.common.base.Strings;
import com.google.common.collect.Iterables;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pigdiffusion.Tensor;
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

  static void write(Path folder, PairBatch.Pair pair) throws IOException {
    Picture.ofImage(pair.image(), PixelDepth.EIGHT).writePng(folder.resolve(image(pair.index())));
    mask(pair.annotation()).writePng(folder.resolve(mask(pair.index())));
  }

  /** Of one channel the levels as they are, be they two or more. */
  private static Picture mask(Tensor annotation) {
    return annotation.shape().channels() == 1
        ? Picture.ofImage(annotation, PixelDepth.EIGHT)
        : Picture.ofMask(annotation);
  }
}
