package org.pigdiffusion.training;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingReport;

/**
 * Writes what a training run made as a pair of ONNX models that say by themselves how they are to
 * be used.
 *
 * <p>While sampling, y is guided by what it was guided by while it learnt: by x0hat as it is, by
 * x0hat limited to [-1, 1], or, if it was shown the true x_0, by x0hat made an annotation.
 *
 * <p>The files hold no path and no name of the machine that they were made on.
 *
 * @param annotation what is made of the finished x, such as a binary mask
 * @param data says what the models learnt from, for whoever is given the files: it goes into the
 *     provenance of both. Nothing about the data does if it is empty.
 */
public record PairExport(GuideTransform annotation, Optional<String> data) {
  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public PairExport {
    if (data.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException(
          "data: expected a text about the data, found '%s'".formatted(data.get()));
    }
  }

  /** Files that say nothing about the data. */
  public PairExport(GuideTransform annotation) {
    this(annotation, Optional.empty());
  }

  /** Files that say what the models learnt from. */
  public PairExport(GuideTransform annotation, String data) {
    this(annotation, Optional.of(data));
  }

  /**
   * Writes {@code x.onnx} and {@code y.onnx}.
   *
   * @param folder where to; its parent must exist
   * @param config the settings of the run
   * @param report of both stages
   * @throws IllegalStateException if a stage has not begun
   * @throws IOException if the files cannot be written
   */
  public void write(Path folder, TrainingConfig config, TrainingReport report) throws IOException {
    OnnxPair.save(folder, model(config, report.stage(Role.X)), model(config, report.stage(Role.Y)));
  }

  private TrainedModel model(TrainingConfig config, StageReport stage) {
    ModelCard card =
        ModelCard.builder(stage.role(), stage.network(), config.schedule())
            .prediction(config.prediction())
            .guide(guide(config.targetCondition()))
            .annotation(annotation)
            .provenance(provenance(config, stage))
            .build();
    return new TrainedModel(stage.network(), stage.weights(), card);
  }

  private GuideTransform guide(TargetCondition condition) {
    return switch (condition) {
      case PREDICTED_CLEAN -> GuideTransform.identity();
      case PREDICTED_CLEAN_LIMITED -> GuideTransform.limited();
      case TRUE_CLEAN -> annotation;
    };
  }

  private ImmutableMap<String, String> provenance(TrainingConfig config, StageReport stage) {
    ImmutableMap.Builder<String, String> entries = ImmutableMap.builder();
    data.ifPresent(text -> entries.put("data", text));
    return entries
        .put("seed", Long.toString(config.seed()))
        .put("batch", Integer.toString(config.batchSize() * config.accumulation()))
        .put("steps", Integer.toString(stage.steps()))
        .put("bestStep", Integer.toString(stage.bestStep()))
        .put("validationLoss", Double.toString(stage.bestLoss()))
        .put("targetCondition", config.targetCondition().toString())
        .buildOrThrow();
  }
}
