package org.pigdiffusion.training;

import com.google.common.primitives.ImmutableIntArray;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.djl.DjlTrainableNetwork;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/** Model x while model y learns from it: it learns no more. Whoever makes one closes it. */
interface FrozenModel extends AutoCloseable {

  /**
   * The predictions for a batch.
   *
   * @param times the time step of each sample
   */
  Tensor predict(Tensor noisy, Tensor condition, ImmutableIntArray times);

  @Override
  void close();

  /** On the device that the training is on; on a CPU by ONNX Runtime, which is faster than DJL. */
  static FrozenModel of(UNet net, Weights weights, TrainingConfig config) {
    return DjlEngine.isOnGpu() ? onDjl(net, weights) : FrozenOnnxModel.of(net, weights, config);
  }

  static FrozenModel onDjl(UNet net, Weights weights) {
    DjlTrainableNetwork network = DjlTrainableNetwork.of(net, weights);
    return new FrozenModel() {
      @Override
      public Tensor predict(Tensor noisy, Tensor condition, ImmutableIntArray times) {
        return network.predict(noisy, condition, Objective.times(times));
      }

      @Override
      public void close() {
        network.close();
      }
    };
  }
}
