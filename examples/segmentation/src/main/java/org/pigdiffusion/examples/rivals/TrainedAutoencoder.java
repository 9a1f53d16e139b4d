package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.BatchThreads;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.djl.NativeMemory;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.unet.UNetOps;
import org.pigdiffusion.unet.Weights;

/**
 * An autoencoder that has learnt. Its latents are brought to mean 0 and deviation 1 in each channel
 * over the training images, since that is what a noise schedule is made for. For one thread; who
 * makes it closes it.
 */
final class TrainedAutoencoder implements AutoCloseable {
  private static final int BATCH = 8;
  private static final double LEAST_DEVIATION = 1e-6;

  private final Autoencoder net;
  private final BatchThreads threads = BatchThreads.ofEngine();
  private final NDManager manager = DjlEngine.engine().newBaseManager();
  private final Map<String, NDArray> parameters;
  private final double[] mean;
  private final double[] deviation;

  /**
   * An open autoencoder.
   *
   * @param training the pairs over whose images the latents are brought to unit spread
   */
  TrainedAutoencoder(Autoencoder net, Map<String, Weights.Array> weights, PairSource training) {
    this.net = net;
    this.parameters = NativeMemory.upload(manager, weights);
    this.mean = new double[net.latentChannels()];
    this.deviation = new double[net.latentChannels()];
    measure(training);
  }

  /** By which a latent is smaller than an image. */
  int factor() {
    return net.factor();
  }

  private void measure(PairSource training) {
    double[] squares = new double[mean.length];
    long count = 0;
    for (int from = 0; from < training.size(); from += BATCH) {
      int to = Math.min(from + BATCH, training.size());
      Tensor latent =
          raw(
              Tensor.concatBatch(
                  IntStream.range(from, to).mapToObj(i -> training.example(i).y()).toList()));
      float[] values = latent.toArray();
      int plane = latent.shape().planeSize();
      for (int at = 0; at < values.length; at++) {
        mean[at / plane % mean.length] += values[at];
        squares[at / plane % mean.length] += (double) values[at] * values[at];
      }
      count += (long) (to - from) * plane;
    }
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= count;
      double variance = squares[c] / count - mean[c] * mean[c];
      deviation[c] = Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, variance)));
    }
  }

  /** The mean latents of images, at unit spread. */
  Tensor encode(Tensor images) {
    return scaled(raw(images), true);
  }

  private Tensor raw(Tensor images) {
    return inParts(images, (ops, part) -> net.encode(ops, part).mean());
  }

  private Tensor inParts(Tensor all, BiFunction<UNetOps<NDArray>, NDArray, NDArray> network) {
    int parts = threads.parts(all.shape().batch());
    int size = all.shape().batch() / parts;
    return Tensor.concatBatch(
        threads.run(
            parts,
            i -> {
              try (NDManager pass = manager.newSubManager()) {
                NDArray part = NativeMemory.upload(pass, all.slice(i * size, (i + 1) * size));
                return NativeMemory.download(network.apply(DjlEngine.ops(pass, parameters), part));
              }
            }));
  }

  /** The images of latents of unit spread. */
  Tensor decode(Tensor latents) {
    return inParts(scaled(latents, false), net::decode);
  }

  private Tensor scaled(Tensor latents, boolean toUnit) {
    Shape shape = latents.shape();
    float[] values = latents.toArray();
    for (int i = 0; i < values.length; i++) {
      int c = i / shape.planeSize() % shape.channels();
      values[i] =
          (float)
              (toUnit ? (values[i] - mean[c]) / deviation[c] : values[i] * deviation[c] + mean[c]);
    }
    return Tensor.adopt(shape, values);
  }

  @Override
  public void close() {
    threads.close();
    manager.close();
  }
}
