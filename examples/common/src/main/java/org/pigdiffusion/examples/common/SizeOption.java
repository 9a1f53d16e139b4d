package org.pigdiffusion.examples.common;

import java.util.Optional;
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
   * @throws IllegalArgumentException if none was given and the models tell none
   */
  public ImageSize of(OnnxPair models) {
    return Optional.ofNullable(side)
        .map(length -> new ImageSize(length, length))
        .or(() -> onlyOne(models.card(Role.Y).size()))
        .or(() -> learnt(models))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--size: expected it, since the models do not tell the size that they learnt"
                        + " from, found none; give the one that they were trained with"));
  }

  /** What a user has to know of a size: empty if the models learnt from it, or do not tell. */
  public Optional<String> told(OnnxPair models) {
    ImageSize size = of(models);
    return learnt(models)
        .filter(other -> !other.equals(size))
        .map(
            other ->
                ("The models learnt from images of %s pixels. At %s what they make is often worse;"
                        + " leave --size away to sample what they learnt.")
                    .formatted(other, size));
  }

  private static Optional<ImageSize> onlyOne(SizeRule rule) {
    return rule.height() > 0 && rule.width() > 0
        ? Optional.of(new ImageSize(rule.height(), rule.width()))
        : Optional.empty();
  }

  private static Optional<ImageSize> learnt(OnnxPair models) {
    return models.card(Role.Y).trainedSize();
  }
}
