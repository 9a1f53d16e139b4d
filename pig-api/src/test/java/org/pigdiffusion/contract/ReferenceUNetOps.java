package org.pigdiffusion.contract;

import java.util.function.IntToDoubleFunction;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.UNetOps;
import org.pigdiffusion.unet.Weights;

/**
 * The oracle: computes the network by the plainest loops that the definitions of {@link UNetOps}
 * allow, sums in double. Slow, and meant to be checked by reading. Embeddings are {@code
 * [n,c,1,1]}.
 */
public final class ReferenceUNetOps implements UNetOps<Tensor> {
  private final Weights weights;

  /** An interpretation with these weights. */
  public ReferenceUNetOps(Weights weights) {
    this.weights = weights;
  }

  /** The time steps of a batch as this interpretation takes them. */
  public static Tensor times(double... times) {
    float[] values = new float[times.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) times[i];
    }
    return Tensor.adopt(new Shape(times.length, 1, 1, 1), values);
  }

  @Override
  public Tensor conv(String name, Tensor x, int in, int out, int kernel) {
    return convolve(name, x, out, kernel, 1, kernel / 2, x.shape().height(), x.shape().width());
  }

  @Override
  public Tensor downsampleConv(String name, Tensor x, int channels) {
    return convolve(name, x, channels, 3, 2, 0, x.shape().height() / 2, x.shape().width() / 2);
  }

  /**
   * Pixels beyond the right and lower edge count as zero, as those before the left and upper do.
   */
  private Tensor convolve(
      String name, Tensor x, int out, int k, int stride, int before, int height, int width) {
    Shape s = x.shape();
    float[] w = weights.values(name + ".weight");
    float[] bias = weights.values(name + ".bias");
    return build(
        new Shape(s.batch(), out, height, width),
        (n, o, y, column) -> {
          double sum = bias[o];
          for (int c = 0; c < s.channels(); c++) {
            for (int i = 0; i < k; i++) {
              for (int j = 0; j < k; j++) {
                int row = y * stride + i - before;
                int col = column * stride + j - before;
                if (row >= 0 && row < s.height() && col >= 0 && col < s.width()) {
                  sum +=
                      (double) w[((o * s.channels() + c) * k + i) * k + j] * x.at(n, c, row, col);
                }
              }
            }
          }
          return sum;
        });
  }

  @Override
  public Tensor upsample(Tensor x) {
    Shape s = x.shape();
    return build(
        new Shape(s.batch(), s.channels(), 2 * s.height(), 2 * s.width()),
        (n, c, y, column) -> x.at(n, c, y / 2, column / 2));
  }

  @Override
  public Tensor spaceToDepth(Tensor x, int channels, int block) {
    Shape s = x.shape();
    int pixels = block * block;
    return build(
        new Shape(s.batch(), channels * pixels, s.height() / block, s.width() / block),
        (n, c, y, column) ->
            x.at(n, c / pixels, y * block + c % pixels / block, column * block + c % block));
  }

  @Override
  public Tensor depthToSpace(Tensor x, int channels, int block) {
    Shape s = x.shape();
    int pixels = block * block;
    return build(
        new Shape(s.batch(), channels, s.height() * block, s.width() * block),
        (n, c, y, column) ->
            x.at(n, c * pixels + y % block * block + column % block, y / block, column / block));
  }

  @Override
  public Tensor groupNorm(String name, Tensor x, int channels, int groups) {
    Shape s = x.shape();
    float[] scale = weights.values(name + ".weight");
    float[] shift = weights.values(name + ".bias");
    int size = channels / groups * s.planeSize();
    float[] in = x.toArray();
    double[] mean = new double[s.batch() * groups];
    double[] deviation = new double[mean.length];
    for (int g = 0; g < mean.length; g++) {
      int from = g * size;
      double m = sum(size, i -> in[from + i]) / size;
      mean[g] = m;
      deviation[g] =
          Math.sqrt(sum(size, i -> (in[from + i] - m) * (in[from + i] - m)) / size + 1e-6);
    }
    return build(
        s,
        (n, c, y, column) -> {
          int g = n * groups + c / (channels / groups);
          return (x.at(n, c, y, column) - mean[g]) / deviation[g] * scale[c] + shift[c];
        });
  }

  @Override
  public Tensor silu(Tensor x) {
    return x.map(v -> v / (1 + Math.exp(-v)));
  }

  @Override
  public Tensor linear(String name, Tensor x, int in, int out) {
    float[] w = weights.values(name + ".weight");
    float[] bias = weights.values(name + ".bias");
    return build(
        new Shape(x.shape().batch(), out, 1, 1),
        (n, o, y, column) -> bias[o] + sum(in, i -> (double) w[o * in + i] * x.at(n, i, 0, 0)));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return Tensor.combine(1, a, 1, b);
  }

  @Override
  public Tensor addEmbedding(Tensor x, Tensor embedding) {
    return build(
        x.shape(), (n, c, y, column) -> (double) x.at(n, c, y, column) + embedding.at(n, c, 0, 0));
  }

  @Override
  public Tensor concat(Tensor a, Tensor b) {
    int first = a.shape().channels();
    return build(
        a.shape().withChannels(first + b.shape().channels()),
        (n, c, y, column) -> c < first ? a.at(n, c, y, column) : b.at(n, c - first, y, column));
  }

  @Override
  public Tensor attention(Tensor q, Tensor k, Tensor v, int channels) {
    Shape s = q.shape();
    int pixels = s.planeSize();
    int width = s.width();
    double[] out = new double[s.size()];
    for (int n = 0; n < s.batch(); n++) {
      int image = n;
      for (int i = 0; i < pixels; i++) {
        int at = i;
        double[] share = new double[pixels];
        for (int j = 0; j < pixels; j++) {
          int to = j;
          double dot =
              sum(
                  channels,
                  c ->
                      (double) q.at(image, c, at / width, at % width)
                          * k.at(image, c, to / width, to % width));
          share[j] = Math.exp(dot / Math.sqrt(channels));
        }
        double total = sum(pixels, j -> share[j]);
        for (int c = 0; c < channels; c++) {
          int channel = c;
          out[(n * channels + c) * pixels + i] =
              sum(pixels, j -> share[j] * v.at(image, channel, j / width, j % width)) / total;
        }
      }
    }
    return build(
        s, (n, c, y, column) -> out[((n * channels + c) * s.height() + y) * width + column]);
  }

  @Override
  public Tensor timeEmbedding(Tensor time, int size) {
    int half = size / 2;
    return build(
        new Shape(time.shape().batch(), size, 1, 1),
        (n, c, y, column) -> {
          double angle = time.at(n, 0, 0, 0) * Math.pow(10000, -(double) (c % half) / (half - 1));
          return c < half ? Math.sin(angle) : Math.cos(angle);
        });
  }

  @Override
  public Tensor dropout(Tensor x, double rate) {
    return x; // nothing is dropped outside training
  }

  private static double sum(int count, IntToDoubleFunction term) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += term.applyAsDouble(i);
    }
    return sum;
  }

  private interface Pixel {
    double at(int n, int c, int y, int x);
  }

  private static Tensor build(Shape s, Pixel pixel) {
    float[] values = new float[s.size()];
    int i = 0;
    for (int n = 0; n < s.batch(); n++) {
      for (int c = 0; c < s.channels(); c++) {
        for (int y = 0; y < s.height(); y++) {
          for (int x = 0; x < s.width(); x++) {
            values[i++] = (float) pixel.at(n, c, y, x);
          }
        }
      }
    }
    return Tensor.adopt(s, values);
  }
}
