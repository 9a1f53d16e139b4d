package org.pigdiffusion.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.djl.DjlTrainableNetwork;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.PairedTrainer;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * Trains a pair of models on DJL's PyTorch engine, and keeps checkpoints in a folder from which the
 * next call, or the next process, goes on: {@code x/step-00000500}, {@code y/step-00000500}.
 *
 * <p>A resumed run gives the very bits of an uninterrupted one on one machine with one number of
 * threads. One run at a time may use a folder.
 */
public final class DjlPairedTrainer implements PairedTrainer {
  private final Path folder;
  private final UNet netX;
  private final UNet netY;
  private final TrainingConfig config;
  private final ImmutableMap<Role, Weights> given;

  private DjlPairedTrainer(
      Path folder, UNet netX, UNet netY, TrainingConfig config, ImmutableMap<Role, Weights> given) {
    this.folder = folder;
    this.netX = netX;
    this.netY = netY;
    this.config = config;
    this.given = given;
  }

  /**
   * A trainer of two networks that differ in their channels alone.
   *
   * @param folder where the checkpoints are kept; made if it is not there
   * @param networkX the settings of model x: its channels are those of x, its condition channels
   *     those of y
   * @param config the settings of the run
   */
  public static DjlPairedTrainer of(Path folder, UNetConfig networkX, TrainingConfig config) {
    return of(folder, networkX, networkX.mirrored(), config);
  }

  /**
   * A trainer of two networks.
   *
   * @param networkY the settings of model y: its channels are those of y, its condition channels
   *     those of x
   * @throws IllegalArgumentException if the channels of the two do not fit together
   */
  public static DjlPairedTrainer of(
      Path folder, UNetConfig networkX, UNetConfig networkY, TrainingConfig config) {
    if (networkY.channels() != networkX.conditionChannels()
        || networkY.conditionChannels() != networkX.channels()) {
      throw new IllegalArgumentException(
          "networkY: expected %d channels and %d condition channels, found %d and %d"
              .formatted(
                  networkX.conditionChannels(),
                  networkX.channels(),
                  networkY.channels(),
                  networkY.conditionChannels()));
    }
    return new DjlPairedTrainer(
        folder, new UNet(networkX), new UNet(networkY), config, ImmutableMap.of());
  }

  /**
   * The same trainer, but a model begins with weights that were trained before, here or elsewhere,
   * and not with random ones. A folder's checkpoints belong to the weights that the run began with.
   *
   * @param role whose weights
   * @throws IllegalArgumentException if the weights are those of another network; the message lists
   *     all differences
   */
  public DjlPairedTrainer startingFrom(Role role, Weights weights) {
    UNet net = role == Role.X ? netX : netY;
    return new DjlPairedTrainer(
        folder,
        netX,
        netY,
        config,
        ImmutableMap.<Role, Weights>builder()
            .putAll(given)
            .put(role, Weights.fitting(net, weights.arrays()))
            .buildKeepingLast());
  }

  @Override
  public TrainingReport train(
      PairSource training, PairSource validation, TrainingListener listener) {
    requireFitting("training", training);
    requireFitting("validation", validation);
    rehearseStageY();
    ImmutableList.Builder<StageReport> stages = ImmutableList.builder();
    if (config.stepsX() > 0) {
      StageReport x = stageX(training, validation, listener);
      stages.add(x);
      if (x.reason() == StopReason.CANCELLED) {
        return new TrainingReport(stages.build());
      }
    }
    if (config.stepsY() > 0) {
      stages.add(stageY(stages.build(), training, validation, listener));
    }
    return new TrainingReport(stages.build());
  }

  /** Opens model x as stage Y will, so that what forbids it is known before the first step. */
  private void rehearseStageY() {
    if (config.stepsX() > 0
        && config.stepsY() > 0
        && config.targetCondition() != TargetCondition.TRUE_CLEAN) {
      FrozenModel.of(netX, InitialWeights.of(netX, 0), config).close();
    }
  }

  private StageReport stageX(
      PairSource training, PairSource validation, TrainingListener listener) {
    StageSetup setup = setup(Role.X, netX);
    Objective objective = new Objective(Role.X, config, Guide.trueClean());
    return run(setup, ImmutableMap.of(), objective, training, validation, listener);
  }

  private StageReport stageY(
      List<StageReport> before,
      PairSource training,
      PairSource validation,
      TrainingListener listener) {
    StageSetup setup = setup(Role.Y, netY);
    String condition = config.targetCondition().name();
    if (config.targetCondition() == TargetCondition.TRUE_CLEAN) {
      Objective objective = new Objective(Role.Y, config, Guide.trueClean());
      return run(setup, Map.of("guide", condition), objective, training, validation, listener);
    }
    Weights weightsX = before.get(0).weights();
    Map<String, String> guide = Map.of("guide", condition + " of " + Fingerprint.weights(weightsX));
    try (FrozenModel modelX = FrozenModel.of(netX, weightsX, config)) {
      Objective objective = new Objective(Role.Y, config, Guide.predicted(modelX, config));
      return run(setup, guide, objective, training, validation, listener);
    }
  }

  private StageSetup setup(Role role, UNet net) {
    return new StageSetup(role, net, config, Optional.ofNullable(given.get(role)));
  }

  private StageReport run(
      StageSetup setup,
      Map<String, String> guide,
      Objective objective,
      PairSource training,
      PairSource validation,
      TrainingListener listener) {
    ImmutableMap<String, String> fingerprint =
        ImmutableMap.<String, String>builder()
            .putAll(Fingerprint.of(setup, training, validation))
            .putAll(guide)
            .buildOrThrow();
    Path ofRole = folder.resolve(setup.role().name().toLowerCase(Locale.ROOT));
    Checkpoints checkpoints = new Checkpoints(ofRole, setup, fingerprint);
    StageState state = checkpoints.newest().orElseGet(setup::start);
    Weights weights = ParameterVector.weights(setup.net(), state.weights);
    try (DjlTrainableNetwork network = DjlTrainableNetwork.of(setup.net(), weights)) {
      return new Stage(setup, objective, training, validation, checkpoints, state, network)
          .run(listener);
    }
  }

  private void requireFitting(String argument, PairSource source) {
    PairExample first = source.example(0);
    Shape expectedX = first.x().shape().withChannels(netX.config().channels());
    first.x().requireShape(argument + " x", expectedX);
    first
        .y()
        .requireShape(argument + " y", expectedX.withChannels(netX.config().conditionChannels()));
    SizeRule.multipleOf(
            Math.max(netX.config().downsamplingFactor(), netY.config().downsamplingFactor()))
        .require(expectedX.height(), expectedX.width());
  }
}
