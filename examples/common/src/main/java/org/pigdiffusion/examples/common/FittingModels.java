package org.pigdiffusion.examples.common;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.trainer.PairExample;

/** Whether a pair of models makes masks and images such as some data has. */
public final class FittingModels {
  /** Of {@link #untold}, among the facts of a report. */
  public static final String SIZE = "Size of the models";

  private FittingModels() {}

  /**
   * Refuses models of other channels, or that cannot make images of this size, or tell that they
   * have learnt from another.
   *
   * @param real a pair of the data
   * @throws IllegalArgumentException if they make others
   */
  public static void require(OnnxPair models, PairExample real) {
    requireChannels("masks", models.card(Role.X).channels(), real.x().shape());
    requireChannels("images", models.card(Role.Y).channels(), real.y().shape());
    for (Role role : Role.values()) {
      requireSize(role, spec(models, role), real.y().shape());
    }
  }

  /** What of it could not be checked: a sentence if a model does not tell its size. */
  public static Optional<String> untold(OnnxPair models) {
    List<String> untold =
        Arrays.stream(Role.values())
            .filter(role -> tellsNone(spec(models, role)))
            .map(role -> "model " + Ascii.toLowerCase(role.name()))
            .toList();
    return untold.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The size that the pair learnt from was not checked, since it is not told by %s. At"
                    .formatted(String.join(" and ", untold))
                + " another size what models make is often worse.");
  }

  private static boolean tellsNone(DenoiserSpec model) {
    boolean several = model.size().height() == 0 || model.size().width() == 0;
    return several && model.trainedSize().isEmpty();
  }

  private static DenoiserSpec spec(OnnxPair models, Role role) {
    return (role == Role.X ? models.x() : models.y()).spec();
  }

  private static void requireChannels(String name, int sampled, Shape real) {
    if (real.channels() != sampled) {
      throw new IllegalArgumentException(
          "pair of models: expected %s of as many channels as the data has, %d, found %d; --mask-classes and"
                  .formatted(name, real.channels(), sampled)
              + " --channels say how the data is read");
    }
  }

  private static void requireSize(Role role, DenoiserSpec model, Shape images) {
    ImageSize size = new ImageSize(images.height(), images.width());
    try {
      model.size().require(size.height(), size.width());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          another(role, size, "does not take them (%s)".formatted(e.getMessage())), e);
    }
    Optional<ImageSize> learnt = model.trainedSize();
    if (learnt.isPresent() && !learnt.get().equals(size)) {
      throw new IllegalArgumentException(
          another(role, size, "learnt from images of " + learnt.get()));
    }
  }

  private static String another(Role role, ImageSize size, String found) {
    return "pair of models: expected one for images of %s, as the data has, found that model %s %s;"
            .formatted(size, Ascii.toLowerCase(role.name()), found)
        + " the data must have the size that they were trained with (--size)";
  }
}
