package org.pigdiffusion.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.google.common.collect.ImmutableList;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/**
 * A U-Net that tells the gradient of its loss. Parameters and gradients travel as one array of
 * floats, all parameters one after another in the order of {@link UNet#parameters}, so that whoever
 * optimises needs no engine.
 *
 * <p>On a CPU, a batch is divided among the engine's threads, as far as equal parts go. The parts
 * are summed in their order, so that equal arguments give equal bits on one machine with one number
 * of threads.
 *
 * <p>Not thread-safe. Two of them never differentiate at once in one process, since the engine has
 * one gradient collector: they wait for each other. Whoever makes one closes it.
 */
public final class DjlTrainableNetwork implements AutoCloseable {
  private final DjlNetwork network;
  private final BatchThreads threads;

  private DjlTrainableNetwork(DjlNetwork network, BatchThreads threads) {
    this.network = network;
    this.threads = threads;
  }

  /**
   * Copies weights to native memory.
   *
   * @throws IllegalArgumentException if the weights are those of another network
   * @throws BackendException if the engine does not start
   */
  public static DjlTrainableNetwork of(UNet net, Weights weights) {
    DjlNetwork network = DjlNetwork.of(net, weights);
    return new DjlTrainableNetwork(network, BatchThreads.ofEngine());
  }

  /** As the public method, with a number of threads to divide a batch among. */
  static DjlTrainableNetwork of(UNet net, Weights weights, int threads) {
    return new DjlTrainableNetwork(DjlNetwork.of(net, weights), new BatchThreads(threads));
  }

  /**
   * The weighted mean squared error of a batch, with its gradient.
   *
   * @param batch what to predict
   * @param dropout what happens where the network says dropout
   * @param gradient where the gradient is added; one value for each value of the parameters
   * @return the loss
   * @throws IllegalArgumentException if the batch has not as many labels as the network
   * @throws BackendException if the engine fails
   */
  public double addGradient(TrainingBatch batch, Dropout dropout, float[] gradient) {
    return addGradient(batch, dropout, gradient, () -> {});
  }

  /** As the public method, with something to do between the forward and the backward pass. */
  double addGradient(
      TrainingBatch batch, Dropout dropout, float[] gradient, Runnable beforeBackward) {
    requireLabels(batch.shown());
    if (gradient.length != network.size()) {
      throw new IllegalArgumentException(
          "gradient: expected %d values, found %d".formatted(network.size(), gradient.length));
    }
    try {
      return DjlEngine.withGradients(
          collector -> addGradient(batch, dropout, gradient, collector, beforeBackward));
    } catch (EngineException e) {
      throw failure(e);
    }
  }

  private double addGradient(
      TrainingBatch batch,
      Dropout dropout,
      float[] gradient,
      GradientCollector collector,
      Runnable beforeBackward) {
    try (NDManager all = network.newPass()) {
      int parts = threads.parts(batch.size());
      List<Part> done =
          threads.run(
              parts,
              i ->
                  differentiate(
                      all,
                      collector,
                      batch.part(i, parts),
                      dropout.from(i * batch.size() / parts),
                      beforeBackward));
      add(done.stream().map(Part::leaves).toList(), gradient);
      return done.stream().mapToDouble(part -> part.loss() / parts).sum();
    }
  }

  /** What a part of a batch leaves behind: its loss, and the leaves that hold its gradient. */
  private record Part(ImmutableList<NDArray> leaves, double loss) {}

  /** The leaves belong to the given manager, all else is freed. */
  private Part differentiate(
      NDManager all,
      GradientCollector collector,
      TrainingBatch batch,
      Dropout dropout,
      Runnable beforeBackward) {
    Map<String, NDArray> leaves = network.leaves(all);
    try (NDManager pass = all.newSubManager()) {
      NDArray predicted =
          network.forward(pass, leaves, dropout, NetworkInput.upload(pass, batch.shown()));
      NDArray loss = loss(pass, predicted, batch);
      beforeBackward.run();
      collector.backward(loss);
      return new Part(ImmutableList.copyOf(leaves.values()), loss.getFloat());
    }
  }

  private static NDArray loss(NDManager pass, NDArray predicted, TrainingBatch batch) {
    return predicted
        .sub(NativeMemory.upload(pass, batch.target()))
        .square()
        .mul(NativeMemory.upload(pass, batch.weights()))
        .mean();
  }

  /** Adds the mean of the parts' gradients, the leaves shared out among all cores. */
  private static void add(List<ImmutableList<NDArray>> parts, float[] gradient) {
    int[] ends = parts.get(0).stream().mapToInt(leaf -> (int) leaf.size()).toArray();
    Arrays.parallelPrefix(ends, Integer::sum);
    IntStream.range(0, ends.length)
        .parallel()
        .forEach(
            i -> {
              List<NDArray> leaf = parts.stream().map(part -> part.get(i)).toList();
              addMean(leaf, gradient, i == 0 ? 0 : ends[i - 1]);
            });
  }

  private static void addMean(List<NDArray> leafOfParts, float[] gradient, int at) {
    float share = 1f / leafOfParts.size();
    float[] sum = gradient(leafOfParts.get(0));
    for (NDArray leaf : leafOfParts.subList(1, leafOfParts.size())) {
      float[] more = gradient(leaf);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += more[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      gradient[at + i] += share * sum[i];
    }
  }

  private static float[] gradient(NDArray leaf) {
    try (NDArray ofLeaf = leaf.getGradient()) {
      // On a CPU, this is the engine's own memory, and one copy fewer than a float array of it.
      FloatBuffer values = ofLeaf.toByteBuffer(true).asFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      return copy;
    }
  }

  /**
   * The weighted mean squared error of a batch, without dropout.
   *
   * @throws IllegalArgumentException if the batch has not as many labels as the network
   * @throws BackendException if the engine fails
   */
  public double loss(TrainingBatch batch) {
    requireLabels(batch.shown());
    int parts = threads.parts(batch.size());
    try {
      return threads.run(parts, i -> lossOf(batch.part(i, parts))).stream()
          .mapToDouble(loss -> loss / parts)
          .sum();
    } catch (EngineException e) {
      throw failure(e);
    }
  }

  private double lossOf(TrainingBatch batch) {
    try (NDManager pass = network.newPass()) {
      NDArray predicted = network.forward(pass, NetworkInput.upload(pass, batch.shown()));
      return loss(pass, predicted, batch).getFloat();
    }
  }

  /**
   * What the network answers, without dropout.
   *
   * @return of the shape of the noisy samples
   * @throws IllegalArgumentException if there are not as many labels as the network has
   * @throws BackendException if the engine fails
   */
  public Tensor predict(ShownImages shown) {
    requireLabels(shown);
    int parts = threads.parts(shown.size());
    try {
      return Tensor.concatBatch(threads.run(parts, i -> predictionOf(shown.part(i, parts))));
    } catch (EngineException e) {
      throw failure(e);
    }
  }

  private Tensor predictionOf(ShownImages shown) {
    try (NDManager pass = network.newPass()) {
      return NativeMemory.download(
          network.forward(pass, NetworkInput.upload(pass, shown)), shown.noisy().shape());
    }
  }

  /** A network that is not told of an augmentation would sample augmented images. */
  private void requireLabels(ShownImages shown) {
    int labels = shown.labels().shape().channels();
    if (labels != network.labels()) {
      throw new IllegalArgumentException(
          "labels: expected %d of each image, as the network has, found %d"
              .formatted(network.labels(), labels));
    }
  }

  private static BackendException failure(EngineException cause) {
    return new BackendException("PyTorch failed in a training pass: " + cause.getMessage(), cause);
  }

  /**
   * Overwrites all parameters.
   *
   * @param values one value for each value of the parameters
   */
  public void set(float[] values) {
    network.set(values);
  }

  /** The arrays in native memory that are alive: the parameters, between two calls. */
  public int liveArrays() {
    return network.liveArrays();
  }

  @Override
  public void close() {
    threads.close();
    network.close();
  }
}
