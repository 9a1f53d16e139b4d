package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.trainer.djl.TargetExport;
import org.pigdiffusion.unet.UNetConfig;

/**
 * SegGuidedDiff (Konz et al., MICCAI 2024, arXiv 2402.05210): one diffusion model of the image, to
 * which the mask is shown beside the noisy image. While it learns, each mask is left out half of
 * the time, as their mask-ablated training does with each class.
 *
 * <p>It makes images for the masks that it is given: those of the training part, see {@link
 * GivenMasks}. For masks of one channel. Training and pairs are kept in the folder, so that a call
 * goes on where an earlier one was stopped.
 */
public final class SegGuidedGenerator implements FoldGenerator {
  private static final double ABLATION = 0.5;

  private final Path folder;
  private final UNetConfig network;
  private final TrainingConfig config;
  private final SamplingMethod method;
  private final TrainingListener listener;

  /**
   * A generator.
   *
   * @param folder where everything is kept, in a folder for each fold
   * @param network of the image: its condition channels are those of the mask, 1
   * @param config settings of the training; the steps of model y count, and the target condition is
   *     always the true mask
   * @param method how to sample; the noise has the seed of the training
   * @param listener hears of the training, and can end it
   */
  public SegGuidedGenerator(
      Path folder,
      UNetConfig network,
      TrainingConfig config,
      SamplingMethod method,
      TrainingListener listener) {
    if (network.conditionChannels() != 1) {
      throw new IllegalArgumentException(
          "network: expected 1 condition channel, for masks of one channel, found "
              + network.conditionChannels());
    }
    this.folder = folder;
    this.network = network;
    this.config =
        config.toBuilder()
            .steps(0, config.stepsY())
            .targetCondition(TargetCondition.trueClean())
            .build();
    this.method = method;
    this.listener = listener;
  }

  @Override
  public Optional<PairSet> pairs(int fold, PairSource training, int count) throws IOException {
    Path run = folder.resolve("fold" + fold);
    if (!train(run, training)) {
      return Optional.empty();
    }
    try (OnnxDenoiser y = OnnxDenoiser.open(run.resolve("y.onnx"))) {
      MaskSampler model =
          new MaskSampler(PairedSampler.builder().y(y).build(), method, config.seed());
      String origin = "%s, %s".formatted(y.card().orElseThrow().provenance(), method);
      GivenMasks given = new GivenMasks(training, config.seed());
      return new MaskedPairs(run.resolve("pairs"), origin, given, listener::isCancelled)
          .first(count, model);
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "config",
        GeneratorOptions.text(config),
        "network",
        network.toString(),
        "method",
        method.toString());
  }

  /** Trains the network or goes on; tells whether it was not stopped. */
  private boolean train(Path run, PairSource training) throws IOException {
    Split.Parts parts = RivalSettings.parts(training, config);
    TrainingReport report =
        DjlPairedTrainer.unguided(run, network, config)
            .train(
                new AblatedMasks(parts.training(), ABLATION, config.seed()),
                parts.validation(),
                listener);
    if (report.complete()) {
      new TargetExport().write(run.resolve("y.onnx"), config, report);
    }
    return report.complete();
  }
}
