package org.pigdiffusion.unet;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** The values of a network's parameters before training. */
public final class InitialWeights {
  private InitialWeights() {}

  /**
   * Draws the start of every parameter by its {@link Parameter.Kind}: PyTorch's defaults. The same
   * network and seed give the same weights, on every machine.
   */
  public static Weights of(UNet net, long seed) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    Map<String, Weights.Array> arrays =
        net.parameters().stream()
            .collect(
                ImmutableMap.toImmutableMap(
                    Parameter::name, parameter -> start(parameter, random)));
    return Weights.fitting(net, arrays);
  }

  private static Weights.Array start(Parameter parameter, UniformRandomProvider random) {
    float[] values = new float[parameter.size()];
    switch (parameter.kind()) {
      case SCALE -> Arrays.fill(values, 1f);
      case SHIFT -> Arrays.fill(values, 0f);
      case AFFINE -> {
        double bound = 1 / Math.sqrt(parameter.fanIn());
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextDouble(-bound, bound);
        }
      }
    }
    return Weights.Array.adopt(parameter.dimensions(), values);
  }
}
