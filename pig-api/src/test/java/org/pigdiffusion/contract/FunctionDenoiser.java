package org.pigdiffusion.contract;

import java.util.Collections;
import org.pigdiffusion.CloseableDenoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.OneTimeNetwork;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.ForwardProcess;
import org.pigdiffusion.noise.NoiseSchedule;

/** A denoiser that is a function in plain Java, for tests of what is built on denoisers. */
public final class FunctionDenoiser extends CloseableDenoiser {
  private final OneTimeNetwork network;

  /** A denoiser of any image size. */
  public FunctionDenoiser(
      int channels, int conditionChannels, PredictionType type, OneTimeNetwork network) {
    this(
        DenoiserSpec.builder(channels, conditionChannels, "function").prediction(type).build(),
        network);
  }

  /** A denoiser of the spec. */
  public FunctionDenoiser(DenoiserSpec spec, OneTimeNetwork network) {
    super(spec);
    this.network = network;
  }

  /** Predicts noise by a nonlinear function of each pixel of sample and condition. */
  public static FunctionDenoiser pointwise(int channels, int conditionChannels) {
    return new FunctionDenoiser(
        channels,
        conditionChannels,
        PredictionType.NOISE,
        (noisy, condition, time) -> mixed(noisy, condition, time, 0));
  }

  /** Predicts noise by a nonlinear function of each pixel and its neighbours, all channels. */
  public static FunctionDenoiser mixing(int channels, int conditionChannels) {
    return new FunctionDenoiser(
        channels,
        conditionChannels,
        PredictionType.NOISE,
        (noisy, condition, time) -> mixed(noisy, condition, time, 1));
  }

  /** Knows the clean image and so, from any noisy sample of it, the true noise. */
  public static FunctionDenoiser oracle(
      Tensor clean, int conditionChannels, NoiseSchedule schedule, PredictionType type) {
    return new FunctionDenoiser(
        clean.shape().channels(),
        conditionChannels,
        type,
        (noisy, condition, time) -> {
          double abar = schedule.alphaBar(time);
          Tensor repeated = repeat(clean, noisy.shape().batch());
          return type.target(repeated, trueNoise(repeated, noisy, abar), abar);
        });
  }

  /** The noise that was added to the clean image. */
  public static Tensor trueNoise(Tensor clean, Tensor noisy, double abar) {
    return ForwardProcess.ofAlphaBars(abar).noise(noisy, clean);
  }

  private static Tensor repeat(Tensor image, int batch) {
    return Tensor.concatBatch(Collections.nCopies(batch, image));
  }

  private static Tensor mixed(Tensor noisy, Tensor condition, double time, int reach) {
    Shape shape = noisy.shape();
    int plane = shape.planeSize();
    return TensorAssertions.tensor(
        shape,
        i -> {
          int image = i / shape.imageSize();
          int channel = i % shape.imageSize() / plane;
          int row = i % plane / shape.width();
          int column = i % shape.width();
          double sum = 0.1 * channel + time / 1000;
          for (int v = Math.max(0, row - reach);
              v <= Math.min(shape.height() - 1, row + reach);
              v++) {
            for (int u = Math.max(0, column - reach);
                u <= Math.min(shape.width() - 1, column + reach);
                u++) {
              sum +=
                  0.3 * channelSum(noisy, image, v, u) - 0.2 * channelSum(condition, image, v, u);
            }
          }
          return Math.sin(sum) + 0.2 * noisy.at(image, channel, row, column);
        });
  }

  private static double channelSum(Tensor tensor, int image, int row, int column) {
    double sum = 0;
    for (int c = 0; c < tensor.shape().channels(); c++) {
      sum += (1 + 0.5 * c) * tensor.at(image, c, row, column);
    }
    return sum;
  }

  @Override
  protected Tensor run(Tensor noisy, Tensor condition, double[] times) {
    return network.runEach(noisy, condition, times);
  }

  @Override
  protected void release() {
    // Nothing is held outside the Java heap.
  }
}
