package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.djl.DjlTrainableNetwork;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.internal.RunLock;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/** Does what a plan says, from wherever its folder stands. */
final class TrainingRun {
  /** Stands between the condition of model y and the model x that made it. */
  private static final String OF = " of ";

  private final TrainingPlan plan;
  private final TrainingConfig config;
  private final PairSource training;
  private final PairSource validation;
  private final TrainingListener listener;
  private final Fingerprint fingerprint;

  TrainingRun(
      TrainingPlan plan, PairSource training, PairSource validation, TrainingListener listener) {
    this.plan = plan;
    this.config = plan.config();
    this.training = training;
    this.validation = validation;
    this.listener = listener;
    this.fingerprint = new Fingerprint(training, validation);
  }

  TrainingReport run() {
    Optional<StageState> stateX = checkedStateX();
    rehearseStageY();
    requireWritable(stateX);
    Shape size = training.example(0).y().shape();
    listener.onSize(size.height(), size.width());
    TrainingReport report = told(stages(stateX), new ImageSize(size.height(), size.width()));
    listener.onSizeEnd(size.height(), size.width(), report);
    return report;
  }

  private static TrainingReport told(TrainingReport report, ImageSize size) {
    return new TrainingReport(
        report.stages().stream()
            .map(
                stage ->
                    stage.reason() == StopReason.GIVEN
                        ? stage
                        : stage.toBuilder().trainedSize(size).build())
            .toList());
  }

  private TrainingReport stages(Optional<StageState> stateX) {
    ImmutableList.Builder<StageReport> stages = ImmutableList.builder();
    Optional<StageReport> x = stateX.map(this::stageX).or(() -> plan.given(Role.X));
    x.ifPresent(stages::add);
    if (x.isPresent() && x.get().reason() == StopReason.CANCELLED) {
      return new TrainingReport(stages.build());
    }
    if (config.stepsY() > 0) {
      stages.add(stageY(weightsX(stateX)));
    } else {
      plan.given(Role.Y).ifPresent(stages::add);
    }
    return new TrainingReport(stages.build());
  }

  /** Those that model x has learnt, with all that it was told, or those that it was given. */
  private Optional<Weights> weightsX(Optional<StageState> stateX) {
    return stateX
        .map(state -> ParameterVector.weights(plan.setup(Role.X).net(), state.result()))
        .or(() -> plan.weights(Role.X));
  }

  /**
   * Where stage X stands; empty if it has no steps. Whatever of the folder does not fit the plan,
   * of either stage, is refused here, before anything is overwritten.
   */
  private Optional<StageState> checkedStateX() {
    if (config.stepsX() == 0) {
      requireOneModelX();
      requireFittingY(plan.weights(Role.X));
      return Optional.empty();
    }
    StageState state = stateX();
    if (state.ended(config.stepsX())) {
      requireFittingY(weightsX(Optional.of(state)));
    } else {
      requireNoneLearntFromX(state);
      requireFittingY(Optional.empty());
    }
    return Optional.of(state);
  }

  /**
   * If it is damaged, model y that has learnt from it must go too: told at once, not afterwards.
   */
  private StageState stateX() {
    try {
      return checkpointsX().newest().orElseGet(plan.setup(Role.X)::start);
    } catch (TrainingException e) {
      if (learntFromX().isEmpty()) {
        throw e;
      }
      throw new TrainingException(
          "%s; remove %s too, since that model y has learnt from this model x"
              .formatted(e.getMessage(), plan.folder(Role.Y)),
          e);
    }
  }

  /** What model y says of itself, if it has learnt from what a model x predicts. */
  private Optional<CheckpointState> learntFromX() {
    return Checkpoints.describeNewest(plan.folder(Role.Y))
        .filter(y -> y.fingerprint().getOrDefault(Fingerprint.GUIDE, "").contains(OF));
  }

  /** Before the first step, not at the first checkpoint. A finished run may be read-only. */
  private void requireWritable(Optional<StageState> stateX) {
    boolean learnsX = stateX.filter(state -> !state.ended(config.stepsX())).isPresent();
    boolean endedY =
        Checkpoints.describeNewest(plan.folder(Role.Y))
            .filter(newest -> newest.progress().ended(config.stepsY()))
            .isPresent();
    boolean learnsY = config.stepsY() > 0 && !endedY;
    if (learnsX || learnsY) {
      RunLock.requireWritable(plan.folder()); // else it is not locked
    }
    if (learnsX) {
      RunLock.requireWritable(plan.folder(Role.X));
    }
    if (learnsY) {
      RunLock.requireWritable(plan.folder(Role.Y));
    }
  }

  /** Opens model x as stage Y will, so that what forbids it is known before the first step. */
  private void rehearseStageY() {
    if (config.stepsX() > 0
        && config.stepsY() > 0
        && plan.predictedGuide().isPresent()
        && ToldNetwork.labels(config) == 0) {
      UNet netX = plan.net(Role.X);
      FrozenModel.open(netX, InitialWeights.of(netX, 0), config).close();
    }
  }

  private void requireOneModelX() {
    int found =
        Checkpoints.describeNewest(plan.folder(Role.X))
            .map(newest -> newest.progress().step())
            .orElse(0);
    plan.requireTrainable(found);
    if (found > 0 && plan.given().containsKey(Role.X)) {
      throw new IllegalArgumentException(
          "model x: expected none in %s, since its weights are given and it has no steps, found one"
                  .formatted(plan.folder(Role.X))
              + " of %d steps; choose another run folder".formatted(found));
    }
  }

  private void requireFittingY(Optional<Weights> weightsX) {
    if (config.stepsY() > 0) {
      checkpointsY(guide(weightsX)).requireNewestOfThisRun();
    }
  }

  /** Model x is to learn on: a model y that has learnt from it as it is would no longer fit. */
  private void requireNoneLearntFromX(StageState x) {
    learntFromX()
        .ifPresent(
            y -> {
              throw new IllegalArgumentException(
                  "stepsX: expected no more than the %d done, since the model y of %d steps in %s"
                          .formatted(x.progress.step(), y.progress().step(), plan.folder(Role.Y))
                      + " has learnt from model x as it is and would not fit a longer trained one,"
                      + " found %d; choose another run folder, or remove %s to train model y anew"
                          .formatted(config.stepsX(), plan.folder(Role.Y)));
            });
  }

  /** Names what guides model y; of a model x that is not there yet, nothing is known. */
  private String guide(Optional<Weights> weightsX) {
    if (plan.predictedGuide().isEmpty()) {
      return plan.condition();
    }
    String modelX = weightsX.map(Fingerprint::weights).orElse("a model x still to be trained");
    return plan.condition() + OF + modelX;
  }

  private Checkpoints checkpointsX() {
    StageSetup setup = plan.setup(Role.X);
    return new Checkpoints(plan.folder(Role.X), setup, fingerprint.of(setup));
  }

  private Checkpoints checkpointsY(String guide) {
    StageSetup setup = plan.setup(Role.Y);
    Map<String, String> all =
        ImmutableMap.<String, String>builder()
            .putAll(fingerprint.of(setup))
            .put(Fingerprint.GUIDE, guide)
            .buildOrThrow();
    return new Checkpoints(plan.folder(Role.Y), setup, all);
  }

  private StageReport stageX(StageState state) {
    return stage(plan.setup(Role.X), PairObjective.ofX(config), checkpointsX(), state);
  }

  private StageReport stageY(Optional<Weights> weightsX) {
    StageSetup setup = plan.setup(Role.Y);
    Checkpoints checkpoints = checkpointsY(guide(weightsX));
    StageState state = checkpoints.newest().orElseGet(setup::start);
    Optional<GuideTransform> predicted = plan.predictedGuide();
    if (predicted.isEmpty()) {
      return stage(setup, PairObjective.ofY(config), checkpoints, state);
    }
    UNet netX = plan.setup(Role.X).net();
    if (ToldNetwork.labels(config) > 0) {
      try (DjlTrainableNetwork modelX = DjlTrainableNetwork.of(netX, weightsX.orElseThrow())) {
        PairObjective objective = PairObjective.ofY(config, modelX, predicted.get());
        return stage(setup, objective, checkpoints, state);
      }
    }
    try (Denoiser modelX = FrozenModel.open(netX, weightsX.orElseThrow(), config)) {
      PairObjective objective = PairObjective.ofY(config, modelX, predicted.get());
      return stage(setup, objective, checkpoints, state);
    }
  }

  private StageReport stage(
      StageSetup setup, PairObjective objective, Checkpoints checkpoints, StageState state) {
    Weights weights = ParameterVector.weights(setup.net(), state.weights);
    try (DjlTrainableNetwork network = DjlTrainableNetwork.of(setup.net(), weights)) {
      return new Stage(setup, objective, training, validation, checkpoints, state, network)
          .run(listener);
    }
  }
}
