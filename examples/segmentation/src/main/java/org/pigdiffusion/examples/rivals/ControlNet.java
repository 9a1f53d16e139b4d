package org.pigdiffusion.examples.rivals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.unet.GuideInput;
import org.pigdiffusion.unet.Parameter;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNet.Feature;
import org.pigdiffusion.unet.UNet.Features;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UNetOps;
import org.pigdiffusion.unet.Weights;

/**
 * ControlNet (Zhang et al. 2023): a network that was trained without a condition and learns no
 * more, and a copy of its way down and middle that learns and is shown the condition too. The
 * feature maps of the copy are added to those of the frozen network through 1x1 convolutions that
 * begin at 0, so that in the beginning the whole is the frozen network.
 *
 * <p>The condition enters the copy through a 3x3 convolution that begins at 0 and is added to the
 * first one: the copy's first convolution takes sample and condition, which is the same.
 */
final class ControlNet {
  private static final String ZERO = "zero.";
  private static final String FIRST = "conv_in.weight";
  private static final List<String> OF_WAY_UP = List.of("up.", "norm_out.", "conv_out.");

  private final UNet frozen;
  private final UNet copy;

  /**
   * The network.
   *
   * @param networkY how a network is that takes sample and condition at once; the frozen one is the
   *     same without a condition
   */
  ControlNet(UNetConfig networkY) {
    this.copy = new UNet(networkY.toBuilder().guideInput(GuideInput.CONCAT).build());
    this.frozen = new UNet(networkY.toBuilder().channels(networkY.channels(), 0).build());
  }

  /** The network that learns no more. */
  UNet frozen() {
    return frozen;
  }

  /**
   * Runs the network.
   *
   * @param ofFrozen the interpretation of the frozen network's parameters
   * @param ops that of the parameters that learn, see {@link #start}
   * @return the prediction
   */
  <T> T forward(UNetOps<T> ofFrozen, UNetOps<T> ops, T noisy, T condition, T time) {
    Features<T> plain = frozen.encode(ofFrozen, noisy, time);
    Features<T> control = copy.encode(ops, copy.input(ops, noisy, condition), time);
    List<Feature<T>> sums = new ArrayList<>();
    for (int i = 0; i < plain.maps().size(); i++) {
      Feature<T> map = plain.maps().get(i);
      int channels = map.channels();
      T added = ops.conv(ZERO + i, control.maps().get(i).map(), channels, channels, 1);
      sums.add(new Feature<>(ofFrozen.add(map.map(), added), channels));
    }
    return frozen.decode(ofFrozen, new Features<>(plain.embedding(), sums));
  }

  /**
   * The parameters that learn, before the first step: those of the frozen network's way down and
   * middle, and zeros for what is new.
   */
  Map<String, Weights.Array> start(Weights ofFrozen) {
    Map<String, Weights.Array> start = new LinkedHashMap<>();
    for (Parameter parameter : copy.parameters()) {
      if (OF_WAY_UP.stream().noneMatch(parameter.name()::startsWith)) {
        float[] values = ofFrozen.values(parameter.name());
        if (parameter.name().equals(FIRST)) {
          values = widened(values, parameter);
        }
        start.put(parameter.name(), Weights.Array.adopt(parameter.dimensions(), values));
      }
    }
    List<Integer> widths = widths();
    for (int i = 0; i < widths.size(); i++) {
      int channels = widths.get(i);
      start.put(ZERO + i + ".weight", zeros(channels, channels, 1, 1));
      start.put(ZERO + i + ".bias", zeros(channels));
    }
    return start;
  }

  /** A convolution of more input channels, 0 for those that come after the given ones. */
  private static float[] widened(float[] values, Parameter to) {
    int outputs = to.dimensions().get(0);
    float[] wide = new float[to.size()];
    for (int i = 0; i < outputs; i++) {
      int size = values.length / outputs;
      System.arraycopy(values, i * size, wide, i * (wide.length / outputs), size);
    }
    return wide;
  }

  private static Weights.Array zeros(Integer... dimensions) {
    List<Integer> all = List.of(dimensions);
    return Weights.Array.adopt(all, new float[all.stream().reduce(1, Math::multiplyExact)]);
  }

  /** The channels of the feature maps that are added, in the order of {@link UNet#encode}. */
  private List<Integer> widths() {
    UNetConfig config = frozen.config();
    int levels = config.multipliers().size();
    List<Integer> widths = new ArrayList<>(List.of(config.baseWidth()));
    for (int level = 0; level < levels; level++) {
      int maps = config.residualBlocks() + (level < levels - 1 ? 1 : 0);
      widths.addAll(Collections.nCopies(maps, config.width(level)));
    }
    widths.add(config.width(levels - 1));
    return widths;
  }
}
