package org.pigdiffusion.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A segmentation U-Net (Ronneberger et al. 2015) in the form of nnU-Net (Isensee et al. 2021): two
 * convolutions a level, each with instance normalisation and leaky ReLU, strided convolutions on
 * the way down. On the way up, a 1x1 convolution and repeated pixels, since the engine has no
 * transposed convolution. An image goes in, a logit for each pixel and channel comes out.
 *
 * <p>Instance normalisation has no running means: what the network says of an image depends on
 * nothing but that image.
 *
 * @param channels of the image
 * @param outputs 1 for lesion or not, otherwise one for each class
 * @param width channels of the finest level
 * @param levels resolutions
 */
record SegmentationNet(int channels, int outputs, int width, int levels) {
  private static final float SLOPE = 0.01f;
  private static final float EPSILON = 1e-5f;
  private static final int NEAREST = 0;
  private static final int KERNEL = 3;
  private static final Shape ONE_BY_ONE = new Shape(1, 1);

  /** What height and width must be multiples of. */
  int divisor() {
    return 1 << (levels - 1);
  }

  /**
   * Refuses images of another size than the network takes.
   *
   * @param name of the argument
   */
  void requireSize(String name, org.pigdiffusion.Shape shape) {
    boolean multiple = shape.height() % divisor() == 0 && shape.width() % divisor() == 0;
    if (!multiple || Math.min(shape.height(), shape.width()) < 2 * divisor()) {
      throw new IllegalArgumentException(
          "%s: expected height and width that are multiples of %d, at least %d, for %d levels,"
                  .formatted(name, divisor(), 2 * divisor(), levels)
              + " found shape %s".formatted(shape));
    }
  }

  private int width(int level) {
    return width << level;
  }

  /** The shape of every parameter, by name. */
  Map<String, Shape> parameters() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int level = 0; level < levels; level++) {
      int in = level == 0 ? channels : width(level - 1);
      putBlock(shapes, "down" + level, in, width(level));
    }
    for (int level = levels - 2; level >= 0; level--) {
      putConvolution(shapes, "up" + level + ".project", width(level + 1), width(level), 1);
      putBlock(shapes, "up" + level, 2 * width(level), width(level));
    }
    putConvolution(shapes, "out", width, outputs, 1);
    shapes.put("out.bias", new Shape(outputs));
    return shapes;
  }

  private static void putBlock(Map<String, Shape> shapes, String name, int in, int out) {
    putConvolution(shapes, name + ".0", in, out, KERNEL);
    putNormalisation(shapes, name + ".0", out);
    putConvolution(shapes, name + ".1", out, out, KERNEL);
    putNormalisation(shapes, name + ".1", out);
  }

  private static void putConvolution(
      Map<String, Shape> shapes, String name, int in, int out, int kernel) {
    shapes.put(name + ".weight", new Shape(out, in, kernel, kernel));
  }

  private static void putNormalisation(Map<String, Shape> shapes, String name, int channels) {
    shapes.put(name + ".scale", new Shape(channels));
    shapes.put(name + ".shift", new Shape(channels));
  }

  /** The logits of images; everything belongs to the manager of one pass. */
  NDArray forward(NDManager pass, Map<String, NDArray> parameters, NDArray images) {
    return new Pass(pass, parameters).forward(images);
  }

  /**
   * One pass. No operation with a Java number may stand here: the engine keeps such a number in a
   * buffer that garbage collection may free before the backward pass.
   */
  private final class Pass {
    private final NDManager pass;
    private final Map<String, NDArray> parameters;

    private Pass(NDManager pass, Map<String, NDArray> parameters) {
      this.pass = pass;
      this.parameters = parameters;
    }

    private NDArray parameter(String name) {
      NDArray array = parameters.get(name);
      if (array == null) {
        throw new IllegalStateException("no parameter " + name);
      }
      return array;
    }

    private NDArray forward(NDArray images) {
      NDArray logits = convolution("out", level(0, images), 1, 0);
      return logits.add(parameter("out.bias").reshape(1, outputs, 1, 1));
    }

    private NDArray level(int level, NDArray x) {
      NDArray skip = block("down" + level, x, level == 0 ? 1 : 2);
      if (level == levels - 1) {
        return skip;
      }
      NDArray below = level(level + 1, skip);
      // Before the pixels are repeated, not after: the same, at a quarter of the cost.
      NDArray up = doubled(convolution("up" + level + ".project", below, 1, 0));
      return block("up" + level, up.getNDArrayInternal().concat(new NDList(skip), 1), 1);
    }

    private NDArray block(String name, NDArray x, int stride) {
      NDArray first = normalised(name + ".0", convolution(name + ".0", x, stride, KERNEL / 2));
      return normalised(name + ".1", convolution(name + ".1", first, 1, KERNEL / 2));
    }

    private NDArray convolution(String name, NDArray x, int stride, int padding) {
      NDArray weight = parameter(name + ".weight");
      return x.getNDArrayInternal()
          .convolution(
              x,
              weight,
              pass.zeros(new Shape(weight.getShape().get(0))),
              new Shape(stride, stride),
              new Shape(padding, padding),
              ONE_BY_ONE,
              1)
          .head();
    }

    /** Instance normalisation as a layer normalisation of each map, then leaky ReLU. */
    private NDArray normalised(String name, NDArray x) {
      Shape shape = x.getShape();
      Shape map = new Shape(shape.get(2) * shape.get(3));
      NDArray rows = x.reshape(shape.get(0) * shape.get(1), map.size());
      NDArray normal =
          rows.getNDArrayInternal()
              .layerNorm(rows, map, pass.ones(map), pass.zeros(map), EPSILON)
              .head()
              .reshape(shape);
      NDArray scaled =
          normal
              .getNDArrayInternal()
              .batchNorm(
                  normal,
                  pass.zeros(new Shape(shape.get(1))),
                  pass.ones(new Shape(shape.get(1))),
                  parameter(name + ".scale"),
                  parameter(name + ".shift"),
                  1,
                  0f,
                  0f,
                  false)
              .head();
      return scaled.getNDArrayInternal().leakyRelu(SLOPE);
    }

    private NDArray doubled(NDArray x) {
      long[] size = {2 * x.getShape().get(2), 2 * x.getShape().get(3)};
      return x.getNDArrayInternal().interpolation(size, NEAREST, false);
    }
  }
}
