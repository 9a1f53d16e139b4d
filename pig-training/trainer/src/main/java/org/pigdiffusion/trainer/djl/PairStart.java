package org.pigdiffusion.trainer.djl;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.internal.NamedDifferences;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UNetProperties;
import org.pigdiffusion.unet.Weights;

/** The weights of a pair's model, for a model that begins with them. */
record PairStart(TrainingPlan plan, Role role) {

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if the model cannot begin with them
   */
  Weights weights(Path pair) {
    TrainedModel there = TrainedModel.ofPair(pair, role);
    Map<String, String> expected =
        settings(
            role, plan.net(role).config(), plan.config().prediction(), plan.config().schedule());
    Map<String, String> found =
        settings(
            there.card().role(),
            there.config(),
            there.card().prediction(),
            there.card().schedule());
    List<String> differences = NamedDifferences.between(expected, found, Map.of());
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "model %s of %s: expected one of the network that is to be trained, found differences: %s"
              .formatted(role, pair, String.join("; ", differences)));
    }
    return there.weights();
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
