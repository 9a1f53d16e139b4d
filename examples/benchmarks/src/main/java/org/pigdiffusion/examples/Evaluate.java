package org.pigdiffusion.examples;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.CopySearch;
import org.pigdiffusion.evaluation.MaskComparison;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.QualityCache;
import org.pigdiffusion.evaluation.Quantiles;
import org.pigdiffusion.evaluation.Quantity;
import org.pigdiffusion.examples.common.DeviceOption;
import org.pigdiffusion.examples.common.FittingModels;
import org.pigdiffusion.examples.common.HeldOut;
import org.pigdiffusion.examples.common.MethodOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.examples.common.WholeFile;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares sampled pairs with the training pairs: masks, features of the images, whether image and
 * mask belong together, and whether any is a copy.
 */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Samples pairs and compares them with the pairs that the models learnt from.")
public final class Evaluate implements Callable<Integer> {
  private static final int COPIES_SHOWN = 16;
  private static final String RESULT = "evaluation.json";

  @Mixin private TrainingPairs data = new TrainingPairs();

  @Mixin private QualityOptions quality = new QualityOptions(0);

  @Mixin private DeviceOption where = new DeviceOption();

  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      required = true,
      description = "folder of the trained pair")
  private Path models;

  @Option(names = "--out", required = true, description = "folder to write to")
  private Path out;

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "pairs to sample")
  private int pairs = 64;

  @Option(
      names = "--count-class",
      converter = OptionValues.Positive.class,
      description =
          "compare masks by the pixels of this class alone, counted from 1, such as the insides of"
              + " touching nuclei; all that is not background unless given")
  private Integer countedClass;

  @Mixin private MethodOption how = new MethodOption(Preset.fast().method());

  @Option(names = "--seed", description = "seed of the noise")
  private long seed = 7;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Evaluate(), args);
  }

  @Override
  public Integer call() throws IOException {
    where.require();
    if (pairs < 2) {
      throw new IllegalArgumentException("--pairs: expected at least 2, found " + pairs);
    }
    requireNothingLost();
    Split.Parts real = data.load();
    Optional<String> untold = requireFittingModels(real.training().example(0));
    HeldOut heldOut =
        HeldOut.require(models, run -> DjlPairedTrainer.learntFrom(run, real.training()));
    requireClass(real.training().example(0).x().shape().channels());
    Files.createDirectories(out);
    List<PairBatch> batches = sample(real.training().example(0).y());
    Tensor masks = Tensor.concatBatch(batches.stream().map(PairBatch::annotation).toList());
    Tensor images = Tensor.concatBatch(batches.stream().map(PairBatch::image).toList());

    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("held-out pairs", heldOut.sentences());
    untold.ifPresent(sentence -> numbers.put("size of the models", sentence));
    numbers.put(EarlierEvaluation.COMPARED_BY, masksComparedBy());
    PairSet training = counted(PairSet.of(real.training()));
    PairSet unseen = counted(PairSet.of(real.validation()));
    PairSet sampled = counted(new PairSet(masks, images));
    compareMasks(training.x(), sampled.x(), numbers);
    measure(training, unseen, sampled, numbers);
    lookForCopies(real, images, numbers);
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(numbers);
    WholeFile.write(out.resolve(RESULT), json);
    System.out.println(json);
    return 0;
  }

  /** Figures of an earlier call that this one does not measure would be gone. */
  private void requireNothingLost() throws IOException {
    Optional<EarlierEvaluation> before = EarlierEvaluation.in(out.resolve(RESULT));
    if (before.isPresent()) {
      EarlierEvaluation result = before.get();
      result.requireKept(Quantity.FRECHET_DISTANCE, quality.extractor != null, "--extractor");
      result.requireKept(Quantity.ALIGNMENT, quality.segmenterSteps > 0, "--segmenter-steps");
      result.requireCompared(masksComparedBy(), "--count-class");
    }
  }

  private String masksComparedBy() {
    return countedClass == null
        ? EarlierEvaluation.EVERY_CLASS
        : "class %d alone".formatted(countedClass);
  }

  private Optional<String> requireFittingModels(PairExample real) {
    try (OnnxPair pair = OnnxPair.open(models, where.device())) {
      FittingModels.require(pair, real);
      return FittingModels.untold(pair);
    }
  }

  private void requireClass(int channels) {
    int last = channels - 1;
    if (countedClass != null && countedClass > last) {
      throw new IllegalArgumentException(
          "--count-class: expected %s, found %d"
              .formatted(
                  channels == 1
                      ? "none, since masks have one class (--mask-classes reads several)"
                      : "a class in [1,%d]".formatted(last),
                  countedClass));
    }
  }

  /** Pairs with the masks that are compared. */
  private PairSet counted(PairSet pairs) {
    return countedClass == null ? pairs : pairs.ofClass(countedClass);
  }

  /** Ends the names of figures that stand on one class. */
  private String ofClass() {
    return countedClass == null ? "" : " (class %d)".formatted(countedClass);
  }

  private List<PairBatch> sample(Tensor like) {
    SamplingRequest request =
        SamplingRequest.builder()
            .count(pairs)
            .size(like.shape().height(), like.shape().width())
            .method(how.method())
            .seed(seed)
            .build();
    try (OnnxPair pair = OnnxPair.open(models, where.device());
        Stream<PairBatch> batches = pair.sampler().sample(request)) {
      return batches.toList();
    }
  }

  private void compareMasks(Tensor real, Tensor sampled, Map<String, Object> numbers)
      throws IOException {
    MaskComparison masks = MaskComparison.of(real, sampled);
    String of = ofClass();
    numbers.put(
        "mask area" + of + " of training pairs, quantiles 5 25 50 75 95 %",
        quantiles(masks.realAreas()));
    numbers.put(
        "mask area" + of + " of sampled pairs, quantiles 5 25 50 75 95 %",
        quantiles(masks.sampledAreas()));
    numbers.put("mask area" + of + ", Kolmogorov-Smirnov distance", masks.areaDistance());
    numbers.put("lesions" + of + " a mask, training pairs", masks.realLesions());
    numbers.put("lesions" + of + " a mask, sampled pairs", masks.sampledLesions());
    Distributions.write(
        "share of the image that the mask" + of + " covers",
        Map.of("training masks", masks.realAreas(), "sampled masks", masks.sampledAreas()),
        out.resolve("mask-area.png"));
  }

  /**
   * Distances from the training pairs, with intervals: of the sampled pairs, and for comparison of
   * the real ones that were kept back.
   */
  private void measure(
      PairSet training, PairSet unseen, PairSet sampled, Map<String, Object> numbers)
      throws IOException {
    int equallyMany = Math.min(sampled.size(), unseen.size());
    if (equallyMany < 2) {
      numbers.put("distances from training pairs", "not measured on fewer than 2 pairs");
      return;
    }
    try (Yardstick yardstick = new Yardstick(out, training, equallyMany, quality)) {
      QualityCache measurements = yardstick.measurements();
      Map<String, PairSet> others = new LinkedHashMap<>();
      others.put("sampled pairs", sampled);
      others.put("unseen real pairs", unseen);
      numbers.put(
          "pixels of a lesion" + ofClass(),
          LesionSizes.compare(training, others, yardstick.bootstrap()));
      numbers.put("features", quality.features());
      numbers.put(EarlierEvaluation.SAMPLED, measurements.measure(sampled));
      numbers.put("unseen real pairs against training pairs", measurements.measure(unseen));
    }
  }

  private void lookForCopies(Split.Parts real, Tensor images, Map<String, Object> numbers)
      throws IOException {
    CopySearch search = CopySearch.of(images, real.training(), real.validation());
    numbers.put(
        "distance to the nearest training image, sampled, quantiles",
        quantiles(search.distances()));
    if (!search.unseenDistances().isEmpty()) {
      numbers.put(
          "distance to the nearest training image, unseen real ones",
          quantiles(search.unseenDistances()));
    }
    Distributions.write(
        "distance to the nearest training image",
        Map.of(
            "held-out real images", search.unseenDistances(), "sampled images", search.distances()),
        out.resolve("nearest-distance.png"));
    search.draw(COPIES_SHOWN).writePng(out.resolve("nearest.png"));
  }

  private static List<Double> quantiles(List<Double> values) {
    return Quantiles.of(values).toList();
  }
}
