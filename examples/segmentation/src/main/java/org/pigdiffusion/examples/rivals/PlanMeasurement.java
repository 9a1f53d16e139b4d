package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import org.pigdiffusion.segmentation.SegmenterTrainer;
import org.pigdiffusion.trainer.PairSource;

/**
 * Measures what has not been measured in an earlier call, on the training part of the first fold.
 *
 * @param out the experiment's folder, which keeps the measurements
 */
record PlanMeasurement(TableDesign design, Path out) {
  /** The segmentation networks among the costs. */
  static final String SEGMENTER = "segmentation network";

  TimePlan plan(int pairSteps) throws IOException {
    TimePlan plan = TimePlan.open(out, pairSteps);
    PairSource training = design.folds().get(0).training();
    Path scratch = out.resolve("timing");
    for (TableMethod method : design.methods()) {
      if (!plan.costs().containsKey(method.name())) {
        System.out.println("Timing " + method.name() + " ...");
        plan.costs()
            .put(
                method.name(),
                method.isTrained()
                    ? TrainingCost.of(method, scratch, training)
                    : TrainingCost.none());
      }
    }
    if (!plan.costs().containsKey(SEGMENTER)) {
      plan.costs()
          .put(
              SEGMENTER,
              TrainingCost.ofSteps(scratch, (folder, steps) -> segment(training, steps)));
    }
    plan.write(out);
    return plan;
  }

  private void segment(PairSource training, int steps) {
    SegmenterTrainer.builder(training)
        .settings(design.settings().toBuilder().steps(steps).build())
        .train()
        .close();
  }
}
