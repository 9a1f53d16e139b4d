package org.pigdiffusion.unet;

import com.google.common.collect.ImmutableList;
import org.pigdiffusion.unet.Parameter.Kind;

/** Interprets a network by noting the parameters that it meets. */
final class ParameterLister implements UNetOps<ParameterLister.Nothing> {
  /** The value that this interpretation passes on. */
  enum Nothing {
    NOTHING
  }

  private final ImmutableList.Builder<Parameter> parameters = ImmutableList.builder();

  static ImmutableList<Parameter> list(UNet net) {
    ParameterLister lister = new ParameterLister();
    net.forward(lister, Nothing.NOTHING, Nothing.NOTHING);
    return lister.parameters.build();
  }

  private Nothing affine(String name, int fanIn, Integer... weight) {
    parameters.add(
        new Parameter(name + ".weight", ImmutableList.copyOf(weight), Kind.AFFINE, fanIn));
    parameters.add(new Parameter(name + ".bias", ImmutableList.of(weight[0]), Kind.AFFINE, fanIn));
    return Nothing.NOTHING;
  }

  @Override
  public Nothing conv(String name, Nothing x, int in, int out, int kernel) {
    return affine(name, in * kernel * kernel, out, in, kernel, kernel);
  }

  @Override
  public Nothing downsampleConv(String name, Nothing x, int channels) {
    return conv(name, x, channels, channels, 3);
  }

  @Override
  public Nothing linear(String name, Nothing x, int in, int out) {
    return affine(name, in, out, in);
  }

  @Override
  public Nothing groupNorm(String name, Nothing x, int channels, int groups) {
    parameters.add(
        new Parameter(name + ".weight", ImmutableList.of(channels), Kind.SCALE, channels));
    parameters.add(new Parameter(name + ".bias", ImmutableList.of(channels), Kind.SHIFT, channels));
    return Nothing.NOTHING;
  }

  @Override
  public Nothing upsample(Nothing x) {
    return x;
  }

  @Override
  public Nothing spaceToDepth(Nothing x, int channels, int block) {
    return x;
  }

  @Override
  public Nothing depthToSpace(Nothing x, int channels, int block) {
    return x;
  }

  @Override
  public Nothing silu(Nothing x) {
    return x;
  }

  @Override
  public Nothing add(Nothing a, Nothing b) {
    return a;
  }

  @Override
  public Nothing addEmbedding(Nothing x, Nothing embedding) {
    return x;
  }

  @Override
  public Nothing concat(Nothing a, Nothing b) {
    return a;
  }

  @Override
  public Nothing attention(Nothing q, Nothing k, Nothing v, int channels) {
    return q;
  }

  @Override
  public Nothing timeEmbedding(Nothing time, int size) {
    return time;
  }

  /** The weight starts at 0, so that the network starts as the one without labels does. */
  @Override
  public Nothing addLabels(String name, Nothing embedding, int labels, int size) {
    parameters.add(
        new Parameter(name + ".weight", ImmutableList.of(size, labels), Kind.SHIFT, labels));
    return embedding;
  }

  @Override
  public Nothing dropout(Nothing x, double rate) {
    return x;
  }
}
