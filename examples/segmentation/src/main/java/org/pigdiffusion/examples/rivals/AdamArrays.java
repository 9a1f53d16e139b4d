package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.djl.NativeMemory;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.unet.Weights;

/**
 * The weights of a network while Adam moves them (Kingma and Ba 2014), their running mean, and the
 * best of these: all that a checkpoint holds. Each kind is one array, all parameters one after
 * another. The trainer's own works on the state of its stages, and is not in its API.
 */
final class AdamArrays {
  private static final String STEP = "step";
  private static final String BEST_LOSS = "bestLoss";
  private static final String ORIGIN = "origin";

  private final Map<String, Weights.Array> start;
  private final float[] weights;
  private final float[] average;
  private final float[] first;
  private final float[] second;
  private float[] best;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int step;

  AdamArrays(Map<String, Weights.Array> start) {
    this.start = start;
    this.weights = joined(start);
    this.average = weights.clone();
    this.best = weights.clone();
    this.first = new float[weights.length];
    this.second = new float[weights.length];
  }

  private static float[] joined(Map<String, Weights.Array> arrays) {
    float[] all = new float[arrays.values().stream().mapToInt(Weights.Array::size).sum()];
    int at = 0;
    for (Weights.Array array : arrays.values()) {
      array.buffer().get(all, at, array.size());
      at += array.size();
    }
    return all;
  }

  /** Steps done. */
  int step() {
    return step;
  }

  /** The running mean at the best validation; the latest if there was none. */
  Map<String, Weights.Array> best() {
    return named(Double.isFinite(bestLoss) ? best : average);
  }

  private Map<String, Weights.Array> named(float[] all) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    int at = 0;
    for (Map.Entry<String, Weights.Array> each : start.entrySet()) {
      float[] values = Arrays.copyOfRange(all, at, at + each.getValue().size());
      arrays.put(each.getKey(), Weights.Array.adopt(each.getValue().dimensions(), values));
      at += values.length;
    }
    return arrays;
  }

  /** The weights as arrays of a pass. */
  Map<String, NDArray> weights(NDManager pass) {
    return NativeMemory.upload(pass, named(weights));
  }

  /** The running mean as arrays of a pass. */
  Map<String, NDArray> averages(NDManager pass) {
    return NativeMemory.upload(pass, named(average));
  }

  /**
   * Moves the weights, and the running mean towards them.
   *
   * @throws TrainingException if the gradient is not finite; nothing is moved then
   */
  void move(float[] gradient, Optimiser settings, double rate) {
    double norm = norm(gradient);
    if (!Double.isFinite(norm)) {
      throw new TrainingException(
          "step %d: expected a finite gradient, found one of norm %s; choose a learning rate lower"
                  .formatted(step + 1, norm)
              + " than "
              + settings.learningRate());
    }
    float scale = (float) Math.min(1, settings.clipNorm() / norm);
    float beta1 = (float) settings.beta1();
    float beta2 = (float) settings.beta2();
    float epsilon = (float) settings.epsilon();
    float stride = (float) (rate / (1 - Math.pow(settings.beta1(), step + 1.0)));
    float unbias = (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), step + 1.0)));
    float share = (float) (1 - Math.min(settings.averageDecay(), (1.0 + step) / (10.0 + step)));
    for (int i = 0; i < weights.length; i++) {
      float g = scale * gradient[i];
      first[i] = beta1 * first[i] + (1 - beta1) * g;
      second[i] = beta2 * second[i] + (1 - beta2) * g * g;
      weights[i] -= stride * first[i] / ((float) Math.sqrt(second[i]) * unbias + epsilon);
      average[i] += share * (weights[i] - average[i]);
    }
    step++;
  }

  private static double norm(float[] gradient) {
    double sum = 0;
    for (float value : gradient) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** Keeps the running mean if its loss is the lowest yet. */
  void validated(double loss) {
    if (loss < bestLoss) {
      bestLoss = loss;
      best = average.clone();
    }
  }

  /** Goes on from a file, if it is there. */
  void read(Path file, String origin) {
    if (Files.notExists(file)) {
      return;
    }
    Safetensors content = Safetensors.read(file);
    String found = content.metadata().getOrDefault(ORIGIN, "nothing");
    if (!found.equals(origin)) {
      throw new IllegalArgumentException(
          "%s: expected what was begun with %s, found %s; choose another folder"
              .formatted(file, origin, found));
    }
    Map<String, float[]> kinds = kinds();
    kinds.forEach(
        (name, values) -> {
          Weights.Array array = content.arrays().get(name);
          if (array == null || array.size() != values.length) {
            throw new IllegalArgumentException(
                "%s: expected %d values of %s, found %s"
                    .formatted(file, values.length, name, array));
          }
          array.buffer().get(values);
        });
    step = Integer.parseInt(content.metadata().getOrDefault(STEP, ""));
    bestLoss = Double.parseDouble(content.metadata().getOrDefault(BEST_LOSS, ""));
  }

  /** The file appears whole or not at all. */
  void write(Path file, String origin) throws IOException {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    kinds()
        .forEach(
            (name, values) -> arrays.put(name, new Weights.Array(List.of(values.length), values)));
    new Safetensors(
            arrays,
            Map.of(
                STEP, Integer.toString(step), BEST_LOSS, Double.toString(bestLoss), ORIGIN, origin))
        .withChecksum()
        .write(file);
  }

  private Map<String, float[]> kinds() {
    return Map.of(
        "weights", weights, "average", average, "first", first, "second", second, "best", best);
  }
}
