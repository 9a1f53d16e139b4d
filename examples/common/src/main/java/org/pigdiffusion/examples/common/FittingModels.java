package org.pigdiffusion.examples.common;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.Optional;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.model.ModelCard;
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
      requireSize(role, models.card(role), real.y().shape());
    }
  }

  /** What of it could not be checked: a sentence if a model does not tell its size. */
  public static Optional<String> untold(OnnxPair models) {
    return Arrays.stream(Role.values()).allMatch(r -> models.card(r).trainedSize().isPresent())
        ? Optional.empty()
        : Optional.of(
            "The models do not tell the size that they learnt from, so it was not checked: at"
                + " another size what they make is often worse.");
  }

  private static void requireChannels(String name, int sampled, Shape real) {
    if (real.channels() != sampled) {
      throw new IllegalArgumentException(
          "pair of models: expected %s of as many channels as the data has, %d, found %d; --mask-classes and"
                  .formatted(name, real.channels(), sampled)
              + " --channels say how the data is read");
    }
  }

  private static void requireSize(Role role, ModelCard model, Shape images) {
    ImageSize size = new ImageSize(images.height(), images.width());
    try {
      model.size().require(size.height(), size.width());
    } catch (IllegalArgumentException e) {
      throw another(role, size, "does not take them (%s)".formatted(e.getMessage()));
    }
    Optional<ImageSize> learnt = model.trainedSize();
    if (learnt.isPresent() && !learnt.get().equals(size)) {
      throw another(role, size, "learnt from images of " + learnt.get());
    }
  }

  private static IllegalArgumentException another(Role role, ImageSize size, String found) {
    return new IllegalArgumentException(
        "pair of models: expected one for images of %s, as the data has, found that model %s %s;"
                .formatted(size, Ascii.toLowerCase(role.name()), found)
            + " give the --size that they were trained with");
  }
}
