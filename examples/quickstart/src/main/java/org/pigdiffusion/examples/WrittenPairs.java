package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.examples.common.InputFile;
import org.pigdiffusion.examples.common.PictureLevels;
import org.pigdiffusion.trainer.PairExample;

/**
 * Reads the pictures of sampled pairs back: also those that an earlier run wrote.
 *
 * @param folder what {@code images/} and {@code masks/} are in
 * @param classes channels of a mask
 */
record WrittenPairs(Path folder, int classes) {
  private static final String IMAGES = "images";
  private static final String MASKS = "masks";

  /**
   * Some pairs that can be shown together.
   *
   * @param from number of the first
   * @throws IOException if a picture cannot be read, or differs from the first in size or channels;
   *     the message names it
   */
  List<PairExample> read(long from, int count) throws IOException {
    Shape ofAll = image(from).shape();
    List<PairExample> pairs = new ArrayList<>();
    for (long index = from; index < from + count; index++) {
      Tensor x = mask(index);
      Tensor y = image(index);
      require(file(MASKS, index), x.shape(), ofAll.withChannels(classes));
      require(file(IMAGES, index), y.shape(), ofAll);
      pairs.add(new PairExample("pair " + index, "sampled", x, y));
    }
    return pairs;
  }

  private static void require(Path file, Shape found, Shape expected) throws IOException {
    if (!found.equals(expected)) {
      throw new IOException(
          "%s: expected shape %s as of the first pair, found %s; sample it again, or choose another"
                  .formatted(file, expected, found)
              + " folder");
    }
  }

  /** The image, {@code [1, 1 or 3, h, w]}. */
  Tensor image(long index) throws IOException {
    return levels(IMAGES, index).map(level -> level / 127.5f - 1);
  }

  /**
   * The mask, {@code [1, classes, h, w]}: of one channel its level, with 0 in the middle; of
   * several, 1 at the class of a pixel and -1 elsewhere.
   */
  Tensor mask(long index) throws IOException {
    Tensor levels = levels(MASKS, index);
    require(file(MASKS, index), levels.shape(), levels.shape().withChannels(1));
    if (classes == 1) {
      return levels.map(level -> level < 128 ? level / 128 - 1 : (level - 128) / 127);
    }
    Shape shape = levels.shape().withChannels(classes);
    float[] values = new float[shape.imageSize()];
    for (int i = 0; i < values.length; i++) {
      int pixel = i % shape.planeSize();
      long found = Math.round(levels.buffer().get(pixel) * (classes - 1) / 255.0);
      values[i] = found == i / shape.planeSize() ? 1 : -1;
    }
    return Tensor.adopt(shape, values);
  }

  private Tensor levels(String kind, long index) throws IOException {
    Path file = file(kind, index);
    return PictureLevels.of(InputFile.bytes(file), file.toString());
  }

  private Path file(String kind, long index) {
    return folder.resolve(kind).resolve(String.format(Locale.ROOT, "%06d.png", index));
  }
}
