package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pigdiffusion.examples.common.BegunWork;
import org.pigdiffusion.segmentation.SegmenterTrainer;
import org.pigdiffusion.trainer.PairSource;

/**
 * Measures what has not been measured in an earlier call.
 *
 * @param training pairs to learn from
 * @param out the experiment's folder, which keeps the measurements
 */
record PlanMeasurement(TableDesign design, PairSource training, Path out) {
  /** The segmentation networks among the costs. */
  static final String SEGMENTER = "segmentation network";

  /**
   * The plan; empty if it was stopped before all was measured.
   *
   * @param plan of what was measured in earlier calls
   */
  Optional<TimePlan> complete(TimePlan plan) throws IOException {
    for (TableMethod method : design.methods()) {
      if (!measured(plan, method.name(), () -> cost(method))) {
        return Optional.empty();
      }
    }
    return measured(plan, SEGMENTER, () -> TrainingCost.ofSteps(scratch(), this::segment))
        ? Optional.of(plan)
        : Optional.empty();
  }

  /** Takes the time of work. */
  @FunctionalInterface
  private interface Timing {
    TrainingCost cost() throws IOException;
  }

  /** Measures what is not known yet and keeps it; tells whether it was not stopped. */
  private boolean measured(TimePlan plan, String name, Timing timing) throws IOException {
    if (plan.costs().containsKey(name)) {
      return true;
    }
    System.out.println("Timing: " + name);
    TrainingCost cost = timing.cost();
    if (design.stopped().getAsBoolean()) {
      return false;
    }
    plan.costs().put(name, cost);
    plan.write(out);
    return true;
  }

  private TrainingCost cost(TableMethod method) throws IOException {
    return method.isTrained() ? TrainingCost.of(method, scratch(), training) : TrainingCost.none();
  }

  private Path scratch() {
    return out.resolve(BegunWork.TIMING);
  }

  private void segment(Path unused, int steps) {
    SegmenterTrainer.builder(training)
        .settings(design.settings().toBuilder().steps(steps).build())
        .train()
        .close();
  }
}
