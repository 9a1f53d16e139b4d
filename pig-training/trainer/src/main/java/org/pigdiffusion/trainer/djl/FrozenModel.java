package org.pigdiffusion.trainer.djl;

import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Role;
import org.pigdiffusion.djl.DjlDenoiser;
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

/** Opens model x while model y learns from it: it learns no more. */
final class FrozenModel {
  private FrozenModel() {}

  /**
   * On the device that the training is on; on a CPU by ONNX Runtime, which is faster than DJL. The
   * caller closes it.
   */
  static Denoiser open(UNet net, Weights weights, TrainingConfig config) {
    return DjlEngine.isOnGpu()
        ? DjlDenoiser.of(net.config(), weights, config.prediction(), "frozen model x")
        : inOnnxRuntime(net, weights, config);
  }

  /**
   * With no more threads than a batch has images, each image is computed by one thread: threads
   * that share the work of a call wait for each other hundreds of times.
   */
  static Denoiser inOnnxRuntime(UNet net, Weights weights, TrainingConfig config) {
    ModelCard card =
        ModelCard.builder(Role.X, net.config(), config.schedule())
            .prediction(config.prediction())
            .build();
    int threads = Math.min(DjlEngine.threads(), config.batchSize());
    return OnnxDenoiser.builder(UNetOnnxWriter.bytes(new TrainedModel(net.config(), weights, card)))
        .threads(ThreadPool.own(threads, Spinning.OFF))
        .open();
  }
}
