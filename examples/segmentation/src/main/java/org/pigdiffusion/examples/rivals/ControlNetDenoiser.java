package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.CloseableDenoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.BatchThreads;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.djl.NativeMemory;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** A ControlNet as a denoiser of the library: whoever makes one closes it. */
final class ControlNetDenoiser extends CloseableDenoiser {
  private final ControlNet net;
  private final BatchThreads threads = BatchThreads.ofEngine();
  private final NDManager manager = DjlEngine.engine().newBaseManager();
  private final Map<String, NDArray> frozen;
  private final Map<String, NDArray> learnt;

  /**
   * An open denoiser.
   *
   * @param networkY of the ControlNet
   * @param frozen the weights of the network without a condition
   * @param learnt those of the copy and of the convolutions that began at 0
   */
  ControlNetDenoiser(
      UNetConfig networkY,
      PredictionType prediction,
      Weights frozen,
      Map<String, Weights.Array> learnt) {
    super(spec(networkY, prediction));
    this.net = new ControlNet(networkY);
    this.frozen = NativeMemory.upload(manager, frozen.arrays());
    this.learnt = NativeMemory.upload(manager, learnt);
  }

  private static DenoiserSpec spec(UNetConfig networkY, PredictionType prediction) {
    return DenoiserSpec.builder(networkY.channels(), networkY.conditionChannels(), "ControlNet")
        .prediction(prediction)
        .size(SizeRule.multipleOf(networkY.downsamplingFactor()))
        .build();
  }

  @Override
  protected Tensor run(Tensor noisy, Tensor condition, double[] times) {
    int parts = threads.parts(times.length);
    int size = times.length / parts;
    synchronized (threads) { // they serve one caller at a time
      return Tensor.concatBatch(
          threads.run(
              parts,
              i -> {
                int to = (i + 1) * size;
                return part(
                    noisy.slice(i * size, to),
                    condition.slice(i * size, to),
                    Arrays.copyOfRange(times, i * size, to));
              }));
    }
  }

  private Tensor part(Tensor noisy, Tensor condition, double[] times) {
    float[] steps = new float[times.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (float) times[i];
    }
    try (NDManager pass = manager.newSubManager()) {
      NDArray predicted =
          net.forward(
              DjlEngine.ops(pass, frozen),
              DjlEngine.ops(pass, learnt),
              NativeMemory.upload(pass, noisy),
              NativeMemory.upload(pass, condition),
              NativeMemory.upload(pass, Weights.Array.adopt(List.of(steps.length), steps)));
      return NativeMemory.download(predicted);
    }
  }

  @Override
  protected void release() {
    threads.close();
    manager.close();
  }
}
