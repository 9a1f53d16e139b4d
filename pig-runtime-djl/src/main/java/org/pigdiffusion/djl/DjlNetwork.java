package org.pigdiffusion.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pigdiffusion.unet.Parameter;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/**
 * A U-Net with its parameters in native memory.
 *
 * <p>{@link #forward} may be called by many threads at once, as long as none calls {@link #set} or
 * {@link #close}. Whoever makes a network closes it.
 */
final class DjlNetwork implements AutoCloseable {
  private final UNet net;
  private final NDManager manager;
  private final ImmutableMap<String, NDArray> parameters;

  /** What the parameters read on the CPU, in their order. */
  private final ImmutableList<ByteBuffer> memory;

  private final int size;

  private DjlNetwork(
      UNet net,
      NDManager manager,
      ImmutableMap<String, NDArray> parameters,
      ImmutableList<ByteBuffer> memory) {
    this.net = net;
    this.manager = manager;
    this.parameters = parameters;
    this.memory = memory;
    this.size = parameters.values().stream().mapToInt(array -> (int) array.size()).sum();
  }

  /**
   * Copies weights to native memory.
   *
   * @throws IllegalArgumentException if the weights are those of another network
   * @throws org.pigdiffusion.BackendException if the engine does not start
   */
  static DjlNetwork of(UNet net, Weights weights) {
    Weights fitting = Weights.fitting(net, weights.arrays());
    NDManager manager = DjlEngine.newManager();
    ImmutableMap.Builder<String, NDArray> parameters = ImmutableMap.builder();
    ImmutableList.Builder<ByteBuffer> memory = ImmutableList.builder();
    for (Parameter parameter : net.parameters()) {
      ByteBuffer buffer = NativeMemory.buffer(parameter.size());
      buffer.asFloatBuffer().put(fitting.values(parameter.name()));
      memory.add(buffer);
      parameters.put(parameter.name(), manager.create(buffer, shape(parameter), DataType.FLOAT32));
    }
    return new DjlNetwork(net, manager, parameters.buildOrThrow(), memory.build());
  }

  private static Shape shape(Parameter parameter) {
    return new Shape(parameter.dimensions().stream().mapToLong(Integer::longValue).toArray());
  }

  /** How many labels each image has. */
  int labels() {
    return net.config().augmentationLabels();
  }

  /** The number of values of all parameters together. */
  int size() {
    return size;
  }

  /** The name of the device that holds the parameters, such as {@code cpu}. */
  String device() {
    return manager.getDevice().isGpu()
        ? "cuda:" + manager.getDevice().getDeviceId()
        : manager.getDevice().getDeviceType();
  }

  /** A new manager for the arrays of one pass; the caller closes it and all of them. */
  NDManager newPass() {
    return manager.newSubManager();
  }

  /** The number of arrays that are alive in this network's manager and in its passes. */
  int liveArrays() {
    return manager.getManagedArrays().size();
  }

  /**
   * Runs the network without a gradient and without dropout.
   *
   * @param pass owns the result and everything on the way
   * @return the prediction, of the shape of the noisy images
   */
  NDArray forward(NDManager pass, NetworkInput input) {
    return run(new DjlUNetOps(pass, parameters, Dropout.none(), input.labels()), input);
  }

  /**
   * Runs the network on leaves made by {@link #leaves}, so that the gradient reaches them.
   *
   * @param dropout what happens where the network says dropout
   */
  NDArray forward(
      NDManager pass, Map<String, NDArray> leaves, Dropout dropout, NetworkInput input) {
    return run(new DjlUNetOps(pass, leaves, dropout, input.labels()), input);
  }

  private NDArray run(DjlUNetOps ops, NetworkInput input) {
    return net.forward(ops, net.input(ops, input.noisy(), input.condition()), input.time());
  }

  /**
   * The parameters as leaves of one pass: they share the memory of this network's parameters, and
   * gather gradients that die with the pass.
   */
  Map<String, NDArray> leaves(NDManager pass) {
    Map<String, NDArray> leaves = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          NDArray leaf = parameter.stopGradient();
          leaf.attach(pass);
          leaf.setRequiresGradient(true);
          leaves.put(name, leaf);
        });
    return leaves;
  }

  /**
   * Overwrites all parameters.
   *
   * @param values the values of all parameters, one after another in the order of {@link
   *     UNet#parameters}
   */
  void set(float[] values) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          "values: expected %d, found %d".formatted(size, values.length));
    }
    int from = 0;
    int index = 0;
    for (NDArray parameter : parameters.values()) {
      ByteBuffer buffer = memory.get(index++);
      int count = buffer.remaining() / Float.BYTES;
      buffer.asFloatBuffer().put(values, from, count);
      // Shares the buffer again on the CPU; copies it to any other device.
      parameter.set(buffer);
      from += count;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
