package org.pigdiffusion.unet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The noise-predicting U-Net of DDPM and DDIM (Ho et al. 2020, Song et al. 2020), as the PIG
 * authors use it. Immutable.
 *
 * <p>{@link #forward} is the only description of the network. Training, ONNX export and the list of
 * parameters are interpretations of it, so they cannot drift apart. Parameters have the names of
 * the DDIM PyTorch network: {@code down.0.block.1.conv1.weight}, {@code mid.attn_1.q.bias}, and so
 * on.
 */
public final class UNet {
  private final UNetConfig config;

  /** Creates the network of the settings. */
  public UNet(UNetConfig config) {
    this.config = config;
  }

  /** The settings. */
  public UNetConfig config() {
    return config;
  }

  /** All parameters, in the order in which {@link #forward} meets them, weight before bias. */
  public List<Parameter> parameters() {
    return ParameterLister.list(this);
  }

  /** The number of values of all parameters together. */
  public long parameterCount() {
    return parameters().stream().mapToLong(Parameter::size).sum();
  }

  /**
   * Runs the network.
   *
   * @param ops the interpretation
   * @param input the network's input, noisy sample and condition joined (or added) as {@link
   *     UNetConfig#guideInput} says; see {@link #input}
   * @param time the time steps, one for each image
   * @return the prediction, with the channels of the noisy sample
   */
  public <T> T forward(UNetOps<T> ops, T input, T time) {
    return decode(ops, encode(ops, input, time));
  }

  /**
   * Runs the first half of the network alone: the way down and the middle. Whoever changes the
   * feature maps between the two halves, as ControlNet does, has another network with the same way
   * up.
   *
   * @param ops the interpretation
   * @param input as {@link #forward} takes it
   * @param time the time steps, one for each image
   */
  public <T> Features<T> encode(UNetOps<T> ops, T input, T time) {
    T embedding = timeEmbedding(ops, time);
    return new Features<>(embedding, new Pass<>(config, ops, embedding).down(input));
  }

  /**
   * Runs the second half of the network: the way up.
   *
   * @param ops the interpretation
   * @param features what {@link #encode} of a network of these settings made
   * @return the prediction, with the channels of the noisy sample
   * @throws IllegalArgumentException if there is another number of feature maps
   */
  public <T> T decode(UNetOps<T> ops, Features<T> features) {
    return new Pass<>(config, ops, features.embedding()).up(features.maps());
  }

  /**
   * What the way up takes.
   *
   * @param embedding of the time steps
   * @param maps the feature maps that are handed over to the way up, in the order of the way down;
   *     the last one is that of the middle
   */
  public record Features<T>(T embedding, List<Feature<T>> maps) {
    /** Copies the list. */
    public Features {
      maps = List.copyOf(maps);
    }
  }

  /**
   * A feature map.
   *
   * @param map {@code [n,channels,h,w]}
   * @param channels how many it has
   */
  public record Feature<T>(T map, int channels) {}

  /** Joins the noisy sample and the condition to what {@link #forward} takes. */
  public <T> T input(UNetOps<T> ops, T noisy, T condition) {
    if (config.conditionChannels() == 0) {
      return noisy;
    }
    return switch (config.guideInput()) {
      case CONCAT -> ops.concat(noisy, condition);
      case ADD -> ops.add(noisy, condition);
    };
  }

  private <T> T timeEmbedding(UNetOps<T> ops, T time) {
    int base = config.baseWidth();
    T embedding = ops.timeEmbedding(time, base);
    if (config.augmentationLabels() > 0) {
      embedding = ops.addLabels("temb.labels", embedding, config.augmentationLabels(), base);
    }
    embedding = ops.linear("temb.dense.0", embedding, base, 4 * base);
    embedding = ops.linear("temb.dense.1", ops.silu(embedding), 4 * base, 4 * base);
    return ops.silu(embedding); // every residual block begins by activating it: do it once
  }

  /** One run through the network; holds what the run's methods share. */
  private record Pass<T>(UNetConfig config, UNetOps<T> ops, T embedding) {

    List<Feature<T>> down(T input) {
      int levels = config.multipliers().size();
      int inputChannels =
          config.guideInput() == GuideInput.CONCAT
              ? config.channels() + config.conditionChannels()
              : config.channels();
      int pixels = config.patch() * config.patch();
      List<Feature<T>> maps = new ArrayList<>();

      int width = config.baseWidth();
      T h = ops.conv("conv_in", patches(input, inputChannels), inputChannels * pixels, width, 3);
      maps.add(new Feature<>(h, width));

      for (int level = 0; level < levels; level++) {
        boolean attention = config.attentionLevels().contains(level);
        for (int block = 0; block < config.residualBlocks(); block++) {
          h = residual("down.%d.block.%d".formatted(level, block), h, width, config.width(level));
          width = config.width(level);
          if (attention) {
            h = attention("down.%d.attn.%d".formatted(level, block), h, width);
          }
          maps.add(new Feature<>(h, width));
        }
        if (level < levels - 1) {
          h = ops.downsampleConv("down.%d.downsample.conv".formatted(level), h, width);
          maps.add(new Feature<>(h, width));
        }
      }

      h = residual("mid.block_1", h, width, width);
      if (config.middleAttention()) {
        h = attention("mid.attn_1", h, width);
      }
      maps.add(new Feature<>(residual("mid.block_2", h, width, width), width));
      return maps;
    }

    T up(List<Feature<T>> maps) {
      int levels = config.multipliers().size();
      requireCount(maps.size(), levels * (config.residualBlocks() + 1) + 1);
      Deque<Feature<T>> skips = new ArrayDeque<>(maps);
      Feature<T> middle = skips.removeLast();
      T h = middle.map();
      int width = middle.channels();
      for (int level = levels - 1; level >= 0; level--) {
        boolean attention = upwardAttention(level, levels);
        for (int block = 0; block <= config.residualBlocks(); block++) {
          Feature<T> skip = skips.removeLast();
          h = ops.concat(h, skip.map());
          int in = width + skip.channels();
          h = residual("up.%d.block.%d".formatted(level, block), h, in, config.width(level));
          width = config.width(level);
          if (attention) {
            h = attention("up.%d.attn.%d".formatted(level, block), h, width);
          }
        }
        if (level > 0) {
          h = ops.conv("up.%d.upsample.conv".formatted(level), ops.upsample(h), width, width, 3);
        }
      }

      h = ops.silu(ops.groupNorm("norm_out", h, width, config.groups()));
      h = ops.conv("conv_out", h, width, config.channels() * config.patch() * config.patch(), 3);
      return config.patch() == 1 ? h : ops.depthToSpace(h, config.channels(), config.patch());
    }

    private static void requireCount(int found, int expected) {
      if (found != expected) {
        throw new IllegalArgumentException(
            "features: expected %d maps, found %d".formatted(expected, found));
      }
    }

    private T patches(T input, int channels) {
      return config.patch() == 1 ? input : ops.spaceToDepth(input, channels, config.patch());
    }

    private boolean upwardAttention(int level, int levels) {
      return config.attentionLevels().contains(level)
          && (config.upwardAttention() == UpwardAttention.ALL_LEVELS || level == levels - 1);
    }

    private T residual(String name, T x, int in, int out) {
      T h = ops.silu(ops.groupNorm(name + ".norm1", x, in, config.groups()));
      h = ops.conv(name + ".conv1", h, in, out, 3);
      T shift = ops.linear(name + ".temb_proj", embedding, 4 * config.baseWidth(), out);
      h = ops.addEmbedding(h, shift);
      h = ops.silu(ops.groupNorm(name + ".norm2", h, out, config.groups()));
      if (config.dropout() > 0) {
        h = ops.dropout(h, config.dropout());
      }
      h = ops.conv(name + ".conv2", h, out, out, 3);
      T shortcut = in == out ? x : ops.conv(name + ".nin_shortcut", x, in, out, 1);
      return ops.add(shortcut, h);
    }

    private T attention(String name, T x, int channels) {
      T h = ops.groupNorm(name + ".norm", x, channels, config.groups());
      T q = ops.conv(name + ".q", h, channels, channels, 1);
      T k = ops.conv(name + ".k", h, channels, channels, 1);
      T v = ops.conv(name + ".v", h, channels, channels, 1);
      h = ops.attention(q, k, v, channels);
      return ops.add(x, ops.conv(name + ".proj_out", h, channels, channels, 1));
    }
  }
}
