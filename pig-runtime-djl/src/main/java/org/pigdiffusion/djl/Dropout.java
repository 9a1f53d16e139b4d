package org.pigdiffusion.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** What happens where the network says dropout. */
public abstract class Dropout {
  Dropout() {}

  /**
   * Applies dropout.
   *
   * @param pass owns whatever array this makes
   * @param x a feature map, {@code [n,channels,h,w]}
   * @param rate the share of values to drop, in [0, 1)
   */
  abstract NDArray apply(NDManager pass, NDArray x, double rate);

  /**
   * The dropout of a part of the batch.
   *
   * @param image the image of the batch with which the part begins, from 0
   */
  abstract Dropout from(int image);

  /** No dropout, as in inference. */
  public static Dropout none() {
    return NoDropout.INSTANCE;
  }

  /**
   * Drops what the generators say. The masks are drawn in Java and not by the engine, so that the
   * same generators give the same masks when a run is resumed; and for each image by itself, so
   * that they do not depend on how a batch is divided.
   *
   * @param ofImage a fresh generator for each image of the batch, of which {@link
   *     RandomGenerator#nextLong} alone is used; may be called by several threads at once
   */
  public static Dropout random(IntFunction<? extends RandomGenerator> ofImage) {
    return new RandomDropout(ofImage, 0);
  }
}
