package org.pigdiffusion.trainer;

import com.google.common.collect.ImmutableList;
import org.pigdiffusion.Role;

/**
 * What became of a training run.
 *
 * @param stages the stages that have begun, X before Y
 */
public record TrainingReport(ImmutableList<StageReport> stages) {

  /**
   * The report of one stage.
   *
   * @throws IllegalStateException if it has not begun, because the run was cancelled before
   */
  public StageReport stage(Role role) {
    return stages.stream()
        .filter(stage -> stage.role() == role)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("stage " + role + " has not begun"));
  }

  /** Whether both stages have ended by themselves. */
  public boolean complete() {
    return stages.size() == Role.values().length
        && stages.stream().noneMatch(stage -> stage.reason() == StopReason.CANCELLED);
  }
}
