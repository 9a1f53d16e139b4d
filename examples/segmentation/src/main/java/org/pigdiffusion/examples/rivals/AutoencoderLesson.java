package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.djl.NativeMemory;
import org.pigdiffusion.examples.rivals.Autoencoder.Latent;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.unet.UNetOps;

/**
 * Teaches an autoencoder to give images back: the mean absolute error, and a little of the
 * Kullback-Leibler divergence of the latents from normal noise (Rombach et al. 2022, the KL variant
 * without its perceptual and adversarial losses).
 *
 * @param net what learns
 * @param training the images to learn from, changed at random when drawn
 * @param validation the images to judge by
 * @param batchSize images of a step
 * @param seed decides what is drawn
 */
record AutoencoderLesson(
    Autoencoder net, PairSource training, PairSource validation, int batchSize, long seed)
    implements Lesson<AutoencoderLesson.Batch> {
  /** Rombach et al.'s weight of the divergence, summed, against the error, summed too. */
  private static final float DIVERGENCE = 1e-6f;

  /**
   * What a step learns from.
   *
   * @param images to be given back
   * @param noise standard normal, of the shape of their latents; zeros take the mean latents
   */
  record Batch(Tensor images, Tensor noise) {}

  @Override
  public Batch draw(int step) {
    // The generator of a step: what it draws depends on nothing but the seed and the step.
    SplittableRandom random = new SplittableRandom(seed ^ new SplittableRandom(step).nextLong());
    List<Tensor> images = new ArrayList<>();
    for (int i = 0; i < batchSize; i++) {
      images.add(training.draw(random.nextInt(training.size()), random.nextLong()).y());
    }
    Tensor all = Tensor.concatBatch(images);
    float[] noise = new float[latents(all).size()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return new Batch(all, Tensor.adopt(latents(all), noise));
  }

  @Override
  public int size(Batch batch) {
    return batch.images().shape().batch();
  }

  @Override
  public Batch part(Batch batch, int index, int parts) {
    int size = size(batch) / parts;
    int from = index * size;
    return new Batch(
        batch.images().slice(from, from + size), batch.noise().slice(from, from + size));
  }

  private Shape latents(Tensor images) {
    Shape shape = images.shape();
    return new Shape(
        shape.batch(),
        net.latentChannels(),
        shape.height() / net.factor(),
        shape.width() / net.factor());
  }

  @Override
  public NDArray loss(NDManager pass, Map<String, NDArray> parameters, Batch batch) {
    UNetOps<NDArray> ops = DjlEngine.ops(pass, parameters);
    NDArray images = NativeMemory.upload(pass, batch.images());
    Latent<NDArray> latent = net.encode(ops, images);
    NDArray half = pass.create(0.5f);
    NDArray deviation = latent.logVariance().mul(half).exp();
    NDArray drawn = latent.mean().add(deviation.mul(NativeMemory.upload(pass, batch.noise())));
    NDArray error = net.decode(ops, drawn).sub(images).abs().mean();
    NDArray divergence =
        latent
            .mean()
            .square()
            .add(latent.logVariance().exp())
            .sub(latent.logVariance())
            .sub(pass.ones(new ai.djl.ndarray.types.Shape()))
            .mul(half)
            .sum();
    float share = DIVERGENCE / batch.images().shape().size();
    return error.add(divergence.mul(pass.create(share)));
  }

  @Override
  public double validationLoss(ToDoubleFunction<Batch> lossOf) {
    double sum = 0;
    for (int from = 0; from < validation.size(); from += batchSize) {
      int to = Math.min(from + batchSize, validation.size());
      Tensor images =
          Tensor.concatBatch(
              IntStream.range(from, to).mapToObj(i -> validation.example(i).y()).toList());
      sum += (to - from) * lossOf.applyAsDouble(new Batch(images, Tensor.zeros(latents(images))));
    }
    return sum / validation.size();
  }
}
