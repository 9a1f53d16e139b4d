package org.pigdiffusion.examples.speed;

import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetOps;

/**
 * Counts the multiply-adds of a network's convolutions, affine maps and products of matrices, for
 * one image: one more interpretation of the network. Everything else is not counted, as is usual.
 */
final class FlopCounter implements UNetOps<FlopCounter.Map> {
  /** The size of a feature map; an embedding is a map of one pixel. */
  record Map(int channels, int height, int width) {
    private long pixels() {
      return (long) height * width;
    }
  }

  private long multiplyAdds;

  private FlopCounter() {}

  /** The floating-point operations of one evaluation of one image, two for each multiply-add. */
  static long flops(UNet net, int height, int width) {
    FlopCounter counter = new FlopCounter();
    Map noisy = new Map(net.config().channels(), height, width);
    Map condition = new Map(net.config().conditionChannels(), height, width);
    Map unused = net.forward(counter, net.input(counter, noisy, condition), new Map(1, 1, 1));
    return 2 * counter.multiplyAdds;
  }

  private Map convolved(Map x, int out, int kernel, int stride) {
    Map result = new Map(out, x.height() / stride, x.width() / stride);
    multiplyAdds += result.pixels() * out * x.channels() * kernel * kernel;
    return result;
  }

  @Override
  public Map conv(String name, Map x, int in, int out, int kernel) {
    return convolved(x, out, kernel, 1);
  }

  @Override
  public Map downsampleConv(String name, Map x, int channels) {
    return convolved(x, channels, 3, 2);
  }

  @Override
  public Map upsample(Map x) {
    return new Map(x.channels(), 2 * x.height(), 2 * x.width());
  }

  @Override
  public Map spaceToDepth(Map x, int channels, int block) {
    return new Map(channels * block * block, x.height() / block, x.width() / block);
  }

  @Override
  public Map depthToSpace(Map x, int channels, int block) {
    return new Map(channels, x.height() * block, x.width() * block);
  }

  @Override
  public Map groupNorm(String name, Map x, int channels, int groups) {
    return x;
  }

  @Override
  public Map silu(Map x) {
    return x;
  }

  @Override
  public Map linear(String name, Map x, int in, int out) {
    return convolved(x, out, 1, 1);
  }

  @Override
  public Map add(Map a, Map b) {
    return a;
  }

  @Override
  public Map addEmbedding(Map x, Map embedding) {
    return x;
  }

  @Override
  public Map concat(Map a, Map b) {
    return new Map(a.channels() + b.channels(), a.height(), a.width());
  }

  @Override
  public Map attention(Map q, Map k, Map v, int channels) {
    multiplyAdds += 2 * q.pixels() * q.pixels() * channels;
    return v;
  }

  @Override
  public Map timeEmbedding(Map time, int size) {
    return new Map(size, 1, 1);
  }

  @Override
  public Map dropout(Map x, double rate) {
    return x;
  }
}
