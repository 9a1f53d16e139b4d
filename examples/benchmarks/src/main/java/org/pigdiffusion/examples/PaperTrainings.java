package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.onnx.WeightStorage;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.trainer.djl.PairExport;
import org.pigdiffusion.trainer.djl.TargetExport;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * Trains models, each run in a folder of its own, and exports them. A run that was stopped goes on
 * from its newest checkpoint, and one that is finished is not trained again.
 */
final class PaperTrainings {
  private final Path folder;
  private final Split.Parts parts;
  private final PaperModels models;
  private final Optional<String> data;

  /**
   * Trainings in a folder.
   *
   * @param folder which has a folder for each run
   * @param data what the models learn from, to be written into them
   */
  PaperTrainings(Path folder, Split.Parts parts, PaperModels models, Optional<String> data) {
    this.folder = folder;
    this.parts = parts;
    this.models = models;
    this.data = data;
  }

  /** What was trained. */
  record Trained(Path files, TrainingConfig config, TrainingReport report) {}

  /**
   * A pair of models.
   *
   * @param condition what model y is shown of x
   */
  Trained pair(String name, int steps, TargetCondition condition, TrainingListener listener)
      throws IOException {
    TrainingConfig config = models.config(steps, steps, condition);
    DjlPairedTrainer trainer = DjlPairedTrainer.of(run(name), network(), config);
    return export(name, config, trainer.train(parts.training(), parts.validation(), listener));
  }

  /**
   * A pair whose model x is that of another run, and whose model y learns anew.
   *
   * @param ofX the run that trained model x
   * @param condition what model y is shown of x
   * @param guide what is made of x0hat before it guides y while sampling
   */
  Trained pairWith(
      String name,
      Trained ofX,
      TargetCondition condition,
      GuideTransform guide,
      TrainingListener listener)
      throws IOException {
    Weights x = ofX.report().stage(Role.X).weights();
    TrainingConfig config = models.config(0, models.steps(), condition);
    DjlPairedTrainer trainer =
        DjlPairedTrainer.of(run(name), network(), config).startingFrom(Role.X, x);
    TrainingReport report = trainer.train(parts.training(), parts.validation(), listener);
    return export(name, annotation().withGuide(guide), config, report);
  }

  /** A pair in which the image guides the mask: x and y of every example change places. */
  Trained exchanged(String name, TrainingListener listener) throws IOException {
    TrainingConfig config = models.config(models.steps(), models.steps(), PaperModels.estimate());
    TrainingReport report =
        DjlPairedTrainer.of(run(name), network().mirrored(), config)
            .train(
                new ExchangedPairs(parts.training()),
                new ExchangedPairs(parts.validation()),
                listener);
    PairExport images =
        new PairExport(GuideTransform.clamped(), data, Optional.empty(), WeightStorage.FLOAT32);
    return export(name, images, config, report);
  }

  /** One model of the images alone, which is shown nothing. */
  Trained alone(String name, int steps, TrainingListener listener) throws IOException {
    TrainingConfig config = models.config(0, steps, PaperModels.estimate());
    UNetConfig network = network().toBuilder().channels(network().conditionChannels(), 0).build();
    TrainingReport report =
        DjlPairedTrainer.unguided(run(name), network, config)
            .train(parts.training().withoutX(), parts.validation().withoutX(), listener);
    Path file = run(name).resolve("y.onnx");
    new TargetExport(data, WeightStorage.FLOAT32).write(file, config, report);
    return new Trained(file, config, report);
  }

  private Trained export(String name, TrainingConfig config, TrainingReport report)
      throws IOException {
    return export(name, annotation(), config, report);
  }

  private Trained export(
      String name, PairExport export, TrainingConfig config, TrainingReport report)
      throws IOException {
    Path files = run(name).resolve("pair");
    export.write(files, config, report);
    return new Trained(files, config, report);
  }

  private PairExport annotation() {
    return new PairExport(
        PaperModels.annotation(parts.training()), data, Optional.empty(), WeightStorage.FLOAT32);
  }

  private UNetConfig network() {
    return models.network(parts.training());
  }

  private Path run(String name) {
    return folder.resolve(name);
  }
}
