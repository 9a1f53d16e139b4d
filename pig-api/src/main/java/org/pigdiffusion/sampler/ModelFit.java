package org.pigdiffusion.sampler;

import java.util.List;
import java.util.Optional;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Role;
import org.pigdiffusion.internal.PairFaults;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Whether models belong together, as far as they tell.
 *
 * @param x the guide's model, if there is one
 * @param y the target's model
 */
record ModelFit(Optional<Denoiser> x, Denoiser y) {
  /** Refuses models that were not trained for their roles, or cannot guide each other. */
  void requireRoles() {
    if (x.isEmpty()) {
      if (y.spec().conditionChannels() > 0) { // else it is nobody's guide, and nobody guides it
        refuse(PairFaults.ofRole("y", Role.Y, y.spec()));
      }
      return;
    }
    if (x.get() == y) {
      throw new IllegalArgumentException(
          "models: expected two, found one denoiser, %s, as x and as y".formatted(y.spec().id()));
    }
    List<String> faults = PairFaults.of(x.get().spec(), y.spec());
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
  }

  private static void refuse(Optional<String> fault) {
    fault.ifPresent(
        message -> {
          throw new IllegalArgumentException(message);
        });
  }

  /** The noise schedule that is given, or that a model tells; they must not contradict. */
  NoiseSchedule schedule(Optional<NoiseSchedule> given) {
    Optional<NoiseSchedule> ofX = x.flatMap(model -> model.spec().schedule());
    Optional<NoiseSchedule> ofY = y.spec().schedule();
    refuse(PairFaults.ofSchedule("schedule", given, "x", ofX));
    refuse(PairFaults.ofSchedule("schedule", given, "y", ofY));
    return given
        .or(() -> ofY)
        .or(() -> ofX)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "schedule: expected that of the training, since the models do not tell it;"
                        + " found none"));
  }

  /** Refuses a transform that has no meaning for the guide's channels. */
  void requireFits(String name, GuideTransform transform) {
    int channels = y.spec().conditionChannels();
    try {
      transform.requireFits(channels);
    } catch (IllegalArgumentException e) {
      boolean swapped = y.spec().channels() != channels && fits(transform, y.spec().channels());
      throw new IllegalArgumentException(
          name + ": " + e.getMessage() + (swapped ? "; " + PairFaults.SWAPPED : ""), e);
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
