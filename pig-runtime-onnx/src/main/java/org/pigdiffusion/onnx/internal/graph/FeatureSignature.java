package org.pigdiffusion.onnx.internal.graph;

import ai.onnxruntime.OnnxJavaType;
import java.util.List;
import java.util.Optional;

/**
 * How the input and the output of a graph serve a feature extractor.
 *
 * @param input the input that takes the images
 * @param layout the order of its axes
 * @param batch the only batch size that it takes, or 0 if free
 * @param channels its channels, 1 or 3
 * @param height its rows
 * @param width its columns
 * @param output the output that is the features
 */
public record FeatureSignature(
    String input, Layout layout, int batch, int channels, int height, int width, String output) {

  /** The order of the axes of an image. */
  public enum Layout {
    CHANNELS_FIRST,
    CHANNELS_LAST
  }

  /** What cannot be found from the graph, and is not given; the message says what. */
  public static final class Unclear extends Exception {
    private static final long serialVersionUID = 1L;

    Unclear(String message) {
      super(message);
    }
  }

  /** Rows and columns. */
  public record Size(int height, int width) {}

  /** Finds the signature; an output and a size that are given go before what the graph says. */
  public static FeatureSignature find(
      List<GraphValue> inputs,
      List<GraphValue> outputs,
      Optional<String> wantedOutput,
      Optional<Size> wantedSize)
      throws Unclear {
    if (inputs.size() != 1 || !inputs.get(0).isImage()) {
      throw new Unclear("expected one input, a batch of float images, found " + inputs);
    }
    GraphValue input = inputs.get(0);
    Layout layout = layout(input);
    int rows = layout == Layout.CHANNELS_FIRST ? 2 : 1;
    Size size = size(input, rows, wantedSize);
    return new FeatureSignature(
        input.name(),
        layout,
        input.length(0),
        input.length(layout == Layout.CHANNELS_FIRST ? 1 : 3),
        size.height(),
        size.width(),
        output(outputs, wantedOutput));
  }

  private static Layout layout(GraphValue input) throws Unclear {
    boolean first = isColour(input.length(1));
    boolean last = isColour(input.length(3));
    if (first == last) {
      throw new Unclear(
          "expected an input of 1 or 3 channels either before or after height and width, found "
              + input);
    }
    return first ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST;
  }

  private static boolean isColour(int channels) {
    return channels == 1 || channels == 3;
  }

  private static Size size(GraphValue input, int rows, Optional<Size> wanted) throws Unclear {
    int height = input.length(rows);
    int width = input.length(rows + 1);
    if (wanted.isEmpty() && (height == 0 || width == 0)) {
      throw new Unclear(
          "input %s takes images of any size; give the one that it was trained at with size(height,"
                  .formatted(input)
              + " width)");
    }
    Size size = wanted.orElse(new Size(height, width));
    boolean fits =
        (height == 0 || height == size.height()) && (width == 0 || width == size.width());
    if (!fits) {
      throw new Unclear(
          "size: expected that of input %s, found %dx%d given"
              .formatted(input, size.height(), size.width()));
    }
    return size;
  }

  private static String output(List<GraphValue> outputs, Optional<String> wanted) throws Unclear {
    List<GraphValue> fitting =
        outputs.stream()
            .filter(output -> wanted.isEmpty() || wanted.get().equals(output.name()))
            .filter(output -> output.type() == OnnxJavaType.FLOAT)
            .filter(output -> output.dimensions().size() >= 2)
            .toList();
    if (fitting.size() != 1) {
      throw new Unclear(
          "expected one output of float features for each image%s, found %s; give it with"
                  .formatted(wanted.map(name -> " named " + name).orElse(""), outputs)
              + " output(name)");
    }
    return fitting.get(0).name();
  }
}
