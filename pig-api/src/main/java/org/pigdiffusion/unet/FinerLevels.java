package org.pigdiffusion.unet;

import com.google.common.base.Preconditions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Levels of finer pixels before the levels of a trained network, so that what was learnt on small
 * images begins the training on images of twice the size for each level: the shapes of the whole
 * are learnt where a step costs little, and only the detail at the full size (progressive growing;
 * Karras et al. 2018, arXiv 1710.10196; for diffusion Gu et al. 2023, arXiv 2310.15111).
 *
 * <p>Every trained level keeps its weights and works at the size that it has learnt. A new level
 * begins as the mean of 2x2 pixels on the way down, and at random on the way up. For the trained
 * levels to meet the noise that they know at each time step, the smaller network learns with {@code
 * schedule.shifted(2)} for each level that will be put before it: the mean of four pixels has half
 * the noise.
 *
 * <p>Immutable.
 */
public final class FinerLevels {
  private static final Pattern OF_A_LEVEL = Pattern.compile("(?s)(down|up)\\.(\\d+)\\.(.*)");
  private static final Pattern OF_THE_HEAD = Pattern.compile("(?s)(norm_out|conv_out)\\..*");
  private static final int KERNEL = 3;

  private final UNet small;
  private final UNet large;
  private final int count;

  private FinerLevels(UNetConfig small, UNetConfig large, int count) {
    this.small = new UNet(small);
    this.large = new UNet(large);
    this.count = count;
  }

  /**
   * Puts levels before those of a network. They are of its base width; every other setting stays.
   *
   * @param network one that works on single pixels
   * @param count of the new levels, at least 1
   * @throws IllegalArgumentException if the network works on patches, or there would be too many
   *     levels
   */
  public static FinerLevels before(UNetConfig network, int count) {
    Preconditions.checkArgument(count >= 1, "count: expected at least 1, found %s", count);
    Preconditions.checkArgument(
        network.patch() == 1,
        "network: expected patch 1, since finer levels see single pixels, found %s",
        network.patch());
    List<Integer> multipliers =
        Stream.concat(Collections.nCopies(count, 1).stream(), network.multipliers().stream())
            .toList();
    UNetConfig large =
        network.toBuilder()
            .multipliers(multipliers)
            .attentionLevels(
                network.attentionLevels().stream()
                    .map(level -> level + count)
                    .collect(Collectors.toSet()))
            .build();
    return new FinerLevels(network, large, count);
  }

  /**
   * The first levels of a network, and the network without them.
   *
   * @param network one whose first levels are of its base width and without attention
   * @param count of these levels, at least 1; the network has more
   * @throws IllegalArgumentException if they are not such, or the network works on patches
   */
  public static FinerLevels of(UNetConfig network, int count) {
    Preconditions.checkArgument(count >= 1, "count: expected at least 1, found %s", count);
    List<Integer> multipliers = network.multipliers();
    Preconditions.checkArgument(
        multipliers.size() > count
            && multipliers.subList(0, count).stream().allMatch(multiplier -> multiplier == 1)
            && network.attentionLevels().headSet(count).isEmpty(),
        "network: expected multiplier 1 and no attention at the first levels, %s of them, and a level"
            + " below, found multipliers %s and attention at levels %s",
        count,
        multipliers,
        network.attentionLevels());
    UNetConfig without =
        network.toBuilder()
            .multipliers(multipliers.subList(count, multipliers.size()))
            .attentionLevels(
                network.attentionLevels().stream()
                    .map(level -> level - count)
                    .collect(Collectors.toSet()))
            .build();
    return before(without, count);
  }

  /** The network without these levels. */
  public UNetConfig without() {
    return small.config();
  }

  /** The network with the new levels. */
  public UNetConfig network() {
    return large.config();
  }

  /**
   * The weights with which it begins.
   *
   * @param trained those of the network without the new levels
   * @param seed of what begins at random
   * @throws IllegalArgumentException if the weights are those of another network
   */
  public Weights weights(Weights trained, long seed) {
    Map<String, Weights.Array> weights =
        new LinkedHashMap<>(InitialWeights.of(large, seed).arrays());
    Weights.fitting(small, trained.arrays()).arrays().entrySet().stream()
        .filter(entry -> !OF_THE_HEAD.matcher(entry.getKey()).matches())
        .forEach(entry -> weights.put(lower(entry.getKey()), entry.getValue()));
    for (int level = 0; level < count; level++) {
      for (int block = 0; block < network().residualBlocks(); block++) {
        pass(weights, "down.%d.block.%d.conv2".formatted(level, block), level, 0, 0, 0);
      }
      // The padding is at the right and below, so pixel (0, 0) of the kernel is the first of four.
      pass(weights, "down.%d.downsample.conv".formatted(level), level, 0, 1, 0.25f);
      pass(weights, "up.%d.upsample.conv".formatted(level + 1), level + 1, 1, 1, 1);
    }
    return Weights.fitting(large, weights);
  }

  /** The name that a parameter of the small network has in the large one. */
  private String lower(String name) {
    Matcher level = OF_A_LEVEL.matcher(name);
    return level.matches()
        ? "%s.%d.%s"
            .formatted(level.group(1), Integer.parseInt(level.group(2)) + count, level.group(3))
        : name;
  }

  /**
   * Makes a convolution of 3x3 pixels pass on each channel of a level alone: the sum of the pixels
   * from {@code first} to {@code last} in both directions, times {@code weight}.
   */
  private void pass(
      Map<String, Weights.Array> weights,
      String name,
      int level,
      int first,
      int last,
      float weight) {
    int channels = network().width(level);
    float[] kernel = new float[channels * channels * KERNEL * KERNEL];
    for (int channel = 0; channel < channels; channel++) {
      for (int row = first; row <= last; row++) {
        for (int column = first; column <= last; column++) {
          kernel[((channel * channels + channel) * KERNEL + row) * KERNEL + column] = weight;
        }
      }
    }
    weights.put(
        name + ".weight", Weights.Array.adopt(List.of(channels, channels, KERNEL, KERNEL), kernel));
    weights.put(name + ".bias", new Weights.Array(List.of(channels), new float[channels]));
  }
}
