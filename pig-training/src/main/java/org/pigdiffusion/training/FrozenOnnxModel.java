package org.pigdiffusion.training;

import com.google.common.primitives.ImmutableIntArray;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.onnx.Spinning;
import org.pigdiffusion.onnx.ThreadPool;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.onnx.UNetOnnxWriter;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/**
 * Model x in ONNX Runtime. Every image has a time step of its own, and a denoiser takes one at a
 * call, so the images are calls of their own, as many at once as the training has threads.
 */
final class FrozenOnnxModel implements FrozenModel {
  private final Denoiser model;
  private final ForkJoinPool threads = new ForkJoinPool(DjlEngine.threads());

  private FrozenOnnxModel(Denoiser model) {
    this.model = model;
  }

  static FrozenOnnxModel of(UNet net, Weights weights, TrainingConfig config) {
    ModelCard card =
        ModelCard.builder(Role.X, net.config(), config.schedule())
            .prediction(config.prediction())
            .build();
    byte[] file = UNetOnnxWriter.bytes(new TrainedModel(net.config(), weights, card));
    return new FrozenOnnxModel(
        OnnxDenoiser.builder(file).threads(ThreadPool.own(1, Spinning.OFF)).open());
  }

  @Override
  public Tensor predict(Tensor noisy, Tensor condition, ImmutableIntArray times) {
    return threads
        .submit(
            () ->
                Tensor.concatBatch(
                    IntStream.range(0, times.length())
                        .parallel()
                        .mapToObj(i -> predict(noisy, condition, i, times.get(i)))
                        .toList()))
        .join();
  }

  private Tensor predict(Tensor noisy, Tensor condition, int image, int time) {
    return model.predict(noisy.slice(image, image + 1), condition.slice(image, image + 1), time);
  }

  @Override
  public void close() {
    threads.shutdown();
    model.close();
  }
}
