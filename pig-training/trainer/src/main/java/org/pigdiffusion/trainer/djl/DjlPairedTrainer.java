package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.PairedTrainer;
import org.pigdiffusion.trainer.TargetCondition.TrueClean;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.FinerLevels;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * Trains a pair of models on DJL's PyTorch engine.
 *
 * <pre>{@code
 * Split.Parts parts = new Split(0.15, 1).apply(pairs);
 * UNetConfig network = UNetConfig.laptop(1, 1);
 * TrainingConfig config = TrainingConfig.laptop(6000, 6000).seed(1).build();
 * TrainingReport report =
 *     DjlPairedTrainer.of(Path.of("my-run"), network, config)
 *         .train(parts.training(), parts.validation(), TrainingListener.none());
 * new PairExport(GuideTransform.binary(Threshold.absolute(0)))
 *     .write(Path.of("my-run/pair"), config, report);
 * }</pre>
 *
 * <p>The trainer keeps checkpoints in the folder of the run, such as {@code x/step-00000500} and
 * {@code y/step-00000500}. The next call, or the next process, goes on from the newest one. On one
 * machine, with the same number of threads, a resumed run gives the same bits as a run that was
 * never stopped. Only one run at a time may use a folder: it is locked by {@code .run.lock}, and a
 * second run, of this process or another, is refused with a {@link
 * org.pigdiffusion.trainer.TrainingException} before it reads or writes anything there.
 *
 * <p>A finished run can be continued with more steps. It is refused before the first step of either
 * stage if the folder holds anything of another run, or if model x would change after model y has
 * learnt from it.
 */
public final class DjlPairedTrainer implements PairedTrainer {
  private final CoarseToFine sizes;

  private DjlPairedTrainer(CoarseToFine sizes) {
    this.sizes = sizes;
  }

  /**
   * A trainer of two networks that differ in their channels alone.
   *
   * @param folder where the checkpoints are kept; made if it is not there
   * @param networkX the settings of model x: its channels are those of x, its condition channels
   *     those of y
   * @param config the settings of the run
   */
  public static DjlPairedTrainer of(Path folder, UNetConfig networkX, TrainingConfig config) {
    return of(folder, networkX, networkX.mirrored(), config);
  }

  /**
   * A trainer of two networks.
   *
   * @param networkY the settings of model y: its channels are those of y, its condition channels
   *     those of x
   * @throws IllegalArgumentException if the channels of the two do not fit together
   */
  public static DjlPairedTrainer of(
      Path folder, UNetConfig networkX, UNetConfig networkY, TrainingConfig config) {
    if (networkY.channels() != networkX.conditionChannels()
        || networkY.conditionChannels() != networkX.channels()) {
      throw new IllegalArgumentException(
          "networkY: expected %d channels and %d condition channels, found %d and %d"
              .formatted(
                  networkX.conditionChannels(),
                  networkX.channels(),
                  networkY.channels(),
                  networkY.conditionChannels()));
    }
    return of(folder, Optional.of(new UNet(networkX)), networkY, config);
  }

  /**
   * A trainer of model y alone, for a {@link org.pigdiffusion.sampler.PairedSampler} without a
   * model x: of an unconditional network, as for plain DDPM and DDIM, whose pairs have an x without
   * channels ({@link PairSource#withoutX}) and which is shown nothing, whatever the target
   * condition; or of one that is shown the true x_0. {@link TargetExport} writes what it made.
   *
   * @param networkY the settings of model y: its condition channels are those of x, 0 for an
   *     unconditional network
   * @param config the settings of the run, with no steps for model x
   * @throws IllegalArgumentException if there are steps for model x, or the network is to be shown
   *     anything else than the true x_0
   */
  public static DjlPairedTrainer unguided(Path folder, UNetConfig networkY, TrainingConfig config) {
    if (config.stepsX() > 0) {
      throw new IllegalArgumentException(
          "config: expected no steps for model x, since there is none, found steps(%d, %d)"
              .formatted(config.stepsX(), config.stepsY()));
    }
    DjlPairedTrainer trainer = of(folder, Optional.empty(), networkY, config);
    if (networkY.conditionChannels() > 0 && !(config.targetCondition() instanceof TrueClean)) {
      throw new IllegalArgumentException(
          "config: expected the target condition trueClean(), since there is no model x, found "
              + trainer.sizes.plan().condition());
    }
    return trainer;
  }

  private static DjlPairedTrainer of(
      Path folder, Optional<UNet> netX, UNetConfig networkY, TrainingConfig config) {
    netX.ifPresent(net -> requireWithoutLabels("networkX", net.config()));
    requireWithoutLabels("networkY", networkY);
    return new DjlPairedTrainer(
        new CoarseToFine(
            new TrainingPlan(folder, netX, new UNet(networkY), config, ImmutableMap.of()), 0));
  }

  private static void requireWithoutLabels(String argument, UNetConfig network) {
    if (network.augmentationLabels() > 0) {
      throw new IllegalArgumentException(
          "%s: expected no augmentation labels, since the trainer adds those of its augmentation,"
                  .formatted(argument)
              + " found %d".formatted(network.augmentationLabels()));
    }
  }

  /**
   * The same trainer, but a model begins with weights that were trained before, here or elsewhere,
   * and not with random ones. A folder's checkpoints belong to the weights that the run began with.
   *
   * <p>A model without steps of its own stays as it is given: with {@code steps(0, n)} and weights
   * of x, model y learns from a model x that was trained elsewhere. It must predict what {@link
   * TrainingConfig#prediction} says, on the same noise schedule. The report tells of it with {@link
   * org.pigdiffusion.trainer.StopReason#GIVEN}.
   *
   * @param role whose weights
   * @throws IllegalArgumentException if the weights are those of another network; the message lists
   *     all differences
   */
  public DjlPairedTrainer startingFrom(Role role, Weights weights) {
    return new DjlPairedTrainer(
        sizes.with(sizes.plan().startingFrom(role, new GivenModel(weights, Optional.empty()))));
  }

  /**
   * The same trainer, but each model begins with that of a pair that {@link PairExport} wrote, to
   * train it further, on larger images or on those of another kind: as {@link #startingFrom(Role,
   * Weights)}, with the running mean of the pair's weights. A trainer without a model x reads
   * {@code y.onnx} alone.
   *
   * <p>The images that the pair learnt from may have had another size, and a model with steps of
   * its own another noise schedule. The networks to be trained may have more levels, of multiplier
   * 1: they are put before those of the pair's, see {@link FinerLevels}.
   *
   * @param pair the folder of {@code x.onnx} and {@code y.onnx}
   * @throws IllegalArgumentException if a model is not of the network that is to be trained, nor of
   *     that without its first levels, or predicts something else; the message lists all
   *     differences by name
   * @throws org.pigdiffusion.BackendException if a file cannot be read, see {@link
   *     org.pigdiffusion.onnx.TrainedModel#read}
   */
  public DjlPairedTrainer startingFrom(Path pair) {
    TrainingPlan begun = sizes.plan();
    for (Role role : begun.roles()) {
      begun = begun.startingFrom(role, new PairStart(begun, role).model(pair));
    }
    return new DjlPairedTrainer(sizes.with(begun));
  }

  /**
   * The same trainer, but the networks learn from pairs of a fraction of the size first: with 2, of
   * a quarter of the side, then of half of it, then of the whole. What is large in an image is
   * learnt where a step sees many images and costs little; each size adds a level to the networks
   * for its detail, see {@link FinerLevels}. The report is that of the whole size.
   *
   * <p>Each size is trained with all steps of both stages. Where the side is divided by f, a pixel
   * is the mean of f x f, the batch is f times as large, the noise schedule is {@code shifted(f)},
   * and shifts of the augmentation are divided by f. A step then costs about the same at each size.
   * The checkpoints of the smaller sizes are in {@code coarse-1} (half the side), {@code coarse-2}
   * and so on of the run's folder.
   *
   * @param halvings how many sizes come before the whole one; 0 for none
   * @throws IllegalArgumentException if one of the first {@code halvings} levels of a network has a
   *     multiplier other than 1 or attention, the network has no more levels than these or works on
   *     patches, or weights to begin with are given
   */
  public DjlPairedTrainer coarseFirst(int halvings) {
    return new DjlPairedTrainer(new CoarseToFine(sizes.plan(), halvings));
  }

  /**
   * Whether the models of a run have learnt from just these training pairs, as far as its newest
   * checkpoint tells: by their number, and the names and values of 64 of them. It proves that data
   * is divided as it was then, so that what is held out now was held out then.
   *
   * @param folder of a run
   * @return empty if it holds no checkpoint
   * @throws org.pigdiffusion.trainer.TrainingException if its checkpoint cannot be read
   */
  public static Optional<Boolean> learntFrom(Path folder, PairSource training) {
    return Checkpoints.describeNewest(folder.resolve("y"))
        .or(() -> Checkpoints.describeNewest(folder.resolve("x")))
        .map(newest -> newest.fingerprint().getOrDefault(Fingerprint.TRAINING_PAIRS, ""))
        .map(there -> there.equals(Fingerprint.pairs(training)));
  }

  @Override
  public TrainingReport train(
      PairSource training, PairSource validation, TrainingListener listener) {
    return sizes.run(training, validation, listener);
  }
}
