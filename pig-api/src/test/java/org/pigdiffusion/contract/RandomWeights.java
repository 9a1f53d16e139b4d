package org.pigdiffusion.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.Parameter;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * Seeded weights and inputs for tests. No parameter has its neutral value, so a backend that
 * forgets a bias, a scale or a shift is found out.
 */
public final class RandomWeights {
  private RandomWeights() {}

  /** Weights of the network, the same for the same seed. */
  public static Weights of(UNetConfig config, long seed) {
    UNet net = new UNet(config);
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (Parameter parameter : net.parameters()) {
      float[] values = new float[parameter.size()];
      for (int i = 0; i < values.length; i++) {
        double u = 2 * random.nextDouble() - 1;
        values[i] =
            (float)
                switch (parameter.kind()) {
                  case AFFINE -> u * Math.sqrt(3.0 / parameter.fanIn());
                  case SCALE -> 1 + 0.3 * u;
                  case SHIFT -> 0.3 * u;
                };
      }
      arrays.put(parameter.name(), new Weights.Array(parameter.dimensions(), values));
    }
    return Weights.fitting(net, arrays);
  }

  /** A tensor of values in [-2, 2), the same for the same seed. */
  public static Tensor input(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (4 * random.nextDouble() - 2);
    }
    return Tensor.adopt(shape, values);
  }
}
