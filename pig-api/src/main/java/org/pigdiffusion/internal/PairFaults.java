package org.pigdiffusion.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Role;
import org.pigdiffusion.noise.NoiseSchedule;

/** What speaks against two models as x and y of a pair, as far as they tell: for all who ask. */
public final class PairFaults {
  /** The hint where each of two things would fit the other's place. */
  public static final String SWAPPED = "are the two models swapped?";

  private PairFaults() {}

  /** All faults, in the order of a message: roles, channels, noise schedules, and the remedy. */
  public static List<String> of(DenoiserSpec x, DenoiserSpec y) {
    List<String> faults = new ArrayList<>();
    ofRole("x", Role.X, x).ifPresent(faults::add);
    ofRole("y", Role.Y, y).ifPresent(faults::add);
    boolean oneIsRight =
        x.role().equals(Optional.of(Role.X)) || y.role().equals(Optional.of(Role.Y));
    boolean swapped = !faults.isEmpty() && !oneIsRight;
    if (x.conditionChannels() != y.channels() || y.conditionChannels() != x.channels()) {
      faults.add(
          "models: expected each conditioned on the channels of the other, found x with %d"
                  .formatted(x.channels())
              + " conditioned on %d and y with %d conditioned on %d"
                  .formatted(x.conditionChannels(), y.channels(), y.conditionChannels()));
    }
    ofSchedule("schedule of x", x.schedule(), "y", y.schedule()).ifPresent(faults::add);
    if (swapped) {
      faults.add(SWAPPED);
    }
    return faults;
  }

  /** Whether a model was trained for another role than it is used for. */
  public static Optional<String> ofRole(String name, Role expected, DenoiserSpec model) {
    return model
        .role()
        .filter(role -> role != expected)
        .map(
            role ->
                "%s: expected a model trained for role %s, found %s of role %s"
                    .formatted(name, expected, model.id(), role));
  }

  /** Whether a noise schedule is another than that of a model. */
  public static Optional<String> ofSchedule(
      String name, Optional<NoiseSchedule> found, String model, Optional<NoiseSchedule> told) {
    return found.isEmpty() || told.isEmpty() || found.equals(told)
        ? Optional.empty()
        : Optional.of(
            "%s: expected %s, which model %s says it was trained with, found %s"
                .formatted(name, told.get(), model, found.get()));
  }
}
