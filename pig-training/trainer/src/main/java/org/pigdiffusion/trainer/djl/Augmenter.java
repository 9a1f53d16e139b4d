package org.pigdiffusion.trainer.djl;

import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.PairExample;

/** One draw of an augmentation, to be applied to both images of a pair. */
record Augmenter(boolean flipX, boolean flipY, int shiftX, int shiftY, boolean transpose) {

  static Augmenter draw(Augmentation augmentation, UniformRandomProvider random) {
    boolean flipX = random.nextDouble() < augmentation.horizontalFlip();
    boolean flipY = random.nextDouble() < augmentation.verticalFlip();
    int span = 2 * augmentation.maxShift() + 1;
    int shiftX = random.nextInt(span) - augmentation.maxShift();
    int shiftY = random.nextInt(span) - augmentation.maxShift();
    boolean transpose = augmentation.quarterTurns() && random.nextBoolean();
    return new Augmenter(flipX, flipY, shiftX, shiftY, transpose);
  }

  PairExample apply(PairExample pair) {
    return new PairExample(pair.name(), pair.group(), apply(pair.x()), apply(pair.y()));
  }

  Tensor apply(Tensor image) {
    return moved(transpose ? transposed(image) : image);
  }

  private static Tensor transposed(Tensor image) {
    Shape shape = image.shape();
    int side = shape.height();
    if (shape.width() != side) {
      throw new IllegalArgumentException(
          "augmentation: expected square images for turns by 90 degrees, found " + shape);
    }
    FloatBuffer source = image.buffer();
    float[] turned = new float[shape.size()];
    for (int i = 0; i < turned.length; i++) {
      int inPlane = i % shape.planeSize();
      turned[i] = source.get(i - inPlane + inPlane % side * side + inPlane / side);
    }
    return Tensor.adopt(shape, turned);
  }

  private Tensor moved(Tensor image) {
    if (!flipX && !flipY && shiftX == 0 && shiftY == 0) {
      return image;
    }
    Shape shape = image.shape();
    FloatBuffer source = image.buffer();
    float[] moved = new float[shape.size()];
    int at = 0;
    for (int plane = 0; plane < shape.size(); plane += shape.planeSize()) {
      for (int y = 0; y < shape.height(); y++) {
        int row = plane + from(y, shiftY, flipY, shape.height()) * shape.width();
        for (int x = 0; x < shape.width(); x++) {
          moved[at++] = source.get(row + from(x, shiftX, flipX, shape.width()));
        }
      }
    }
    return Tensor.adopt(shape, moved);
  }

  private static int from(int to, int shift, boolean flip, int length) {
    int from = Math.min(Math.max(to - shift, 0), length - 1);
    return flip ? length - 1 - from : from;
  }
}
