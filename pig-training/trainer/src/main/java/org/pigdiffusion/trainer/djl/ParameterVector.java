package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Map;
import org.pigdiffusion.unet.Parameter;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/** All parameters of a network as one array, one after another, and back. */
final class ParameterVector {
  private ParameterVector() {}

  static float[] of(UNet net, Map<String, Weights.Array> arrays) {
    Weights weights = Weights.fitting(net, arrays);
    float[] vector = new float[Math.toIntExact(net.parameterCount())];
    int at = 0;
    for (Weights.Array array : weights.arrays().values()) {
      array.buffer().get(vector, at, array.size());
      at += array.size();
    }
    return vector;
  }

  static ImmutableMap<String, Weights.Array> arrays(UNet net, float[] vector) {
    ImmutableMap.Builder<String, Weights.Array> arrays = ImmutableMap.builder();
    int at = 0;
    for (Parameter parameter : net.parameters()) {
      float[] values = Arrays.copyOfRange(vector, at, at + parameter.size());
      arrays.put(parameter.name(), Weights.Array.adopt(parameter.dimensions(), values));
      at += parameter.size();
    }
    return arrays.buildOrThrow();
  }

  static Weights weights(UNet net, float[] vector) {
    return Weights.fitting(net, arrays(net, vector));
  }
}
