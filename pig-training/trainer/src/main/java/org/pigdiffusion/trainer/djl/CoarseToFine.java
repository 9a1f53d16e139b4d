package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.internal.RunLock;
import org.pigdiffusion.unet.FinerLevels;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * Runs a plan on images of a fraction of their size, then on those of twice that size, and so on.
 *
 * @param plan for the whole size
 * @param halvings how many sizes come before the whole one
 */
record CoarseToFine(TrainingPlan plan, int halvings) {
  /** A side is a positive int. */
  private static final int MOST_HALVINGS = 30;

  /** Refuses networks without the levels that it takes away, and weights that are given. */
  CoarseToFine {
    if (halvings < 0) {
      throw new IllegalArgumentException("halvings: expected at least 0, found " + halvings);
    }
    if (halvings > 0) {
      plan.roles().forEach(role -> FinerLevels.of(plan.net(role).config(), halvings));
      if (!plan.given().isEmpty()) {
        throw new IllegalArgumentException(
            "halvings: expected 0, since weights to begin with are given, found " + halvings);
      }
    }
  }

  /** The same sizes with another plan. */
  CoarseToFine with(TrainingPlan other) {
    return new CoarseToFine(other, halvings);
  }

  /** The report of the whole size, or of the size at which it was cancelled. */
  TrainingReport run(PairSource training, PairSource validation, TrainingListener listener) {
    plan.requireFitting("training", training);
    plan.requireFitting("validation", validation);
    RunLock lock = RunLock.of(plan.folder());
    try (lock) {
      return locked(training, validation, listener);
    }
  }

  private TrainingReport locked(
      PairSource training, PairSource validation, TrainingListener listener) {
    requireNoMoreSizes();
    requireSmallerSizesDone();
    Map<Role, Weights> start = ImmutableMap.of();
    for (int times = halvings; times > 0; times--) {
      TrainingReport report = run(coarse(times), start, times, training, validation, listener);
      if (!report.complete()) {
        return report;
      }
      start = grown(report, times);
    }
    return run(plan, start, 0, training, validation, listener);
  }

  /** Refuses the folder of a run that began at a smaller size. */
  private void requireNoMoreSizes() {
    for (int times = MOST_HALVINGS; times > halvings; times--) {
      if (Files.exists(folder(times))) {
        throw new IllegalArgumentException(
            "coarseFirst: expected %d, since %s is there, of a run that learnt so many smaller sizes"
                    .formatted(times, folder(times))
                + " first, found %d; choose another run folder to train without them"
                    .formatted(halvings));
      }
    }
  }

  /**
   * A size begins with the weights of the one before. Refuses, before any size is trained, a folder
   * in which it began with others, or with fewer steps of them.
   */
  private void requireSmallerSizesDone() {
    for (int times = 1; times <= halvings; times++) {
      for (Role role : plan.roles()) {
        Path larger = TrainingPlan.folder(folder(times - 1), role);
        Optional<CheckpointState> begun = Checkpoints.describeNewest(larger);
        if (plan.config().steps(role) > 0 && begun.isPresent()) {
          requireDone(role, times, larger);
        }
      }
    }
  }

  private void requireDone(Role role, int times, Path larger) {
    Path smaller = TrainingPlan.folder(folder(times), role);
    Optional<CheckpointState> before = Checkpoints.describeNewest(smaller);
    if (before.isEmpty()) {
      throw new IllegalArgumentException(
          "coarseFirst: expected %d, since there are checkpoints in %s and none in %s, found %d;"
                  .formatted(times - 1, larger, smaller, halvings)
              + " choose another run folder to train with smaller sizes first");
    }
    int steps = plan.config().steps(role);
    if (!before.get().progress().ended(steps)) {
      throw new IllegalArgumentException(
          "steps%s: expected no more than the %d done in %s, since what is in %s began with their"
                  .formatted(role, before.get().progress().step(), smaller, larger)
              + " weights, found %d; choose another run folder".formatted(steps));
    }
  }

  private TrainingReport run(
      TrainingPlan plan,
      Map<Role, Weights> start,
      int times,
      PairSource training,
      PairSource validation,
      TrainingListener listener) {
    TrainingPlan begun = plan;
    for (Map.Entry<Role, Weights> model : start.entrySet()) {
      begun =
          begun.startingFrom(model.getKey(), new GivenModel(model.getValue(), Optional.empty()));
    }
    TrainingReport report =
        new TrainingRun(
                begun, HalvedPairs.of(training, times), HalvedPairs.of(validation, times), listener)
            .run();
    return new TrainingReport(
        report.stages().stream()
            .map(stage -> stage.toBuilder().coarseFirst(halvings - times).build())
            .toList());
  }

  /** The weights of a size as those with which the next one begins. */
  private Map<Role, Weights> grown(TrainingReport report, int times) {
    ImmutableMap.Builder<Role, Weights> grown = ImmutableMap.builder();
    for (StageReport stage : report.stages()) {
      FinerLevels finer = FinerLevels.before(network(stage.role(), times), 1);
      grown.put(stage.role(), finer.weights(stage.weights(), plan.config().seed()));
    }
    return grown.buildOrThrow();
  }

  /** The plan for images of which the side was halved some times. */
  private TrainingPlan coarse(int times) {
    TrainingConfig config = plan.config();
    Augmentation augmentation = config.augmentation();
    int factor = 1 << times;
    TrainingConfig coarse =
        config.toBuilder()
            .schedule(config.schedule().shifted(factor)) // the mean of pixels has less noise
            .batch(config.batchSize() * factor, config.accumulation())
            .augmentation(augmentation.withMaxShift(augmentation.maxShift() / factor))
            .build();
    return new TrainingPlan(
        folder(times),
        plan.netX().map(net -> new UNet(network(Role.X, times))),
        new UNet(network(Role.Y, times)),
        coarse,
        ImmutableMap.of());
  }

  /** What a size is kept in. */
  private Path folder(int times) {
    return times == 0 ? plan.folder() : plan.folder().resolve("coarse-" + times);
  }

  private UNetConfig network(Role role, int times) {
    return FinerLevels.of(plan.net(role).config(), times).without();
  }
}
