package org.pigdiffusion.examples.rivals;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.unet.UNetConfig;

/**
 * What a rival has in common with the pair that it is compared with.
 *
 * @param folder where each fold gets a folder of its own
 * @param networkY the network of the pair's model y: its channels are those of the images, its
 *     condition channels those of the masks
 * @param config the settings of the pair's training; its steps and its target condition are not
 *     used
 * @param method how images are sampled
 * @param stopped asked after each step whether to stop
 */
public record RivalSettings(
    Path folder,
    UNetConfig networkY,
    TrainingConfig config,
    SamplingMethod method,
    BooleanSupplier stopped) {
  /** The share of a fold's training pairs, by group, that chooses the weights. */
  private static final double VALIDATION = 0.15;

  /** Sampled as the library does unless told otherwise, and never stopped. */
  public static RivalSettings of(Path folder, UNetConfig networkY, TrainingConfig config) {
    return new RivalSettings(folder, networkY, config, Preset.fast().method(), () -> false);
  }

  Path folder(int fold) {
    return folder.resolve("fold-" + fold);
  }

  /** The training part of a fold, divided once more. */
  Split.Parts parts(PairSource training) {
    return parts(training, config);
  }

  /** The training part of a fold, divided as the pair of models divides it. */
  static Split.Parts parts(PairSource training, TrainingConfig config) {
    return new Split(VALIDATION, config.seed()).apply(training);
  }

  /** The settings of a model y that is shown the mask itself. */
  TrainingConfig configOfY(int steps) {
    return config.toBuilder().steps(0, steps).targetCondition(TargetCondition.trueClean()).build();
  }

  TrainingListener listener() {
    return new TrainingListener() {
      @Override
      public boolean isCancelled() {
        return stopped.getAsBoolean();
      }
    };
  }

  /**
   * What a model makes of given guides.
   *
   * @param first the number of the first image, by which noise is drawn
   */
  Tensor sample(Denoiser model, SamplingMethod how, Tensor guides, long first) {
    SamplingRequest request =
        SamplingRequest.builder()
            .fixedX(guides)
            .firstIndex(first)
            .batchSize(guides.shape().batch())
            .method(how)
            .seed(config.seed())
            .build();
    PairedSampler sampler = PairedSampler.builder().y(model).schedule(config.schedule()).build();
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      return Tensor.concatBatch(batches.map(PairBatch::y).toList());
    }
  }

  /** The masks that images are made for: the same for all rivals of a fold. */
  GivenMasks masks(PairSource training) {
    return new GivenMasks(training, config.seed());
  }

  /** All settings with a say in the pairs, by name. */
  Map<String, String> entries(int firstSteps, int secondSteps) {
    return Map.of(
        "network", networkY.toString(),
        "config", GeneratorOptions.text(configOfY(1)),
        "method", method.description(),
        "steps", firstSteps + " and " + secondSteps);
  }

  /** What decides what a rival makes of some training pairs, in words. */
  String origin(String method, PairSource training) {
    return "%s, %s, %s, pairs %s"
        .formatted(method, networkY, GeneratorOptions.text(configOfY(1)), PairSums.of(training));
  }
}
