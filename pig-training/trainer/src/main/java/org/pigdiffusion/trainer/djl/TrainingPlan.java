package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TargetCondition.PredictedClean;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/**
 * What a trainer is to do, apart from the data.
 *
 * @param folder where the checkpoints are
 * @param netX the network of model x; empty if y is trained alone
 * @param given what a model begins with, or stays as if it has no steps
 */
record TrainingPlan(
    Path folder,
    Optional<UNet> netX,
    UNet netY,
    TrainingConfig config,
    ImmutableMap<Role, GivenModel> given) {

  TrainingPlan startingFrom(Role role, GivenModel model) {
    Weights fitting = Weights.fitting(net(role), model.weights().arrays());
    ImmutableMap<Role, GivenModel> more =
        ImmutableMap.<Role, GivenModel>builder()
            .putAll(given)
            .put(role, new GivenModel(fitting, model.trainedSize()))
            .buildKeepingLast();
    return new TrainingPlan(folder, netX, netY, config, more);
  }

  /** Those that there is a network of. */
  ImmutableList<Role> roles() {
    return netX.isPresent() ? ImmutableList.of(Role.X, Role.Y) : ImmutableList.of(Role.Y);
  }

  UNet net(Role role) {
    return role == Role.Y
        ? netY
        : netX.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "role: expected Y, since there is no model x, found X"));
  }

  Path folder(Role role) {
    return folder(folder, role);
  }

  /** Where the checkpoints of a role are in the folder of a run. */
  static Path folder(Path run, Role role) {
    return run.resolve(role.name().toLowerCase(Locale.ROOT));
  }

  StageSetup setup(Role role) {
    return new StageSetup(role, ToldNetwork.of(net(role), config), config, weights(role));
  }

  /** The weights that a model begins with, if some are given. */
  Optional<Weights> weights(Role role) {
    return Optional.ofNullable(given.get(role)).map(GivenModel::weights);
  }

  /** What is said of a model whose weights are given and stay as they are. */
  Optional<StageReport> given(Role role) {
    return config.steps(role) > 0
        ? Optional.empty()
        : Optional.ofNullable(given.get(role)).map(model -> report(role, model));
  }

  private StageReport report(Role role, GivenModel model) {
    StageReport.Builder report =
        StageReport.builder(role, net(role).config(), model.weights(), StopReason.GIVEN);
    model.trainedSize().ifPresent(report::trainedSize);
    return report.build();
  }

  /** What becomes of model x's clean estimate before it guides y; empty if y needs no model x. */
  Optional<GuideTransform> predictedGuide() {
    return !isUnconditional() && config.targetCondition() instanceof PredictedClean predicted
        ? Optional.of(predicted.transform())
        : Optional.empty();
  }

  /** Names what model y is shown. */
  String condition() {
    return isUnconditional() ? "NONE" : config.targetCondition().description();
  }

  private boolean isUnconditional() {
    return netY.config().conditionChannels() == 0;
  }

  /**
   * Checks that model y can learn.
   *
   * @param stepsInFolder the steps of the folder's model x, 0 if there is none
   */
  void requireTrainable(int stepsInFolder) {
    if (config.stepsY() == 0) {
      return;
    }
    if (predictedGuide().isPresent() && config.stepsX() == 0 && !given.containsKey(Role.X)) {
      String remedy =
          stepsInFolder == 0
              ? ""
              : "; or steps(%d, %d), to learn from the one in %s"
                  .formatted(stepsInFolder, config.stepsY(), folder(Role.X));
      throw new IllegalArgumentException(
          "model x: expected steps of its own or given weights, since model y learns from what it"
              + " predicts, found steps(0, %d) and no weights; say startingFrom(Role.X, weights)%s"
                  .formatted(config.stepsY(), remedy));
    }
    if (predictedGuide().isPresent() && config.stepsX() == 0 && ToldNetwork.labels(config) > 0) {
      throw new IllegalArgumentException(
          "augmentation: expected none that is told, since model x is given and cannot be told of"
              + " it, found %s; say steps for model x too".formatted(config.augmentation()));
    }
    if (isUnconditional() && config.weightingY() == LossWeighting.SIGMOID_OF_CONDITION) {
      throw new IllegalArgumentException(
          "weightingY: expected one without a condition, since network y has none, found "
              + config.weightingY());
    }
  }

  /** Checks the first of some pairs, and tells the shape of its y. */
  Shape requireFitting(String argument, PairSource source) {
    PairExample first = source.example(0);
    Shape expectedX = first.x().shape().withChannels(netY.config().conditionChannels());
    if (isUnconditional() && first.x().shape().channels() > 0) {
      throw new IllegalArgumentException(
          "%s x: expected no channels, since network y is unconditional, found shape %s; %s"
              .formatted(argument, first.x().shape(), "PairSource.withoutX() leaves x out"));
    }
    first.x().requireShape(argument + " x", expectedX);
    first.y().requireShape(argument + " y", expectedX.withChannels(netY.config().channels()));
    int factorX = netX.map(net -> net.config().downsamplingFactor()).orElse(1);
    SizeRule.multipleOf(Math.max(factorX, netY.config().downsamplingFactor()))
        .require(expectedX.height(), expectedX.width());
    return first.y().shape();
  }
}
