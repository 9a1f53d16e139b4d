package org.pigdiffusion;

/**
 * The shape of a batch of images, in NCHW order.
 *
 * <p>A tensor with {@code channels == 0} is legal and holds no values: it is the condition of an
 * unconditional network, so that "no guide" needs neither null nor a second method.
 *
 * @param batch number of images, at least 1
 * @param channels channels of each image, at least 0
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Shape(int batch, int channels, int height, int width) {

  /**
   * Creates a shape.
   *
   * @throws IllegalArgumentException if a dimension is out of range or the number of values does
   *     not fit an int
   */
  public Shape {
    requireAtLeast("batch", batch, 1);
    requireAtLeast("channels", channels, 0);
    requireAtLeast("height", height, 1);
    requireAtLeast("width", width, 1);
    try {
      Math.multiplyExact(
          Math.multiplyExact(batch, Math.max(1, channels)), Math.multiplyExact(height, width));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "shape: expected at most %d values, found [%d,%d,%d,%d]"
              .formatted(Integer.MAX_VALUE, batch, channels, height, width),
          e);
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": expected at least " + least + ", found " + value);
    }
  }

  /** The number of values in the whole batch. */
  public int size() {
    return batch * imageSize();
  }

  /** The number of values of one image of the batch, all channels. */
  public int imageSize() {
    return channels * planeSize();
  }

  /** The number of values of one channel of one image. */
  public int planeSize() {
    return height * width;
  }

  /** This shape with another batch size. */
  public Shape withBatch(int newBatch) {
    return new Shape(newBatch, channels, height, width);
  }

  /** This shape with another number of channels. */
  public Shape withChannels(int newChannels) {
    return new Shape(batch, newChannels, height, width);
  }

  /** The shape as {@code [n,c,h,w]}. */
  @Override
  public String toString() {
    return "[" + batch + "," + channels + "," + height + "," + width + "]";
  }
}
