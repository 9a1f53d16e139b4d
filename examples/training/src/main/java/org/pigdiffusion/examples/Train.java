package org.pigdiffusion.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.examples.common.GivenOptions;
import org.pigdiffusion.examples.common.GuideInTraining;
import org.pigdiffusion.examples.common.LearningOptions;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.examples.common.UNetOptions;
import org.pigdiffusion.onnx.WeightStorage;
import org.pigdiffusion.picture.ContactSheet;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.ToldAugmentation;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.trainer.djl.PairExport;
import org.pigdiffusion.trainer.djl.TargetExport;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a pair of models and exports it. The same command again goes on where it was stopped. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Trains a pair of models on images and masks, and exports it for sampling.")
public final class Train implements Callable<Integer> {
  private static final String REMOVE_SAMPLED_ISLANDS = "--remove-sampled-islands";

  /**
   * Options by which no step takes longer, or that the steps themselves keep. Where they decide
   * what is trained, the run refuses others.
   */
  private static final Set<String> WITHOUT_SAY =
      Set.of(
          "--hours",
          "--steps-x",
          "--steps-y",
          "--patience",
          "--seed",
          "--data-seed",
          "--begin-with",
          "--describe-data",
          "--weights",
          REMOVE_SAMPLED_ISLANDS);

  @Spec private CommandSpec command;

  @Mixin private TrainingPairs data = new TrainingPairs();

  @Mixin private NoiseOptions noise = new NoiseOptions();

  @Option(
      names = "--describe-data",
      description = "what the models learnt from, to be written into them")
  private String description;

  @Option(
      names = "--weights",
      description =
          "as what the exported models hold their weights: ${COMPLETION-CANDIDATES} (half the size)")
  private WeightStorage storage = WeightStorage.FLOAT32;

  @Option(
      names = REMOVE_SAMPLED_ISLANDS,
      converter = OptionValues.Positive.class,
      description =
          "patches of fewer pixels are left out of the masks that the pair samples, but for those at"
              + " the border; at the size of the images, for masks of one class; 1 for none")
  private int leastSampled = 1;

  @Option(names = "--run", required = true, description = "folder of the run, with its checkpoints")
  private Path run;

  @Mixin private BeginningOptions beginning = new BeginningOptions();

  @Mixin private StepOptions length = new StepOptions();

  @Mixin private LearningOptions learning = new LearningOptions();

  @Option(
      names = "--tell-augmentation",
      converter = OptionValues.Probability.class,
      arity = "0..1",
      paramLabel = "PROBABILITY",
      fallbackValue = "0.12",
      description =
          "change pairs strongly (zoom, rotation, stretch, translation; brightness and contrast of the"
              + " images), each with this probability, ${FALLBACK-VALUE} if the option stands alone,"
              + " and tell the networks, so that sampled pairs are not changed; against learning few"
              + " images by heart")
  private double told;

  @Option(
      names = "--guide-in-training",
      description =
          "what the target's model is shown of the guide while it learns: ${COMPLETION-CANDIDATES}"
              + " (the true one; what the guide's model estimates; the noisy one, to compare losses"
              + " alone: no pair is exported)")
  private GuideInTraining guide = GuideInTraining.CLEAN;

  @Option(
      names = "--patience",
      converter = OptionValues.NotNegative.class,
      description = "validations without improvement that end a stage; 0 for none")
  private int patience;

  @Option(names = "--seed", description = "decides everything random")
  private long seed = 1;

  @Mixin private UNetOptions unet = new UNetOptions(24);

  @Option(
      names = "--unconditional",
      description = "train the target's model alone, shown no guide, as for plain DDPM and DDIM")
  private boolean unconditional;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Train(), args);
  }

  @Override
  public Integer call() throws IOException {
    requireUsed();
    beginning.require();
    Split.Parts parts = data.load();
    beginning.require(network(parts.training()), parts.training().example(0).y().shape());
    GuideTransform annotation = annotation(parts.training().example(0).x().shape().channels());
    StepOptions.Steps steps =
        length.steps(
            run,
            GivenOptions.of(command, WITHOUT_SAY),
            learning.validateEvery(),
            (folder, few, listener) -> train(folder, parts, config(few), listener));
    TrainingConfig config = config(steps);
    TrainingReport report;
    try (TrainingBar bar = new TrainingBar(() -> drawTrainingPairs(parts.training()))) {
      report = train(run, parts, config, bar);
      LossCurves.write(bar.sizes(), run.resolve("loss.png"));
    }
    if (!report.complete()) {
      System.out.println("Stopped. The same command goes on from here.");
      return 0;
    }
    Optional<String> text = Optional.ofNullable(description).or(data::text);
    if (unconditional) {
      Path model = run.resolve("y.onnx");
      new TargetExport(text, storage).write(model, config, report);
      System.out.println("Trained model in " + model.toAbsolutePath());
      return 0;
    }
    if (steps.y() == 0) {
      System.out.println("Trained model x. With --steps-y above 0, model y learns from it.");
      return 0;
    }
    if (guide == GuideInTraining.NOISY) {
      System.out.println("Trained. No pair is exported, since no sampler guides by a noisy guide.");
      return 0;
    }
    new PairExport(annotation, text, Optional.empty(), storage)
        .write(run.resolve("pair"), config, report);
    System.out.println("Trained pair in " + run.resolve("pair").toAbsolutePath());
    return 0;
  }

  /** What would have no say is refused. */
  private void requireUsed() {
    if (leastSampled > 1 && (unconditional || guide == GuideInTraining.NOISY)) {
      throw new IllegalArgumentException(
          "%s: expected only where a pair is exported, found %s"
              .formatted(
                  REMOVE_SAMPLED_ISLANDS,
                  unconditional ? "--unconditional" : "--guide-in-training NOISY"));
    }
  }

  /** What the pair makes of a finished x. */
  private GuideTransform annotation(int channels) {
    GuideTransform masks = GuideTransform.annotation(channels);
    if (leastSampled == 1) {
      return masks;
    }
    if (channels > 1) {
      throw new IllegalArgumentException(
          "%s: expected masks of one class, found %d channels; leave it or --mask-classes out"
              .formatted(REMOVE_SAMPLED_ISLANDS, channels));
    }
    return masks.withoutIslands(leastSampled);
  }

  private TrainingReport train(
      Path folder, Split.Parts parts, TrainingConfig config, TrainingListener listener) {
    UNetConfig network = network(parts.training());
    DjlPairedTrainer trainer =
        unconditional
            ? DjlPairedTrainer.unguided(folder, network, config)
            : DjlPairedTrainer.of(folder, network, config);
    DjlPairedTrainer begun = beginning.of(trainer);
    return BeginningOptions.named(
        () ->
            unconditional
                ? begun.train(parts.training().withoutX(), parts.validation().withoutX(), listener)
                : begun.train(parts.training(), parts.validation(), listener));
  }

  private void drawTrainingPairs(PairSource pairs) {
    List<PairExample> some =
        IntStream.range(0, Math.min(24, pairs.size())).mapToObj(pairs::example).toList();
    try {
      ContactSheet.of(4, 2).draw(some).writePng(run.resolve("training-pairs.png"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The network of model x, of which that of y is the mirror image; or of model y alone. */
  private UNetConfig network(PairSource pairs) {
    PairExample first = pairs.example(0);
    int channelsX = first.x().shape().channels();
    int channelsY = first.y().shape().channels();
    return unet.config(
        unconditional ? channelsY : channelsX,
        unconditional ? 0 : channelsY,
        beginning.coarseFirst());
  }

  /** The settings of the training that the options ask for. */
  TrainingConfig config(StepOptions.Steps steps) {
    TrainingConfig.Builder config = TrainingConfig.laptop(unconditional ? 0 : steps.x(), steps.y());
    noise.set(config);
    learning.set(config);
    return config
        .augmentation(learning.augmentation().withTold(new ToldAugmentation(told, told)))
        .targetCondition(guide.condition())
        .validation(learning.validateEvery(), patience)
        .seed(seed)
        .build();
  }
}
