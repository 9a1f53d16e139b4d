package org.pigdiffusion.onnx.internal.write;

import static org.pigdiffusion.onnx.internal.write.GraphWriter.integer;
import static org.pigdiffusion.onnx.internal.write.GraphWriter.integerList;
import static org.pigdiffusion.onnx.internal.write.GraphWriter.number;
import static org.pigdiffusion.onnx.internal.write.GraphWriter.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.unet.UNetOps;
import org.pigdiffusion.unet.Weights;

/**
 * Interprets a network by writing ONNX nodes; what is passed on are the names of values. Where ONNX
 * has several ways to say a thing, this is the one that ONNX Runtime runs fastest on the CPU.
 */
final class OnnxUNetOps implements UNetOps<String> {
  private static final float EPSILON = 1e-6f;

  private final GraphWriter graph;
  private final Weights weights;
  private final Precision precision;

  /** For each sum of a map and an embedding, the map. */
  private final Map<String, String> embedded = new HashMap<>();

  /** How often the map that is being computed has been halved. */
  private int halvings;

  OnnxUNetOps(GraphWriter graph, Weights weights, Precision precision) {
    this.graph = graph;
    this.weights = weights;
    this.precision = precision;
  }

  @Override
  public String conv(String name, String x, int in, int out, int kernel) {
    int pad = kernel / 2;
    return conv(name, x, out, integerList("pads", pad, pad, pad, pad));
  }

  /** The one-sided padding stands in the convolution: a Pad before it would copy the whole map. */
  @Override
  public String downsampleConv(String name, String x, int channels) {
    halvings++;
    return conv(name, x, channels, integerList("pads", 0, 0, 1, 1), integerList("strides", 2, 2));
  }

  /**
   * The shape is declared, since ONNX Runtime does not infer it with free height and width. It
   * computes a sum within a convolution only if it knows that both maps have one shape. The shape
   * of the kernel is that of the weights, and the step is 1 unless said.
   */
  private String conv(String name, String x, int out, AttributeProto... geometry) {
    String map =
        graph.node(
            "Conv", List.of(x, parameter(name + ".weight"), parameter(name + ".bias")), geometry);
    graph.declare(UNetGraph.map(map, out, halvings));
    return map;
  }

  /** Nearest, asymmetric, floor: the form that stays in the blocked layout of the convolutions. */
  @Override
  public String upsample(String x) {
    halvings--;
    String scales = graph.floats("upsample.scales", List.of(4), 1, 1, 2, 2);
    return graph.node(
        "Resize",
        List.of(x, "", scales),
        text("mode", "nearest"),
        text("coordinate_transformation_mode", "asymmetric"),
        text("nearest_mode", "floor"));
  }

  /** ONNX puts the place in the block before the channel: so each channel goes by itself. */
  @Override
  public String spaceToDepth(String x, int channels, int block) {
    halvings += Integer.numberOfTrailingZeros(block);
    String single = graph.node("Reshape", List.of(x, graph.integers("shape.single", -1, 1, 0, 0)));
    String blocks = graph.node("SpaceToDepth", List.of(single), integer("blocksize", block));
    int depth = channels * block * block;
    return graph.node(
        "Reshape", List.of(blocks, graph.integers("shape.depth." + depth, -1, depth, 0, 0)));
  }

  @Override
  public String depthToSpace(String x, int channels, int block) {
    halvings -= Integer.numberOfTrailingZeros(block);
    return graph.node("DepthToSpace", List.of(x), integer("blocksize", block), text("mode", "CRD"));
  }

  /**
   * Instance normalisation, a group as one channel: faster than GroupNormalization and
   * LayerNormalization, and known since opset 6. Where a group is one channel, scale and shift are
   * its own; and an embedding that was added is left out, since the mean is subtracted.
   */
  @Override
  public String groupNorm(String name, String x, int channels, int groups) {
    if (channels == groups) {
      return instanceNorm(
          embedded.getOrDefault(x, x), parameter(name + ".weight"), parameter(name + ".bias"));
    }
    String grouped =
        graph.node("Reshape", List.of(x, graph.integers("shape.group." + groups, 0, groups, -1)));
    float[] ones = new float[groups];
    Arrays.fill(ones, 1);
    String normal =
        instanceNorm(
            grouped,
            graph.floats("group.ones." + groups, List.of(groups), ones),
            graph.floats("group.zeros." + groups, List.of(groups), new float[groups]));
    String map = graph.node("Reshape", List.of(normal, graph.node("Shape", List.of(x))));
    List<Integer> perChannel = List.of(channels, 1, 1);
    String scaled = graph.node("Mul", List.of(map, parameter(name + ".weight", perChannel)));
    return graph.node("Add", List.of(scaled, parameter(name + ".bias", perChannel)));
  }

  private String instanceNorm(String x, String scale, String shift) {
    return graph.node(
        "InstanceNormalization", List.of(x, scale, shift), number("epsilon", EPSILON));
  }

  /** Written as a product; the optimiser recognises it and makes it one operation. */
  @Override
  public String silu(String x) {
    return graph.node("Mul", List.of(x, graph.node("Sigmoid", List.of(x))));
  }

  @Override
  public String linear(String name, String x, int in, int out) {
    return graph.node(
        "Gemm",
        List.of(x, parameter(name + ".weight"), parameter(name + ".bias")),
        integer("transB", 1));
  }

  @Override
  public String add(String a, String b) {
    return graph.node("Add", List.of(a, b));
  }

  @Override
  public String addEmbedding(String x, String embedding) {
    String axes = graph.integers("axes.pixels", 2, 3);
    String sum = graph.node("Add", List.of(x, graph.node("Unsqueeze", List.of(embedding, axes))));
    embedded.put(sum, x);
    return sum;
  }

  @Override
  public String concat(String a, String b) {
    return graph.node("Concat", List.of(a, b), integer("axis", 1));
  }

  @Override
  public String attention(String q, String k, String v, int channels) {
    String shape = graph.integers("shape.pixels." + channels, 0, channels, -1);
    float scale = (float) (1 / Math.sqrt(channels));
    String scaled =
        graph.node(
            "Mul", List.of(q, graph.floats("attention.scale." + channels, List.of(), scale)));
    String dot =
        graph.node(
            "MatMul",
            List.of(
                transposed(graph.node("Reshape", List.of(scaled, shape))),
                graph.node("Reshape", List.of(k, shape))));
    String shares = graph.node("Softmax", List.of(dot), integer("axis", -1));
    String values = graph.node("Reshape", List.of(v, shape));
    String mixed = graph.node("MatMul", List.of(values, transposed(shares)));
    return graph.node("Reshape", List.of(mixed, graph.node("Shape", List.of(q))));
  }

  private String transposed(String x) {
    return graph.node("Transpose", List.of(x), integerList("perm", 0, 2, 1));
  }

  /** The frequencies are a constant of the graph, computed in double and rounded once. */
  @Override
  public String timeEmbedding(String time, int size) {
    int half = size / 2;
    float[] frequencies = new float[half];
    for (int j = 0; j < half; j++) {
      frequencies[j] = (float) Math.pow(10000, -(double) j / (half - 1));
    }
    String column = graph.node("Unsqueeze", List.of(time, graph.integers("axes.frequencies", 1)));
    String angles =
        graph.node(
            "Mul",
            List.of(column, graph.floats("time.frequencies", List.of(1, half), frequencies)));
    String sine = graph.node("Sin", List.of(angles));
    return graph.node(
        "Concat", List.of(sine, graph.node("Cos", List.of(angles))), integer("axis", 1));
  }

  @Override
  public String dropout(String x, double rate) {
    return x; // nothing is dropped outside training
  }

  private String parameter(String name) {
    Weights.Array array = weights.arrays().get(name);
    return parameter(name, array == null ? List.of() : array.dimensions());
  }

  private String parameter(String name, List<Integer> dimensions) {
    float[] values = weights.values(name);
    return switch (precision) {
      case FLOAT32 -> graph.floats(name, dimensions, values);
      case FLOAT16 -> graph.halvesOrFloats(name, dimensions, values);
    };
  }
}
