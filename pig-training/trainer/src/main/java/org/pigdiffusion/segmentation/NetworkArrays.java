package org.pigdiffusion.segmentation;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.djl.NativeMemory;
import org.pigdiffusion.unet.Weights;

/** The parameters of a network in native memory. For one thread; who makes them closes them. */
final class NetworkArrays implements AutoCloseable {
  private static final int PIXELS_AT_ONCE = 32 * 64 * 64;

  private final SegmentationNet net;
  private final NDManager manager = DjlEngine.engine().newBaseManager();
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  private NetworkArrays(SegmentationNet net) {
    this.net = net;
  }

  /** Parameters of given values. */
  static NetworkArrays of(SegmentationNet net, Map<String, Weights.Array> values) {
    NetworkArrays made = new NetworkArrays(net);
    net.parameters()
        .forEach(
            (name, shape) -> {
              Weights.Array array = values.get(name);
              if (array == null || !array.dimensions().equals(dimensions(shape))) {
                made.close();
                throw new IllegalArgumentException(
                    "%s: expected values of shape %s, found %s".formatted(name, shape, array));
              }
              made.put(name, array);
            });
    return made;
  }

  /** Parameters of 0, as the moments of an optimiser begin. */
  static NetworkArrays zeros(SegmentationNet net) {
    NetworkArrays made = new NetworkArrays(net);
    net.parameters().forEach((name, shape) -> made.arrays.put(name, made.manager.zeros(shape)));
    return made;
  }

  /** The parameters before the first step: normal ones for leaky ReLU (He et al. 2015). */
  static NetworkArrays initial(SegmentationNet net, long seed) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    NetworkArrays made = new NetworkArrays(net);
    net.parameters()
        .forEach(
            (name, shape) -> {
              float[] values = new float[Math.toIntExact(shape.size())];
              double deviation = name.endsWith(".weight") ? deviation(shape) : 0;
              for (int i = 0; i < values.length; i++) {
                double centre = name.endsWith(".scale") ? 1 : 0;
                values[i] = (float) (deviation == 0 ? centre : deviation * normal.sample());
              }
              made.put(name, Weights.Array.adopt(dimensions(shape), values));
            });
    return made;
  }

  private static double deviation(Shape weight) {
    return Math.sqrt(2.0 * weight.get(0) / weight.size());
  }

  private void put(String name, Weights.Array array) {
    arrays.put(name, NativeMemory.upload(manager, array));
  }

  static List<Integer> dimensions(Shape shape) {
    return LongStream.of(shape.getShape()).mapToObj(Math::toIntExact).toList();
  }

  SegmentationNet net() {
    return net;
  }

  /** A copy of all values, by name. */
  Map<String, Weights.Array> values() {
    Map<String, Weights.Array> values = new LinkedHashMap<>();
    arrays.forEach((name, array) -> values.put(name, value(array)));
    return values;
  }

  private static Weights.Array value(NDArray array) {
    return Weights.Array.adopt(dimensions(array.getShape()), array.toFloatArray());
  }

  /**
   * Moves the parameters by a step of Adam (Kingma and Ba 2014); nothing moves if the loss is not
   * finite.
   *
   * @param optimiser what the steps before have left
   * @param done the steps before
   * @return the loss
   */
  double learn(TrainingBatch batch, AdamMoments optimiser, int done, double learningRate) {
    try {
      return DjlEngine.withGradients(
          collector -> {
            try (NDManager pass = manager.newSubManager()) {
              Map<String, NDArray> leaves = leaves(pass);
              NDArray logits = net.forward(pass, leaves, NativeMemory.upload(pass, batch.images()));
              NDArray targets = NativeMemory.upload(pass, batch.targets());
              List<Integer> images = List.of(batch.weights().length);
              NDArray weights =
                  NativeMemory.upload(pass, Weights.Array.adopt(images, batch.weights()));
              NDArray loss = SegmentationLoss.of(pass, logits, targets, weights);
              collector.backward(loss);
              double value = loss.getFloat();
              if (Double.isFinite(value)) {
                leaves.forEach(
                    (name, leaf) -> optimiser.move(name, array(name), leaf, done, learningRate));
              }
              return value;
            }
          });
    } catch (EngineException e) {
      throw new BackendException("segmenter: a training step failed: " + e.getMessage(), e);
    }
  }

  NDArray array(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalStateException("no parameter " + name);
    }
    return array;
  }

  /** They share the memory of the parameters, and their gradients die with the pass. */
  private Map<String, NDArray> leaves(NDManager pass) {
    Map<String, NDArray> leaves = new LinkedHashMap<>();
    arrays.forEach(
        (name, parameter) -> {
          NDArray leaf = parameter.stopGradient();
          leaf.attach(pass);
          leaf.setRequiresGradient(true);
          leaves.put(name, leaf);
        });
    return leaves;
  }

  /** The label of every pixel: what {@link Labels#of} would make of the logits. */
  byte[] labels(Tensor images) {
    org.pigdiffusion.Shape shape = images.shape();
    ByteBuffer labels = ByteBuffer.allocate(shape.batch() * shape.planeSize());
    labels.order(ByteOrder.nativeOrder());
    int atOnce = Math.max(1, PIXELS_AT_ONCE / shape.planeSize());
    List<Integer> starts = new ArrayList<>();
    for (int from = 0; from < shape.batch(); from += atOnce) {
      starts.add(from);
    }
    for (int from : starts) {
      labels.put(labelsOf(images.slice(from, Math.min(from + atOnce, shape.batch()))));
    }
    return labels.array();
  }

  private byte[] labelsOf(Tensor images) {
    try (NDManager pass = manager.newSubManager()) {
      Map<String, NDArray> constants = new LinkedHashMap<>();
      // As views of this pass: what is computed from a parameter would else belong to it.
      arrays.forEach(
          (name, parameter) -> {
            NDArray view = parameter.stopGradient();
            view.attach(pass);
            constants.put(name, view);
          });
      NDArray logits = net.forward(pass, constants, NativeMemory.upload(pass, images));
      org.pigdiffusion.Shape shape = images.shape().withChannels(net.outputs());
      Tensor found = Tensor.adopt(shape, logits.toFloatArray());
      if (!found.isFinite()) {
        throw new BackendException(
            "segmenter: expected finite outputs on images %s, found others; the network has diverged, so"
                    .formatted(images.shape())
                + " train it anew at a lower learning rate");
      }
      return Labels.of(found);
    } catch (EngineException e) {
      throw new BackendException("segmenter: failed on images " + images.shape(), e);
    }
  }

  /** The arrays alive in native memory: the parameters, between two calls. */
  int liveArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }

  /** The moments of Adam. */
  static final class AdamMoments implements AutoCloseable {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float NO_CLIPPING = -1;
    private static final float UNDERFLOW = 1e-8f;

    private final NetworkArrays first;
    private final NetworkArrays second;

    AdamMoments(NetworkArrays first, NetworkArrays second) {
      this.first = first;
      this.second = second;
    }

    NetworkArrays first() {
      return first;
    }

    NetworkArrays second() {
      return second;
    }

    private void move(String name, NDArray parameter, NDArray leaf, int done, double rate) {
      double unbias1 = 1 - Math.pow(BETA_1, done + 1.0);
      double unbias2 = 1 - Math.pow(BETA_2, done + 1.0);
      try (NDArray gradient = leaf.getGradient()) {
        NDList inputs = new NDList(parameter, gradient, first.array(name), second.array(name));
        float biasCorrected = (float) (rate * Math.sqrt(unbias2) / unbias1);
        parameter
            .getNDArrayInternal()
            .adamUpdate(
                inputs,
                new NDList(leaf), // whose gradient the engine clears
                (float) rate,
                biasCorrected,
                0f,
                1f,
                NO_CLIPPING,
                BETA_1,
                BETA_2,
                UNDERFLOW,
                false,
                false);
      }
    }

    @Override
    public void close() {
      first.close();
      second.close();
    }
  }
}
