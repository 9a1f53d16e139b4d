package org.pigdiffusion.onnx.internal.graph;

import com.google.common.base.Ascii;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pigdiffusion.BackendException;

/** Finds out which input of a graph is which, from names given, forms, and usual names. */
final class InputFinder {
  private static final Pattern USUAL_TIME =
      Pattern.compile("t|ts|time|times|timesteps?|time_?steps?|t_?emb|.*time_?steps?");
  private static final Pattern USUAL_NOISY =
      Pattern.compile("noisy.*|.*sample.*|x|y|[xyz]_?t|latents?.*|input|image");
  private static final Pattern USUAL_CONDITION =
      Pattern.compile("cond.*|.*_cond|.*condition.*|guid(e|ance).*|mask.*|control.*|context");
  private static final Pattern USUAL_OUTPUT =
      Pattern.compile(".*pred.*|out_?sample|output|eps|epsilon|.*noise.*|velocity|v");

  private final String model;
  private final List<GraphValue> inputs;
  private final List<GraphValue> outputs;
  private final GraphSettings settings;

  InputFinder(
      String model, List<GraphValue> inputs, List<GraphValue> outputs, GraphSettings settings) {
    this.model = model;
    this.inputs = inputs;
    this.outputs = outputs;
    this.settings = settings;
  }

  /** The input of the time step, one way or another a number. */
  GraphValue time() {
    return settings
        .timeInput()
        .map(name -> named("timeInput", name, inputs))
        .or(() -> only(inputs.stream().filter(GraphValue::isTimeLike), USUAL_TIME))
        .filter(GraphValue::isTimeLike)
        .orElseThrow(
            () ->
                fault(
                    "expected one input [], [1] or [n] for the time step, found inputs %s; say"
                        + " which with timeInput(name)",
                    inputs));
  }

  /** The output that is the prediction. */
  GraphValue output() {
    return settings
        .output()
        .map(name -> named("output", name, outputs))
        .or(() -> only(outputs.stream(), USUAL_OUTPUT))
        .orElseThrow(
            () ->
                fault(
                    "expected one output, found outputs %s; say which with output(name)", outputs));
  }

  /** The image inputs: noisy sample and condition, or only one of both joined. */
  List<GraphValue> images(GraphValue time, GraphValue output) {
    List<GraphValue> images = new ArrayList<>(inputs);
    images.remove(time);
    for (GraphValue input : images) {
      if (!input.isImage()) {
        throw fault(
            "expected float[n,c,h,w] for each input other than the time step, found %s among inputs"
                + " %s",
            input, inputs);
      }
    }
    return switch (images.size()) {
      case 1 -> List.of(theOnly(images));
      case 2 -> inOrder(images, output);
      default ->
          throw fault("expected one or two image inputs besides the time step, found %s", inputs);
    };
  }

  private GraphValue theOnly(List<GraphValue> images) {
    Optional<String> condition = settings.conditionInput();
    if (condition.isPresent()) {
      throw fault(
          "conditionInput: expected none, since there is one image input, %s, found '%s'",
          images.get(0), condition.get());
    }
    return settings
        .noisyInput()
        .map(name -> named("noisyInput", name, images))
        .orElse(images.get(0));
  }

  /** Noisy sample first: as given, else by usual names, else by the channels of the output. */
  private List<GraphValue> inOrder(List<GraphValue> two, GraphValue output) {
    GraphValue a = two.get(0);
    GraphValue b = two.get(1);
    Optional<GraphValue> noisy =
        settings
            .noisyInput()
            .map(name -> named("noisyInput", name, two))
            .or(
                () ->
                    settings
                        .conditionInput()
                        .map(name -> named("conditionInput", name, two).equals(a) ? b : a))
            .or(() -> theOne(USUAL_CONDITION, a, b).map(condition -> condition.equals(a) ? b : a))
            .or(() -> theOne(USUAL_NOISY, a, b))
            .or(() -> withChannelsOf(output, a, b));
    GraphValue first =
        noisy.orElseThrow(
            () ->
                fault(
                    "cannot tell the noisy sample from the condition among inputs %s; say which"
                        + " with noisyInput(name)",
                    inputs));
    GraphValue second = first.equals(a) ? b : a;
    settings.conditionInput().ifPresent(name -> named("conditionInput", name, List.of(second)));
    return List.of(first, second);
  }

  /** The one of two that has a usual name, unless both have or none. */
  private static Optional<GraphValue> theOne(Pattern usual, GraphValue a, GraphValue b) {
    if (matches(usual, a) == matches(usual, b)) {
      return Optional.empty();
    }
    return Optional.of(matches(usual, a) ? a : b);
  }

  private static Optional<GraphValue> withChannelsOf(
      GraphValue output, GraphValue a, GraphValue b) {
    if (!output.isImage() || a.length(1) == b.length(1) || output.length(1) == 0) {
      return Optional.empty();
    }
    return Stream.of(a, b).filter(image -> image.length(1) == output.length(1)).findFirst();
  }

  private static Optional<GraphValue> only(Stream<GraphValue> candidates, Pattern usual) {
    List<GraphValue> all = candidates.toList();
    if (all.size() == 1) {
      return Optional.of(all.get(0));
    }
    List<GraphValue> named = all.stream().filter(value -> matches(usual, value)).toList();
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  private static boolean matches(Pattern usual, GraphValue value) {
    return usual.matcher(Ascii.toLowerCase(value.name())).matches();
  }

  private GraphValue named(String setting, String name, List<GraphValue> values) {
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() -> fault("%s: expected one of %s, found '%s'", setting, values, name));
  }

  @FormatMethod
  private BackendException fault(@FormatString String message, Object... arguments) {
    return ModelFile.fault(model, message.formatted(arguments));
  }
}
