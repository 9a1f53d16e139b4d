package org.pigdiffusion.onnx.internal.graph;

import ai.onnxruntime.OnnxJavaType;
import com.google.common.collect.ImmutableList;
import com.google.common.math.IntMath;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.internal.graph.GraphSettings.Channels;

/**
 * Finds out how a graph is to be called, from the graph, its card and the caller's settings, and
 * refuses it where these contradict each other.
 */
public final class SignatureFinder {
  private final String model;
  private final Optional<ModelCard> card;
  private final Optional<Joining> layoutOfFile;
  private final GraphSettings settings;
  private final List<GraphValue> images;
  private final GraphValue time;
  private final GraphValue output;

  public SignatureFinder(
      ModelFile file,
      ImmutableList<GraphValue> inputs,
      ImmutableList<GraphValue> outputs,
      GraphSettings settings) {
    this.model = file.name();
    this.card = file.card();
    this.layoutOfFile = file.layout();
    this.settings = settings;
    InputFinder finder = new InputFinder(model, inputs, outputs, settings);
    this.time = finder.time();
    this.output = finder.output();
    this.images = finder.images(time, output);
  }

  public Signature find() {
    requireImageOutput();
    Channels channels = channels();
    int batch = agreed("batch", 0);
    return new Signature(
        images.get(0).name(),
        images.size() == 2 ? Optional.of(images.get(1).name()) : Optional.empty(),
        layout(channels),
        timeInput(batch),
        output.name(),
        batch,
        channels.sample(),
        channels.condition(),
        size());
  }

  private void requireImageOutput() {
    boolean unknown = output.type() == OnnxJavaType.FLOAT && output.dimensions().isEmpty();
    if (!output.isImage() && !unknown) {
      throw fault("expected an output float[n,c,h,w], found %s", output);
    }
  }

  /** The channels: as given, else of the card, else of the graph; then held against the graph. */
  private Channels channels() {
    Optional<Channels> ofCard = card.map(c -> new Channels(c.channels(), c.conditionChannels()));
    Channels channels =
        settings
            .channels()
            .or(() -> ofCard)
            .or(this::channelsOfGraph)
            .orElseThrow(
                () ->
                    fault(
                        "the graph leaves channels open: inputs %s, output %s; give them with"
                            + " channels(sample, condition)",
                        images, output));
    if (ofCard.isPresent() && !channels.equals(ofCard.get())) {
      throw fault("expected %s, as its card says, found %s given", ofCard.get(), channels);
    }
    int joined = images.size() == 1 ? channels.condition() : 0;
    boolean fits =
        channels.sample() >= 1
            && isOrFree(channels.sample() + joined, images.get(0))
            && (images.size() == 1
                ? channels.condition() >= 0
                : channels.condition() >= 1 && isOrFree(channels.condition(), images.get(1)))
            && (!output.isImage() || isOrFree(channels.sample(), output));
    if (!fits) {
      throw fault("expected %s, found inputs %s and output %s", channels, images, output);
    }
    return channels;
  }

  private static boolean isOrFree(int channels, GraphValue image) {
    return image.length(1) == 0 || image.length(1) == channels;
  }

  private Optional<Channels> channelsOfGraph() {
    int first = images.get(0).length(1);
    int out = output.isImage() ? output.length(1) : 0;
    if (images.size() == 2) {
      int second = images.get(1).length(1);
      int sample = first == 0 ? out : first;
      return sample == 0 || second == 0
          ? Optional.empty()
          : Optional.of(new Channels(sample, second));
    }
    return first == 0 || out == 0 ? Optional.empty() : Optional.of(new Channels(out, first - out));
  }

  private Joining layout(Channels channels) {
    Optional<Joining> given = settings.layout().or(() -> layoutOfFile);
    if (layoutOfFile.isPresent() && !layoutOfFile.equals(given)) {
      throw fault(
          "layout: expected %s, as the file says, found %s given", layoutOfFile.get(), given.get());
    }
    boolean separate = images.size() == 2 || channels.condition() == 0;
    if (given.isPresent() && separate != (given.get() == Joining.SEPARATE)) {
      throw fault("layout: expected one that fits inputs %s, found %s", images, given.get());
    }
    if (separate) {
      return Joining.SEPARATE;
    }
    return given.orElseThrow(
        () ->
            fault(
                "input %s joins sample and condition in an order that it does not tell; give it"
                    + " with layout(NOISY_THEN_CONDITION or CONDITION_THEN_NOISY)",
                images.get(0)));
  }

  private Signature.TimeInput timeInput(int batch) {
    Signature.TimeType type =
        switch (time.type()) {
          case FLOAT -> Signature.TimeType.FLOAT;
          case INT64 -> Signature.TimeType.INT64;
          default -> throw fault("expected a time step of type float or int64, found %s", time);
        };
    if (time.dimensions().isEmpty()) {
      return new Signature.TimeInput(time.name(), type, Signature.TimeForm.SCALAR);
    }
    int length = time.length(0);
    if (length > 1 && length != batch) {
      throw fault("expected one time step or one for each image, found %s beside %s", time, images);
    }
    return new Signature.TimeInput(
        time.name(), type, length == 1 ? Signature.TimeForm.ONE : Signature.TimeForm.PER_IMAGE);
  }

  private SizeRule size() {
    int height = agreed("height", 2);
    int width = agreed("width", 3);
    SizeRule said =
        settings
            .size()
            .or(() -> card.map(ModelCard::size))
            .orElseGet(() -> new SizeRule(height, width, multiple()));
    boolean fits =
        fits(height, said.height(), said.multiple()) && fits(width, said.width(), said.multiple());
    if (!fits) {
      throw fault(
          "expected sizes %s, as its card or the settings say, found inputs %s", said, images);
    }
    return new SizeRule(
        Math.max(height, said.height()), Math.max(width, said.width()), said.multiple());
  }

  /** What divides the free sides, as far as the names of the dimensions tell: 8 of "8*h". */
  private int multiple() {
    return images.stream()
        .flatMap(image -> Stream.of(image.multiple(2), image.multiple(3)))
        .reduce(1, (a, b) -> a / IntMath.gcd(a, b) * b);
  }

  private static boolean fits(int ofGraph, int said, int multiple) {
    if (ofGraph == 0) {
      return true;
    }
    return said == 0 ? ofGraph % multiple == 0 : said == ofGraph;
  }

  /** The length of an axis that all image inputs have in common, 0 if free in all of them. */
  private int agreed(String axis, int index) {
    int agreed = 0;
    for (GraphValue image : images) {
      int length = image.length(index);
      if (agreed != 0 && length != 0 && length != agreed) {
        throw fault("expected one %s in all inputs, found %s", axis, images);
      }
      agreed = Math.max(agreed, length);
    }
    return agreed;
  }

  @FormatMethod
  private BackendException fault(@FormatString String message, Object... arguments) {
    return ModelFile.fault(model, message.formatted(arguments));
  }
}
