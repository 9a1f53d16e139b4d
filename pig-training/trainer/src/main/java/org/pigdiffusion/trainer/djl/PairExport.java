package org.pigdiffusion.trainer.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.onnx.WeightStorage;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TargetCondition.Noisy;
import org.pigdiffusion.trainer.TargetCondition.PredictedClean;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingReport;

/**
 * Writes what a training run made as a pair of ONNX models that say by themselves how they are to
 * be used.
 *
 * <p>While sampling, y is guided by what it was guided by while it learnt unless told otherwise: by
 * x0hat after the transform of {@link org.pigdiffusion.trainer.TargetCondition}, or, if it was
 * shown the true x_0, by x0hat clamped to the range of clean images. For a model y that was shown
 * the noisy x_t, this must be said with {@link #withGuide}, since no sampler shows it that.
 *
 * <p>The files hold no path and no name of the machine that they were made on.
 *
 * @param annotation what is made of the finished x, such as a binary mask
 * @param data says what the models learnt from, for whoever is given the files: it goes into the
 *     provenance of both. Nothing about the data does if it is empty.
 * @param otherGuide what is made of x0hat before it guides y, if that is not what y learnt with
 * @param storage as what the files hold the weights
 */
public record PairExport(
    GuideTransform annotation,
    Optional<String> data,
    Optional<GuideTransform> otherGuide,
    WeightStorage storage) {
  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public PairExport {
    ExportedModel.requireText(data);
  }

  /** Files that say nothing about the data, with the guide that y learnt with. */
  public PairExport(GuideTransform annotation) {
    this(annotation, Optional.empty(), Optional.empty(), WeightStorage.FLOAT32);
  }

  /** Files that say what the models learnt from, with the guide that y learnt with. */
  public PairExport(GuideTransform annotation, String data) {
    this(annotation, Optional.of(data), Optional.empty(), WeightStorage.FLOAT32);
  }

  /**
   * The same export with another guide. The authors' code learns with x0hat as it is and samples
   * with {@link GuideTransform#authors}.
   */
  public PairExport withGuide(GuideTransform guide) {
    return new PairExport(annotation, data, Optional.of(guide), storage);
  }

  /** The same export with other files: {@link WeightStorage#FLOAT16} halves their size. */
  public PairExport withStorage(WeightStorage other) {
    return new PairExport(annotation, data, otherGuide, other);
  }

  /**
   * Writes {@code x.onnx} and {@code y.onnx}.
   *
   * @param folder where to; its parent must exist
   * @param config the settings of the run
   * @param report of both stages, each trained or given
   * @throws IllegalArgumentException if y learnt with the noisy x_t, and no other guide is given
   * @throws IllegalStateException if a stage has not begun
   * @throws IOException if the files cannot be written
   */
  public void write(Path folder, TrainingConfig config, TrainingReport report) throws IOException {
    if (config.targetCondition() instanceof Noisy && otherGuide.isEmpty()) {
      throw new IllegalArgumentException(
          "config: expected a target condition that samplers show model y, found "
              + config.targetCondition().description()
              + "; withGuide(...) says what is to guide y instead");
    }
    OnnxPair.save(
        folder, model(config, report.stage(Role.X)), model(config, report.stage(Role.Y)), storage);
  }

  private TrainedModel model(TrainingConfig config, StageReport stage) {
    GuideTransform learnt =
        config.targetCondition() instanceof PredictedClean predicted
            ? predicted.transform()
            : GuideTransform.clamped(); // the true x_0 itself is not there while sampling
    return ExportedModel.of(config, stage, data, otherGuide.orElse(learnt), annotation);
  }
}
