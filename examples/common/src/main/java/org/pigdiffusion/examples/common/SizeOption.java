package org.pigdiffusion.examples.common;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    SizeRule rule = models.card(Role.Y).size();
    if (side != null) {
      requireTaken(rule);
      return new ImageSize(side, side);
    }
    if (rule.height() > 0 && rule.width() > 0) {
      return new ImageSize(rule.height(), rule.width());
    }
    Set<ImageSize> learnt = ImmutableSet.copyOf(learnt(models).values());
    if (learnt.size() == 1) {
      return learnt.iterator().next();
    }
    throw new IllegalArgumentException(
        "--size: expected it, since %s; give the one that they were trained with"
            .formatted(
                learnt.isEmpty()
                    ? "the models do not tell the size that they learnt from"
                    : "model x learnt from images of %s and model y of %s"
                        .formatted(learnt.toArray())));
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
    Map<Role, ImageSize> others = Maps.filterValues(learnt(models), other -> !other.equals(size));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            others.entrySet().stream().map(SizeOption::learntFrom).collect(Collectors.joining(" "))
                + " At %s what they make is often worse.".formatted(size));
  }

  private static String learntFrom(Map.Entry<Role, ImageSize> model) {
    return "Model %s learnt from images of %s pixels."
        .formatted(Ascii.toLowerCase(model.getKey().name()), model.getValue());
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
