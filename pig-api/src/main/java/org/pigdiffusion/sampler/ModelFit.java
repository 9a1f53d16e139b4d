package org.pigdiffusion.sampler;

import java.util.Optional;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Role;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Whether models belong together, as far as they tell.
 *
 * @param x the guide's model, if there is one
 * @param y the target's model
 */
record ModelFit(Optional<Denoiser> x, Denoiser y) {
  private static final String SWAPPED = "; are the two models swapped?";

  /** Refuses models that were trained for each other's role, or cannot guide each other. */
  void requireRoles() {
    if (x.isEmpty()) {
      if (y.spec().conditionChannels() > 0) { // else it is nobody's guide, and nobody guides it
        requireRole("y", Role.Y, y.spec(), "");
      }
      return;
    }
    if (x.get() == y) {
      throw new IllegalArgumentException(
          "models: expected two, found one denoiser, %s, as x and as y".formatted(y.spec().id()));
    }
    DenoiserSpec guide = x.get().spec();
    DenoiserSpec target = y.spec();
    requireRole("x", Role.X, guide, target.role().equals(Optional.of(Role.Y)) ? "" : SWAPPED);
    requireRole("y", Role.Y, target, guide.role().equals(Optional.of(Role.X)) ? "" : SWAPPED);
    if (guide.conditionChannels() != target.channels()
        || target.conditionChannels() != guide.channels()) {
      throw new IllegalArgumentException(
          "models: expected each conditioned on the channels of the other, found x with %d"
                  .formatted(guide.channels())
              + " conditioned on %d and y with %d conditioned on %d"
                  .formatted(
                      guide.conditionChannels(), target.channels(), target.conditionChannels()));
    }
  }

  private static void requireRole(String name, Role expected, DenoiserSpec model, String hint) {
    if (model.role().isPresent() && model.role().get() != expected) {
      throw new IllegalArgumentException(
          "%s: expected a model trained for role %s, found %s of role %s%s"
              .formatted(name, expected, model.id(), model.role().get(), hint));
    }
  }

  /** The noise schedule that is given, or that a model tells; they must not contradict. */
  NoiseSchedule schedule(Optional<NoiseSchedule> given) {
    Optional<NoiseSchedule> ofX = x.flatMap(model -> model.spec().schedule());
    Optional<NoiseSchedule> ofY = y.spec().schedule();
    requireSame("schedule", given, "x", ofX);
    requireSame("schedule", given, "y", ofY);
    requireSame("schedule of x", ofX, "y", ofY);
    return given
        .or(() -> ofY)
        .or(() -> ofX)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "schedule: expected that of the training, since the models do not tell it;"
                        + " found none"));
  }

  private static void requireSame(
      String name, Optional<NoiseSchedule> found, String model, Optional<NoiseSchedule> told) {
    if (found.isPresent() && told.isPresent() && !found.equals(told)) {
      throw new IllegalArgumentException(
          "%s: expected %s, which model %s says it was trained with, found %s"
              .formatted(name, told.get(), model, found.get()));
    }
  }

  /** Refuses a transform that has no meaning for the guide's channels. */
  void requireFits(String name, GuideTransform transform) {
    int channels = y.spec().conditionChannels();
    try {
      transform.requireFits(channels);
    } catch (IllegalArgumentException e) {
      boolean swapped = y.spec().channels() != channels && fits(transform, y.spec().channels());
      throw new IllegalArgumentException(
          name + ": " + e.getMessage() + (swapped ? SWAPPED : ""), e);
    }
  }

  private static boolean fits(GuideTransform transform, int channels) {
    try {
      transform.requireFits(channels);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
