package org.pigdiffusion.trainer.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.onnx.UNetOnnxWriter;
import org.pigdiffusion.onnx.WeightStorage;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingReport;

/**
 * Writes model y alone as one ONNX model that describes itself, for a {@link
 * org.pigdiffusion.sampler.PairedSampler} without a model x: what {@link DjlPairedTrainer#unguided}
 * made.
 *
 * @param data says what the model learnt from, for whoever is given the file; goes into its
 *     provenance. Nothing about the data does if it is empty.
 * @param storage as what the file holds the weights
 */
public record TargetExport(Optional<String> data, WeightStorage storage) {
  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public TargetExport {
    ExportedModel.requireText(data);
  }

  /** A file that says nothing about the data. */
  public TargetExport() {
    this(Optional.empty(), WeightStorage.FLOAT32);
  }

  /** A file that says what the model learnt from. */
  public TargetExport(String data) {
    this(Optional.of(data), WeightStorage.FLOAT32);
  }

  /**
   * Writes the model. The file appears whole or not at all.
   *
   * @param config the settings of the run
   * @param report of stage Y
   * @throws IllegalStateException if stage Y has not begun
   * @throws IOException if the file cannot be written
   */
  public void write(Path file, TrainingConfig config, TrainingReport report) throws IOException {
    GuideTransform none = GuideTransform.identity();
    UNetOnnxWriter.write(
        file, ExportedModel.of(config, report.stage(Role.Y), data, none, none), storage);
  }
}
