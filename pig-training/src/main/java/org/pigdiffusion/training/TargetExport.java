package org.pigdiffusion.training;

import java.io.IOException;
import java.nio.file.Path;
import org.pigdiffusion.Role;
import org.pigdiffusion.onnx.UNetOnnxWriter;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingReport;

/**
 * Writes model y alone as one ONNX model that describes itself, for {@link
 * org.pigdiffusion.sampler.PairedSampler#unguided}: what {@link DjlPairedTrainer#unguided} made.
 *
 * @param data says what the model learnt from; goes into the provenance
 */
public record TargetExport(String data) {

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
    UNetOnnxWriter.write(file, ExportedModel.of(config, report.stage(Role.Y), data, none, none));
  }
}
