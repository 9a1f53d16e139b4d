package org.pigdiffusion.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.pigdiffusion.data.Split;
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
import org.pigdiffusion.trainer.TargetCondition;
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
import picocli.CommandLine.Option;

/** Trains a pair of models and exports it. The same command again goes on where it was stopped. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Trains a pair of models on images and masks, and exports it for sampling.")
public final class Train implements Callable<Integer> {
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
      names = "--remove-sampled-islands",
      converter = OptionValues.Positive.class,
      description =
          "patches of fewer pixels are left out of the masks that the pair samples; at the size of the"
              + " images, for masks of one class; 1 for none")
  private int leastSampled = 1;

  @Option(names = "--run", required = true, description = "folder of the run, with its checkpoints")
  private Path run;

  @Option(
      names = "--begin-with",
      converter = OptionValues.ExistingFolder.class,
      description =
          "folder of a trained pair of the same networks, also of images of another size: begin with"
              + " its weights; if the networks are to have more levels, of multiplier 1, these are put"
              + " before its own")
  private Path beginning;

  @Option(
      names = "--coarse-first",
      converter = OptionValues.NotNegative.class,
      description =
          "how many smaller sizes the networks learn at first: 2 for a quarter of the side, then half"
              + " of it, then all; each size has all steps. That many of the first multipliers must be"
              + " 1")
  private int coarseFirst;

  @Mixin private StepOptions length = new StepOptions();

  @Mixin private LearningOptions learning = new LearningOptions();

  @Option(
      names = "--tell-augmentation",
      arity = "0..1",
      paramLabel = "PROBABILITY",
      fallbackValue = "0.12",
      description =
          "change pairs strongly (zoom, rotation, stretch, translation; brightness and contrast of the"
              + " images), each with this probability, ${FALLBACK-VALUE} if the option stands alone,"
              + " and tell the networks, so that sampled pairs are not changed; against learning few"
              + " images by heart")
  private double told;

  /** What model y is shown of x while it learns. */
  enum Guide {
    ESTIMATE,
    CLEAN,
    NOISY;

    TargetCondition condition() {
      return switch (this) {
        case ESTIMATE -> TargetCondition.predictedClean(GuideTransform.clamped());
        case CLEAN -> TargetCondition.trueClean();
        case NOISY -> TargetCondition.noisy();
      };
    }
  }

  @Option(
      names = "--guide-in-training",
      description =
          "what the target's model is shown of the guide while it learns: ${COMPLETION-CANDIDATES}"
              + " (what the guide's model estimates; the true one; the noisy one, to compare losses"
              + " alone: no pair is exported)")
  private Guide guide = Guide.ESTIMATE;

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
    Split.Parts parts = data.load();
    Files.createDirectories(run);
    StepOptions.Steps steps =
        length.steps(
            run,
            learning.validateEvery(),
            (folder, few, listener) -> train(folder, parts, config(few), listener));
    TrainingConfig config = config(steps);
    TrainingReport report;
    try (TrainingBar bar = new TrainingBar(() -> drawTrainingPairs(parts.training()))) {
      report = train(run, parts, config, bar);
    }
    LossCurves.write(report, run.resolve("loss.png"));
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
    if (guide == Guide.NOISY) {
      System.out.println("Trained. No pair is exported, since no sampler guides by a noisy guide.");
      return 0;
    }
    int channels = parts.training().example(0).x().shape().channels();
    new PairExport(annotation(channels), text, Optional.empty(), storage)
        .write(run.resolve("pair"), config, report);
    System.out.println("Trained pair in " + run.resolve("pair").toAbsolutePath());
    return 0;
  }

  /** What the pair makes of a finished x. */
  private GuideTransform annotation(int channels) {
    GuideTransform masks = GuideTransform.annotation(channels);
    return leastSampled == 1 ? masks : masks.withoutIslands(leastSampled);
  }

  private TrainingReport train(
      Path folder, Split.Parts parts, TrainingConfig config, TrainingListener listener) {
    UNetConfig network = network(parts.training());
    DjlPairedTrainer trainer =
        unconditional
            ? DjlPairedTrainer.unguided(folder, network, config)
            : DjlPairedTrainer.of(folder, network, config);
    DjlPairedTrainer begun = beginning == null ? trainer : trainer.startingFrom(beginning);
    DjlPairedTrainer sizes = begun.coarseFirst(coarseFirst);
    return unconditional
        ? sizes.train(parts.training().withoutX(), parts.validation().withoutX(), listener)
        : sizes.train(parts.training(), parts.validation(), listener);
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
    return unet.config(unconditional ? channelsY : channelsX, unconditional ? 0 : channelsY);
  }

  private TrainingConfig config(StepOptions.Steps steps) {
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
