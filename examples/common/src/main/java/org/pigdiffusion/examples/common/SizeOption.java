package org.pigdiffusion.examples.common;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.onnx.OnnxPair;
import picocli.CommandLine.Option;

/** The option that says how large sampled pictures are. */
public final class SizeOption {
  @Option(
      names = "--size",
      converter = OptionValues.Positive.class,
      description = "height and width; unless given, those that the models learnt from")
  private Integer side;

  /**
   * The size that was given, or that of the models.
   *
   * @throws IllegalArgumentException if the models do not take the one that was given, or none was
   *     given and the models tell none or two
   */
  public ImageSize of(OnnxPair models) {
    if (side != null) {
      requireTaken(models.y().spec().size());
      return new ImageSize(side, side);
    }
    return models
        .size()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--size: expected it, since the models do not tell one size that both learnt"
                        + " from; found none, and of the models: "
                        + toldOf(models)));
  }

  private static String toldOf(OnnxPair models) {
    Map<Role, ImageSize> learnt = learnt(models);
    return Arrays.stream(Role.values())
        .map(
            role ->
                "%s %s"
                    .formatted(
                        Ascii.toLowerCase(role.name()),
                        Optional.ofNullable(learnt.get(role))
                            .map(ImageSize::toString)
                            .orElse("tells none")))
        .collect(Collectors.joining(", "));
  }

  private void requireTaken(SizeRule rule) {
    try {
      rule.require(side, side);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--size: expected one that the models take, found %d (%s)"
              .formatted(side, e.getMessage()),
          e);
    }
  }

  /** What a user has to know of a size: empty if the models learnt from it, or do not tell. */
  public Optional<String> told(OnnxPair models) {
    ImageSize size = of(models);
    Map<Role, ImageSize> learnt = learnt(models);
    boolean other = learnt.values().stream().anyMatch(one -> !one.equals(size));
    return other
        ? Optional.of(
            "The models learnt from images of other sizes: %s. At %s what they make is often worse."
                .formatted(toldOf(models), size))
        : Optional.empty();
  }

  /** The sizes of those that tell it, x first. */
  private static Map<Role, ImageSize> learnt(OnnxPair models) {
    Map<Role, ImageSize> learnt = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      models.card(role).trainedSize().ifPresent(size -> learnt.put(role, size));
    }
    return learnt;
  }
}
