package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TrainingConfig;

/** What a stage made, with a card that says how it is to be used and how it came to be. */
final class ExportedModel {
  private ExportedModel() {}

  /** Checks a text about the data. */
  static void requireText(Optional<String> data) {
    if (data.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException(
          "data: expected a text about the data, found '%s'".formatted(data.get()));
    }
  }

  static TrainedModel of(
      TrainingConfig config,
      StageReport stage,
      Optional<String> data,
      GuideTransform guide,
      GuideTransform annotation) {
    ModelCard.Builder card =
        ModelCard.builder(stage.role(), stage.network(), config.schedule())
            .prediction(config.prediction())
            .guide(guide)
            .annotation(annotation)
            .provenance(provenance(config, stage, data));
    stage.trainedSize().ifPresent(card::trainedSize);
    return new TrainedModel(stage.network(), stage.weights(), card.build());
  }

  private static ImmutableMap<String, String> provenance(
      TrainingConfig config, StageReport stage, Optional<String> data) {
    if (stage.reason() == StopReason.GIVEN) {
      return ImmutableMap.of("weights", "given, not trained by this run");
    }
    ImmutableMap.Builder<String, String> entries = ImmutableMap.builder();
    data.ifPresent(text -> entries.put("data", text));
    if (stage.coarseFirst() > 0) { // files of other trainings stay as they were
      entries.put("coarseFirst", Integer.toString(stage.coarseFirst()));
    }
    Augmentation augmentation = config.augmentation();
    if (!augmentation.told().isNone()) {
      entries.put("toldChanges", augmentation.told().toString());
    }
    return entries
        .put("horizontalFlip", Double.toString(augmentation.horizontalFlip()))
        .put("verticalFlip", Double.toString(augmentation.verticalFlip()))
        .put("quarterTurns", Boolean.toString(augmentation.quarterTurns()))
        .put("maxShift", Integer.toString(augmentation.maxShift()))
        .put("seed", Long.toString(config.seed()))
        .put("batch", Integer.toString(config.batchSize() * config.accumulation()))
        .put("steps", Integer.toString(stage.steps()))
        .put("bestStep", Integer.toString(stage.bestStep()))
        .put("validationLoss", Double.toString(stage.bestLoss()))
        .put("targetCondition", config.targetCondition().description())
        .buildOrThrow();
  }
}
