package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Role;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.djl.NativeMemory;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.trainer.djl.TargetBatches;
import org.pigdiffusion.unet.Weights;

/**
 * ControlNet (Zhang et al. 2023): a network of the size of the pair's model y is trained without a
 * condition by the trainer of the pair, then a copy of its way down learns to steer it by the mask.
 * Both learn from the training part of a fold alone, and the second from the same noise, times and
 * targets as the pair's model y.
 *
 * <p>Equal time with a pair is held by the two numbers of steps.
 */
public final class ControlNetGenerator implements FoldGenerator {
  private final RivalSettings settings;
  private final int unconditionalSteps;
  private final int controlSteps;

  /**
   * A generator.
   *
   * @param settings what it has in common with the pair that it is compared with
   * @param unconditionalSteps optimiser steps of the network without a condition, at least 1
   * @param controlSteps optimiser steps of the copy, at least 1
   */
  public ControlNetGenerator(RivalSettings settings, int unconditionalSteps, int controlSteps) {
    this.settings = settings;
    this.unconditionalSteps = unconditionalSteps;
    this.controlSteps = controlSteps;
  }

  @Override
  public Map<String, String> settings() {
    return settings.entries(unconditionalSteps, controlSteps);
  }

  @Override
  public Optional<PairSet> pairs(int fold, PairSource training, int count) throws IOException {
    Path folder = settings.folder(fold);
    String origin =
        "%s; %d and %d steps"
            .formatted(settings.origin("ControlNet", training), unconditionalSteps, controlSteps);
    Split.Parts parts = settings.parts(training);
    TrainingReport report = unconditional(folder, parts);
    if (!report.complete()) {
      return Optional.empty();
    }
    Weights frozen = report.stage(Role.Y).weights();
    Optional<Map<String, Weights.Array>> learnt = control(folder, origin, parts, frozen);
    if (learnt.isEmpty()) {
      return Optional.empty();
    }
    try (Denoiser model =
        new ControlNetDenoiser(
            settings.networkY(), settings.config().prediction(), frozen, learnt.get())) {
      String made = origin + "; " + settings.method().description();
      return new MaskedPairs(
              folder.resolve("pairs"), made, settings.masks(training), settings.stopped())
          .first(count, (masks, first) -> settings.sample(model, settings.method(), masks, first));
    }
  }

  private TrainingReport unconditional(Path folder, Split.Parts parts) {
    return DjlPairedTrainer.unguided(
            folder.resolve("unconditional"),
            new ControlNet(settings.networkY()).frozen().config(),
            settings.configOfY(unconditionalSteps))
        .train(parts.training().withoutX(), parts.validation().withoutX(), settings.listener());
  }

  private Optional<Map<String, Weights.Array>> control(
      Path folder, String origin, Split.Parts parts, Weights frozen) throws IOException {
    ControlNet net = new ControlNet(settings.networkY());
    TrainingConfig config = settings.configOfY(controlSteps);
    TargetBatches batches = TargetBatches.of(config, parts.training(), parts.validation());
    Path file = folder.resolve("control.safetensors");
    try (NDManager manager = DjlEngine.engine().newBaseManager()) {
      ControlNetLesson lesson =
          new ControlNetLesson(net, NativeMemory.upload(manager, frozen.arrays()), batches);
      return new Teaching(file, origin, config, controlSteps, settings.stopped())
          .run(net.start(frozen), lesson);
    }
  }
}
