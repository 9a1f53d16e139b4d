package org.pigdiffusion.contract;

import org.pigdiffusion.CloseableDenoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** A denoiser that runs the oracle {@link ReferenceUNetOps}. Predicts noise. */
public final class ReferenceDenoiser extends CloseableDenoiser {
  private final UNet net;
  private final ReferenceUNetOps ops;

  /** A denoiser of this network with these weights. */
  public ReferenceDenoiser(UNetConfig config, Weights weights) {
    super(
        DenoiserSpec.builder(config.channels(), config.conditionChannels(), "reference")
            .size(SizeRule.multipleOf(config.downsamplingFactor()))
            .build());
    this.net = new UNet(config);
    this.ops = new ReferenceUNetOps(weights);
  }

  @Override
  protected Tensor run(Tensor noisy, Tensor condition, double[] times) {
    return net.forward(ops, net.input(ops, noisy, condition), ReferenceUNetOps.times(times));
  }

  @Override
  protected void release() {
    // Nothing is held outside the Java heap.
  }
}
