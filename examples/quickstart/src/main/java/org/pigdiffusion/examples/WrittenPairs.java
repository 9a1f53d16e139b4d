package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.examples.common.InputFile;
import org.pigdiffusion.examples.common.PictureLevels;

/**
 * Reads the pictures of sampled pairs back: also those that an earlier run wrote.
 *
 * @param folder what {@code images/} and {@code masks/} are in
 * @param classes channels of a mask
 */
record WrittenPairs(Path folder, int classes) {

  /** The image, {@code [1, 1 or 3, h, w]}. */
  Tensor image(long index) throws IOException {
    return levels("images", index).map(level -> level / 127.5f - 1);
  }

  /**
   * The mask, {@code [1, classes, h, w]}: of one channel its level, with 0 in the middle; of
   * several, 1 at the class of a pixel and -1 elsewhere.
   */
  Tensor mask(long index) throws IOException {
    Tensor levels = levels("masks", index);
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
    Path file = folder.resolve(kind).resolve(String.format(Locale.ROOT, "%06d.png", index));
    return PictureLevels.of(InputFile.bytes(file), file.toString());
  }
}
