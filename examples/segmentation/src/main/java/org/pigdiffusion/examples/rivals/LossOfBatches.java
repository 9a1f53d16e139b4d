package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pigdiffusion.djl.BatchThreads;
import org.pigdiffusion.djl.DjlEngine;

/**
 * Computes the losses of a lesson, a part of a batch in each thread, as the library's trainer does.
 * The parts are summed in their order. For one thread; who makes it closes it.
 */
final class LossOfBatches<B> implements AutoCloseable {
  private final Lesson<B> lesson;
  private final BatchThreads threads = BatchThreads.ofEngine();
  private final NDManager manager = DjlEngine.engine().newBaseManager();

  /** What a batch says: the loss, and where it falls, all parameters one after another. */
  @SuppressWarnings("ArrayRecordComponent") // lives for a step
  record Gradient(double loss, float[] values) {}

  LossOfBatches(Lesson<B> lesson) {
    this.lesson = lesson;
  }

  /** The mean loss of a batch. */
  double of(Function<NDManager, Map<String, NDArray>> parameters, B batch) {
    int parts = threads.parts(lesson.size(batch));
    try (NDManager all = manager.newSubManager()) {
      Map<String, NDArray> arrays = parameters.apply(all);
      return threads.run(parts, i -> of(all, arrays, lesson.part(batch, i, parts))).stream()
          .mapToDouble(loss -> loss / parts)
          .sum();
    }
  }

  private double of(NDManager all, Map<String, NDArray> parameters, B batch) {
    try (NDManager pass = all.newSubManager()) {
      return lesson.loss(pass, parameters, batch).getFloat();
    }
  }

  /** The mean loss of a batch, with its gradient. */
  Gradient gradient(Function<NDManager, Map<String, NDArray>> parameters, B batch) {
    int parts = threads.parts(lesson.size(batch));
    return DjlEngine.withGradients(
        collector -> {
          try (NDManager all = manager.newSubManager()) {
            Map<String, NDArray> arrays = parameters.apply(all);
            return mean(
                threads.run(
                    parts, i -> gradient(all, collector, arrays, lesson.part(batch, i, parts))));
          }
        });
  }

  private Gradient gradient(
      NDManager all, GradientCollector collector, Map<String, NDArray> parameters, B batch) {
    try (NDManager pass = all.newSubManager()) {
      Map<String, NDArray> leaves = new LinkedHashMap<>();
      parameters.forEach(
          (name, parameter) -> {
            NDArray leaf = parameter.stopGradient(); // shares the parameter's memory
            leaf.attach(pass);
            leaf.setRequiresGradient(true);
            leaves.put(name, leaf);
          });
      NDArray loss = lesson.loss(pass, leaves, batch);
      collector.backward(loss);
      return new Gradient(loss.getFloat(), joined(leaves));
    }
  }

  private static float[] joined(Map<String, NDArray> leaves) {
    int size = leaves.values().stream().mapToInt(leaf -> (int) leaf.size()).sum();
    float[] all = new float[size];
    int at = 0;
    for (NDArray leaf : leaves.values()) {
      try (NDArray ofLeaf = leaf.getGradient()) {
        float[] values = ofLeaf.toFloatArray();
        System.arraycopy(values, 0, all, at, values.length);
        at += values.length;
      }
    }
    return all;
  }

  private static Gradient mean(List<Gradient> parts) {
    float[] sum = new float[parts.get(0).values().length];
    double loss = 0;
    for (Gradient part : parts) {
      loss += part.loss() / parts.size();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part.values()[i] / parts.size();
      }
    }
    return new Gradient(loss, sum);
  }

  @Override
  public void close() {
    threads.close();
    manager.close();
  }
}
