package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.unet.Weights;

/**
 * An autoencoder that has learnt. Its latents are brought to mean 0 and deviation 1 in each channel
 * over the training images, since that is what a noise schedule is made for. For one thread; who
 * makes it closes it.
 */
final class TrainedAutoencoder implements AutoCloseable {
  private static final double LEAST_DEVIATION = 1e-6;

  private final Autoencoder net;
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
    this.parameters = EngineArrays.upload(manager, weights);
    this.mean = new double[net.latentChannels()];
    this.deviation = new double[net.latentChannels()];
    measure(training);
  }

  private void measure(PairSource training) {
    double[] squares = new double[mean.length];
    long count = 0;
    for (int i = 0; i < training.size(); i++) {
      Tensor latent = raw(training.example(i).y());
      float[] values = latent.toArray();
      int plane = latent.shape().planeSize();
      for (int at = 0; at < values.length; at++) {
        mean[at / plane] += values[at];
        squares[at / plane] += (double) values[at] * values[at];
      }
      count += plane;
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
    try (NDManager pass = manager.newSubManager()) {
      NDArray input = EngineArrays.upload(pass, images);
      return EngineArrays.download(net.encode(DjlEngine.ops(pass, parameters), input).mean());
    }
  }

  /** The images of latents of unit spread. */
  Tensor decode(Tensor latents) {
    try (NDManager pass = manager.newSubManager()) {
      NDArray input = EngineArrays.upload(pass, scaled(latents, false));
      return EngineArrays.download(net.decode(DjlEngine.ops(pass, parameters), input));
    }
  }

  private Tensor scaled(Tensor latents, boolean toUnit) {
    Shape shape = latents.shape();
    float[] values = latents.toArray();
    for (int i = 0; i < values.length; i++) {
      int c = i / shape.planeSize() % shape.channels();
      values[i] =
          (float) (toUnit ? (values[i] - mean[c]) / deviation[c] : values[i] * deviation[c] + mean[c]);
    }
    return Tensor.adopt(shape, values);
  }

  @Override
  public void close() {
    manager.close();
  }
}
