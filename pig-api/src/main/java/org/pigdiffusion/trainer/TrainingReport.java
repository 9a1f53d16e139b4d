package org.pigdiffusion.trainer;

import java.util.List;
import org.pigdiffusion.Role;

/**
 * What became of a training run.
 *
 * @param stages the stages that have begun, X before Y, and before them those whose weights were
 *     given
 */
public record TrainingReport(List<StageReport> stages) {
  /** Copies the list. */
  public TrainingReport {
    stages = List.copyOf(stages);
  }

  /**
   * The report of one stage.
   *
   * @throws IllegalStateException if it has not begun, because it was not asked for or the run was
   *     cancelled before
   */
  public StageReport stage(Role role) {
    return stages.stream()
        .filter(stage -> stage.role() == role)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("stage " + role + " has not begun"));
  }

  /**
   * Whether all stages that were asked for have ended by themselves. A cancelled one is the last.
   */
  public boolean complete() {
    return !stages.isEmpty()
        && stages.stream().noneMatch(stage -> stage.reason() == StopReason.CANCELLED);
  }
}
