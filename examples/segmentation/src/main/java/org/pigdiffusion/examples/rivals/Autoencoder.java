package org.pigdiffusion.examples.rivals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.pigdiffusion.unet.UNetOps;
import org.pigdiffusion.unet.Weights;

/**
 * The autoencoder of latent diffusion (Rombach et al. 2022, appendix G): residual blocks, a
 * convolution of stride 2 for each halving, and of each latent a mean and a log variance.
 *
 * @param channels of an image
 * @param latentChannels of a latent
 * @param halvings the height and width of a latent are those of an image halved so often
 * @param width channels of the finest level, a multiple of 8; a level has twice those of the finer
 *     one
 */
record Autoencoder(int channels, int latentChannels, int halvings, int width) {
  private static final int GROUPS = 8;
  private static final int KERNEL = 3;

  /** A latent's normal distribution. */
  record Latent<T>(T mean, T logVariance) {}

  Autoencoder {
    if (halvings < 1 || width % GROUPS != 0 || width < 1) {
      throw new IllegalArgumentException(
          "autoencoder: expected at least 1 halving and a width that is a multiple of %d, found %d"
                  .formatted(GROUPS, halvings)
              + " and %d".formatted(width));
    }
  }

  /**
   * As Rombach et al. have them for these factors (their table 8): 2 channels at factor 2, 3 at
   * factor 4.
   *
   * @param factor by which a latent is smaller than an image: 2 or 4
   */
  static Autoencoder of(int channels, int factor) {
    return switch (factor) {
      case 2 -> new Autoencoder(channels, 2, 1, 16);
      case 4 -> new Autoencoder(channels, 3, 2, 16);
      default -> throw new IllegalArgumentException("factor: expected 2 or 4, found " + factor);
    };
  }

  int factor() {
    return 1 << halvings;
  }

  private int width(int level) {
    return width << level;
  }

  /** The latents of images. */
  <T> Latent<T> encode(UNetOps<T> ops, T images) {
    T h = ops.conv("down.in", images, channels, width, KERNEL);
    for (int level = 0; level < halvings; level++) {
      h = residual(ops, "down." + level, h, width(level));
      h = ops.downsampleConv("down.%d.half".formatted(level), h, width(level));
      h = ops.conv("down.%d.wider".formatted(level), h, width(level), width(level + 1), KERNEL);
    }
    int wide = width(halvings);
    h = residual(ops, "down.last", h, wide);
    h = ops.silu(ops.groupNorm("down.norm", h, wide, GROUPS));
    return new Latent<>(
        ops.conv("mean", h, wide, latentChannels, KERNEL),
        ops.conv("logVariance", h, wide, latentChannels, KERNEL));
  }

  /** The images of latents. */
  <T> T decode(UNetOps<T> ops, T latents) {
    T h = ops.conv("up.in", latents, latentChannels, width(halvings), KERNEL);
    h = residual(ops, "up.first", h, width(halvings));
    for (int level = halvings - 1; level >= 0; level--) {
      T doubled = ops.upsample(h);
      h =
          ops.conv(
              "up.%d.narrower".formatted(level), doubled, width(level + 1), width(level), KERNEL);
      h = residual(ops, "up." + level, h, width(level));
    }
    h = ops.silu(ops.groupNorm("up.norm", h, width, GROUPS));
    return ops.conv("up.out", h, width, channels, KERNEL);
  }

  private static <T> T residual(UNetOps<T> ops, String name, T x, int channels) {
    T h = ops.silu(ops.groupNorm(name + ".norm1", x, channels, GROUPS));
    h = ops.conv(name + ".conv1", h, channels, channels, KERNEL);
    h = ops.silu(ops.groupNorm(name + ".norm2", h, channels, GROUPS));
    return ops.add(x, ops.conv(name + ".conv2", h, channels, channels, KERNEL));
  }

  /** The weights before the first step: PyTorch's defaults, as the library's U-Net has them. */
  Map<String, Weights.Array> start(long seed) {
    Start start = new Start(new SplittableRandom(seed));
    start.convolution("down.in", channels, width);
    for (int level = 0; level < halvings; level++) {
      start.residual("down." + level, width(level));
      start.convolution("down.%d.half".formatted(level), width(level), width(level));
      start.convolution("down.%d.wider".formatted(level), width(level), width(level + 1));
    }
    start.residual("down.last", width(halvings));
    start.norm("down.norm", width(halvings));
    start.convolution("mean", width(halvings), latentChannels);
    start.convolution("logVariance", width(halvings), latentChannels);
    start.convolution("up.in", latentChannels, width(halvings));
    start.residual("up.first", width(halvings));
    for (int level = halvings - 1; level >= 0; level--) {
      start.convolution("up.%d.narrower".formatted(level), width(level + 1), width(level));
      start.residual("up." + level, width(level));
    }
    start.norm("up.norm", width);
    start.convolution("up.out", width, channels);
    return start.arrays;
  }

  /** Draws the start of each parameter. */
  private static final class Start {
    private final Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    private final RandomGenerator random;

    Start(RandomGenerator random) {
      this.random = random;
    }

    void residual(String name, int channels) {
      norm(name + ".norm1", channels);
      convolution(name + ".conv1", channels, channels);
      norm(name + ".norm2", channels);
      convolution(name + ".conv2", channels, channels);
    }

    void convolution(String name, int in, int out) {
      double bound = 1 / Math.sqrt(in * KERNEL * KERNEL);
      uniform(name + ".weight", bound, List.of(out, in, KERNEL, KERNEL));
      uniform(name + ".bias", bound, List.of(out));
    }

    private void uniform(String name, double bound, List<Integer> dimensions) {
      float[] values = new float[dimensions.stream().reduce(1, Math::multiplyExact)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-bound, bound);
      }
      arrays.put(name, Weights.Array.adopt(dimensions, values));
    }

    void norm(String name, int channels) {
      float[] ones = new float[channels];
      Arrays.fill(ones, 1);
      arrays.put(name + ".weight", Weights.Array.adopt(List.of(channels), ones));
      arrays.put(name + ".bias", Weights.Array.adopt(List.of(channels), new float[channels]));
    }
  }
}
