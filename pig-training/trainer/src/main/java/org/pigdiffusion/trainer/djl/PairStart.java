package org.pigdiffusion.trainer.djl;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.internal.NamedDifferences;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.unet.FinerLevels;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UNetProperties;
import org.pigdiffusion.unet.Weights;

/** A pair's model, for a model that begins with its weights. */
record PairStart(TrainingPlan plan, Role role) {

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if the model cannot begin with it
   */
  GivenModel model(Path pair) {
    TrainedModel there = TrainedModel.ofPair(pair, role);
    UNetConfig here = plan.net(role).config();
    Optional<FinerLevels> finer = finerLevels(here, there.config());
    Map<String, String> expected =
        settings(role, here, plan.config().prediction(), plan.config().schedule());
    Map<String, String> found =
        settings(
            there.card().role(),
            finer.map(FinerLevels::network).orElse(there.config()),
            there.card().prediction(),
            there.card().schedule());
    List<String> differences = NamedDifferences.between(expected, found, Map.of());
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "model %s of %s: expected one of the network that is to be trained, found differences: %s"
              .formatted(role, pair, String.join("; ", differences)));
    }
    Weights weights =
        finer
            .map(levels -> levels.weights(there.weights(), plan.config().seed()))
            .orElse(there.weights());
    return new GivenModel(weights, there.card().trainedSize());
  }

  /** What the network here has before all levels of the one there, if it is trained further. */
  private Optional<FinerLevels> finerLevels(UNetConfig here, UNetConfig there) {
    int more = here.multipliers().size() - there.multipliers().size();
    return more > 0 && there.patch() == 1 && plan.config().steps(role) > 0
        ? Optional.of(FinerLevels.before(there, more))
            .filter(finer -> finer.network().multipliers().equals(here.multipliers()))
        : Optional.empty();
  }

  /** What must be the same. Dropout is no part of the weights. */
  private Map<String, String> settings(
      Role ofRole, UNetConfig network, PredictionType prediction, NoiseSchedule schedule) {
    Map<String, String> settings =
        new HashMap<>(UNetProperties.of(network.toBuilder().dropout(0).build()));
    settings.put("role", ofRole.name());
    settings.put("prediction", prediction.name());
    if (plan.config().steps(role) == 0) {
      settings.put("schedule", schedule.description()); // it stays as it is
    }
    return settings;
  }
}
