package org.pigdiffusion.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.unet.UNetOps;

/**
 * Interprets a U-Net by computing it on NDArrays. One object serves one pass: everything it makes
 * belongs to the manager of that pass and lives until that manager closes.
 *
 * <p>Two traps shape this class. An operation with a Java number wraps a temporary buffer that
 * garbage collection may free before the backward pass reads it, so every constant here is an
 * NDArray of the pass's manager. And a result belongs to the manager of the array on which the
 * operation was called, so parameters are only ever arguments, or belong to the pass themselves.
 */
final class DjlUNetOps implements UNetOps<NDArray> {
  private static final float GROUP_NORM_EPSILON = 1e-6f;
  private static final int NEAREST = 0;
  private static final double LONGEST_WAVE = 10_000;
  private static final Shape ONE_BY_ONE = new Shape(1, 1);

  private final NDManager pass;
  private final Map<String, NDArray> parameters;
  private final Dropout dropout;
  private final Optional<NDArray> labels;
  private final Map<Integer, NDArray> ones = new HashMap<>();
  private final Map<Integer, NDArray> zeros = new HashMap<>();

  /**
   * For one pass.
   *
   * @param labels how the images were augmented, {@code [n,labels]}; empty if nothing is known of
   *     it
   */
  DjlUNetOps(
      NDManager pass, Map<String, NDArray> parameters, Dropout dropout, Optional<NDArray> labels) {
    this.pass = pass;
    this.parameters = parameters;
    this.dropout = dropout;
    this.labels = labels;
  }

  private NDArray weight(String name) {
    return parameter(name + ".weight");
  }

  private NDArray bias(String name) {
    return parameter(name + ".bias");
  }

  private NDArray parameter(String name) {
    NDArray array = parameters.get(name);
    if (array == null) {
      throw new IllegalStateException("no parameter " + name);
    }
    return array;
  }

  private NDArray ones(int size) {
    return ones.computeIfAbsent(size, n -> pass.ones(new Shape(n)));
  }

  private NDArray zeros(int size) {
    return zeros.computeIfAbsent(size, n -> pass.zeros(new Shape(n)));
  }

  @Override
  public NDArray conv(String name, NDArray x, int in, int out, int kernel) {
    int margin = kernel / 2;
    return convolution(name, x, 1, margin);
  }

  @Override
  public NDArray downsampleConv(String name, NDArray x, int channels) {
    // PyTorch's order: left, right, top, bottom.
    return convolution(name, x.pad(new Shape(0, 1, 0, 1), 0), 2, 0);
  }

  private NDArray convolution(String name, NDArray x, int stride, int margin) {
    return x.getNDArrayInternal()
        .convolution(
            x,
            weight(name),
            bias(name),
            new Shape(stride, stride),
            new Shape(margin, margin),
            ONE_BY_ONE,
            1)
        .head();
  }

  @Override
  public NDArray upsample(NDArray x) {
    Shape shape = x.getShape();
    long[] size = {2 * shape.get(2), 2 * shape.get(3)};
    return x.getNDArrayInternal().interpolation(size, NEAREST, false);
  }

  @Override
  public NDArray spaceToDepth(NDArray x, int channels, int block) {
    Shape s = x.getShape();
    long height = s.get(2) / block;
    long width = s.get(3) / block;
    return x.reshape(s.get(0), channels, height, block, width, block)
        .transpose(0, 1, 3, 5, 2, 4)
        .reshape(s.get(0), (long) channels * block * block, height, width);
  }

  @Override
  public NDArray depthToSpace(NDArray x, int channels, int block) {
    Shape s = x.getShape();
    return x.reshape(s.get(0), channels, block, block, s.get(2), s.get(3))
        .transpose(0, 1, 4, 2, 5, 3)
        .reshape(s.get(0), channels, s.get(2) * block, s.get(3) * block);
  }

  /**
   * Layer normalisation of the groups as rows, then the scale and shift per channel as a batch
   * normalisation by mean 0 and variance 1: both are fused operations, twice as fast as a product
   * and a sum whose gradients must be reduced.
   */
  @Override
  public NDArray groupNorm(String name, NDArray x, int channels, int groups) {
    Shape shape = x.getShape();
    int row = Math.toIntExact(shape.size() / (shape.get(0) * groups));
    NDArray rows = x.reshape(shape.get(0) * groups, row);
    NDArray normal =
        rows.getNDArrayInternal()
            .layerNorm(rows, new Shape(row), ones(row), zeros(row), GROUP_NORM_EPSILON)
            .head()
            .reshape(shape);
    return normal
        .getNDArrayInternal()
        .batchNorm(
            normal, zeros(channels), ones(channels), weight(name), bias(name), 1, 0f, 0f, false)
        .head();
  }

  @Override
  public NDArray silu(NDArray x) {
    return x.mul(x.getNDArrayInternal().sigmoid());
  }

  @Override
  public NDArray linear(String name, NDArray x, int in, int out) {
    return x.getNDArrayInternal().linear(x, weight(name), bias(name)).head();
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return a.add(b);
  }

  @Override
  public NDArray addEmbedding(NDArray x, NDArray embedding) {
    Shape shape = embedding.getShape();
    return x.add(embedding.reshape(shape.get(0), shape.get(1), 1, 1));
  }

  @Override
  public NDArray concat(NDArray a, NDArray b) {
    return a.getNDArrayInternal().concat(new NDList(b), 1);
  }

  @Override
  public NDArray attention(NDArray q, NDArray k, NDArray v, int channels) {
    Shape shape = q.getShape();
    Shape flat = new Shape(shape.get(0), channels, shape.get(2) * shape.get(3));
    NDArray scale = pass.create((float) (1 / Math.sqrt(channels)));
    NDArray queries = q.reshape(flat).mul(scale).transpose(0, 2, 1);
    NDArray share = queries.matMul(k.reshape(flat)).softmax(-1);
    return v.reshape(flat).matMul(share.transpose(0, 2, 1)).reshape(shape);
  }

  @Override
  public NDArray timeEmbedding(NDArray time, int size) {
    int half = size / 2;
    float[] frequencies = new float[half];
    for (int i = 0; i < half; i++) {
      frequencies[i] = (float) Math.exp(-Math.log(LONGEST_WAVE) * i / (half - 1));
    }
    NDArray angle = time.reshape(-1, 1).mul(pass.create(frequencies, new Shape(1, half)));
    return concat(angle.sin(), angle.cos());
  }

  @Override
  public NDArray addLabels(String name, NDArray embedding, int count, int size) {
    return labels
        .map(
            told ->
                embedding.add(
                    told.getNDArrayInternal().linear(told, weight(name), zeros(size)).head()))
        .orElse(embedding);
  }

  @Override
  public NDArray dropout(NDArray x, double rate) {
    return dropout.apply(pass, x, rate);
  }
}
