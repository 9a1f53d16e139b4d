package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.Thresholding;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.AugmentedPairs;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * Latent diffusion (LDM; Rombach et al. 2022) with the mask as its condition: an autoencoder makes
 * images smaller, and a diffusion model learns to denoise what it makes of them, shown the mask at
 * that size. Both learn from the training part of a fold alone. The diffusion model has the network
 * of the pair's model y, and is trained by the trainer of the pair.
 *
 * <p>Equal time with a pair is held by the two numbers of steps.
 */
public final class LatentDiffusionGenerator implements FoldGenerator {
  /** Of each image; more would hardly show anything new, and take memory. */
  private static final int VARIANTS = 16;

  private final RivalSettings settings;
  private final int factor;
  private final int autoencoderSteps;
  private final int diffusionSteps;

  /**
   * A generator.
   *
   * @param settings what it has in common with the pair that it is compared with
   * @param factor by which a latent is smaller than an image: 2 for 32x32, 4 from 64x64 on
   * @param autoencoderSteps optimiser steps of the autoencoder, at least 1
   * @param diffusionSteps optimiser steps of the diffusion model, at least 1
   */
  public LatentDiffusionGenerator(
      RivalSettings settings, int factor, int autoencoderSteps, int diffusionSteps) {
    this.settings = settings;
    this.factor = factor;
    this.autoencoderSteps = autoencoderSteps;
    this.diffusionSteps = diffusionSteps;
  }

  @Override
  public Map<String, String> settings() {
    return settings.entries(autoencoderSteps, diffusionSteps);
  }

  @Override
  public Optional<PairSet> pairs(int fold, PairSource training, int count) throws IOException {
    return new OfFold(fold, training).pairs(count);
  }

  /** What is made for one fold. */
  private final class OfFold {
    private final Path folder;
    private final String origin;
    private final PairSource training;
    private final Split.Parts parts;
    private final PairSource augmented;
    private final Autoencoder net;

    OfFold(int fold, PairSource training) {
      this.folder = settings.folder(fold);
      this.origin = settings.origin("latent diffusion by factor " + factor, training);
      this.training = training;
      this.parts = settings.parts(training);
      this.augmented = new AugmentedPairs(parts.training(), settings.config().augmentation());
      this.net = Autoencoder.of(settings.networkY().channels(), factor);
    }

    Optional<PairSet> pairs(int count) throws IOException {
      Optional<Map<String, Weights.Array>> weights = autoencoder();
      if (weights.isEmpty()) {
        return Optional.empty();
      }
      try (TrainedAutoencoder autoencoder =
          new TrainedAutoencoder(net, weights.get(), parts.training())) {
        TrainingReport report = diffusion(autoencoder);
        return report.complete() ? sampled(autoencoder, report, count) : Optional.empty();
      }
    }

    private Optional<Map<String, Weights.Array>> autoencoder() throws IOException {
      TrainingConfig config = settings.config();
      AutoencoderLesson lesson =
          new AutoencoderLesson(
              net, augmented, parts.validation(), config.batchSize(), config.seed());
      Path file = folder.resolve("autoencoder.safetensors");
      return new Teaching(file, origin, config, autoencoderSteps, settings.stopped())
          .run(net.start(config.seed()), lesson);
    }

    private TrainingReport diffusion(TrainedAutoencoder autoencoder) {
      TrainingConfig config =
          settings.configOfY(diffusionSteps).toBuilder()
              .augmentation(Augmentation.none()) // the images are changed, and not their latents
              .build();
      UNetConfig network =
          settings.networkY().toBuilder()
              .channels(net.latentChannels(), settings.networkY().conditionChannels())
              .build();
      return DjlPairedTrainer.unguided(folder.resolve("diffusion"), network, config)
          .train(
              LatentPairs.of(augmented, VARIANTS, autoencoder),
              LatentPairs.of(parts.validation(), 1, autoencoder),
              settings.listener());
    }

    /** Latents are not clamped: unlike images, they have no range. */
    private Optional<PairSet> sampled(
        TrainedAutoencoder autoencoder, TrainingReport report, int count) throws IOException {
      StageReport y = report.stage(Role.Y);
      SamplingMethod method = settings.method().withThresholding(Thresholding.none());
      String made =
          "%s; %d and %d steps; %s"
              .formatted(origin, autoencoderSteps, diffusionSteps, method.description());
      try (Denoiser model =
          DjlDenoiser.of(
              y.network(), y.weights(), settings.config().prediction(), "latent diffusion")) {
        return new MaskedPairs(
                folder.resolve("pairs"), made, settings.masks(training), settings.stopped())
            .first(
                count,
                (masks, first) -> {
                  Tensor guides = LatentPairs.mask(masks, factor);
                  return autoencoder.decode(settings.sample(model, method, guides, first));
                });
      }
    }
  }
}
