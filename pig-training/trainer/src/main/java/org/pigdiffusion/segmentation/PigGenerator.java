package org.pigdiffusion.segmentation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.PairStore;
import org.pigdiffusion.onnx.Device;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.trainer.djl.PairExport;
import org.pigdiffusion.unet.UNetConfig;

/**
 * The method of this library as a {@link FoldGenerator}: trains a pair of models on the training
 * part of a fold and samples pairs from it. A part of that training part, divided by group, chooses
 * the weights.
 *
 * <pre>{@code
 * PigGenerator pig =
 *     PigGenerator.builder(Path.of("my-experiment/pig"))
 *         .config(TrainingConfig.laptop(10_000, 10_000).build())
 *         .build();
 * List<Folds.Fold> folds = new Folds(5, 1).apply(pairs);
 * List<SegmentationRow> rows =
 *     SegmentationExperiment.builder(folds, Path.of("my-experiment")).generator("pig", pig).run();
 * }</pre>
 *
 * <p>A folder for each fold, such as {@code fold0}, holds the checkpoints, the exported {@code
 * pair}, and the sampled {@code pairs}. A call that was stopped goes on from there; a folder of
 * other settings or training pairs is refused.
 */
public final class PigGenerator implements FoldGenerator {
  private static final int BATCH = 8;

  private final Path folder;
  private final TrainingConfig config;
  private final Optional<UNetConfig> network;
  private final int halvings;
  private final SamplingMethod method;
  private final long noiseSeed;
  private final double validation;
  private final Device device;
  private final PigListener listener;

  private PigGenerator(Builder builder) {
    this.folder = builder.folder;
    this.config = builder.config;
    this.network = builder.network;
    this.halvings = builder.halvings;
    this.method = builder.method;
    this.noiseSeed = builder.noiseSeed;
    this.validation = builder.validation;
    this.device = builder.device;
    this.listener = builder.listener;
  }

  /**
   * Starts with the defaults.
   *
   * @param folder where everything is kept; made if it is missing
   */
  public static Builder builder(Path folder) {
    return new Builder(folder);
  }

  @Override
  public Optional<PairSet> pairs(int fold, PairSource training, int count) throws IOException {
    Path run = folder.resolve("fold" + fold);
    PairStore store = PairStore.open(run.resolve("pairs"), origin(training));
    if (store.size() < count && !(train(fold, training) && sample(fold, training, store, count))) {
      return Optional.empty();
    }
    return Optional.of(store.first(count));
  }

  /**
   * The folder of the pair of models that was trained for a fold, with {@code x.onnx} and {@code
   * y.onnx}.
   */
  public Path pairFolder(int fold) {
    return folder.resolve("fold" + fold).resolve("pair");
  }

  /** Trains the pair, or goes on, and exports it; tells whether it was not stopped. */
  private boolean train(int fold, PairSource training) throws IOException {
    Split.Parts parts = new Split(validation, config.seed()).apply(training);
    PairExample like = training.example(0);
    TrainingReport report =
        DjlPairedTrainer.of(folder.resolve("fold" + fold), network(like), config)
            .coarseFirst(halvings)
            .train(parts.training(), parts.validation(), listener.onTraining(fold));
    if (!report.complete()) {
      return false;
    }
    new PairExport(GuideTransform.annotation(like.x().shape().channels()))
        .write(pairFolder(fold), config, report);
    return true;
  }

  private UNetConfig network(PairExample like) {
    return network.orElseGet(
        () -> UNetConfig.laptop(like.x().shape().channels(), like.y().shape().channels()));
  }

  private boolean sample(int fold, PairSource training, PairStore store, int count)
      throws IOException {
    Shape shape = training.example(0).y().shape();
    SamplingRequest request =
        SamplingRequest.builder()
            .firstIndex(store.size())
            .count(count - store.size())
            .batchSize(BATCH)
            .size(shape.height(), shape.width())
            .method(method)
            .seed(noiseSeed)
            .build();
    try (OnnxPair pair = OnnxPair.open(pairFolder(fold), device);
        Stream<PairBatch> batches = pair.sampler().sample(request)) {
      for (PairBatch batch : (Iterable<PairBatch>) batches::iterator) {
        store.add(PairSet.of(batch), Map.of());
        listener.onSampled(fold, store.size(), count);
        if (store.size() < count && listener.isCancelled()) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>();
    // How many checkpoints are kept has no bearing on the pairs.
    TrainingConfig keepingOne = config.toBuilder().checkpoints(config.checkpointEvery(), 1).build();
    all.put("config", keepingOne.toString());
    all.put("network", network.map(UNetConfig::toString).orElse("laptop"));
    if (halvings > 0) { // not there before it was an option
      all.put("coarseFirst", Integer.toString(halvings));
    }
    all.put("method", method.toString());
    all.put("noiseSeed", Long.toString(noiseSeed));
    all.put("validation", Double.toString(validation));
    return all;
  }

  private Map<String, String> origin(PairSource training) {
    Map<String, String> all = new TreeMap<>(settings());
    all.put("training", SegmenterTrainer.checksum(training));
    return all;
  }

  /** Collects settings. Not safe to share between threads. */
  public static final class Builder {
    private final Path folder;
    private TrainingConfig config = TrainingConfig.laptop(10_000, 10_000).build();
    private Optional<UNetConfig> network = Optional.empty();
    private int halvings;
    private SamplingMethod method = Preset.fast().method();
    private long noiseSeed = 7;
    private double validation = 0.15;
    private Device device = Device.cpu();
    private PigListener listener = PigListener.none();

    private Builder(Path folder) {
      this.folder = folder;
    }

    /** How the pair is trained; {@link TrainingConfig#laptop} with 10,000 steps a stage. */
    @CanIgnoreReturnValue
    public Builder config(TrainingConfig ofPair) {
      this.config = ofPair;
      return this;
    }

    /** The network of model x, of which that of y is the mirror image; the laptop's unless set. */
    @CanIgnoreReturnValue
    public Builder network(UNetConfig ofX) {
      this.network = Optional.of(ofX);
      return this;
    }

    /**
     * How many smaller sizes the networks learn at first, see {@link DjlPairedTrainer#coarseFirst};
     * 0 unless set.
     */
    @CanIgnoreReturnValue
    public Builder coarseFirst(int sizes) {
      this.halvings = sizes;
      return this;
    }

    /** How pairs are sampled; as {@link Preset#fast} says unless set. */
    @CanIgnoreReturnValue
    public Builder method(SamplingMethod ofSampling) {
      this.method = ofSampling;
      return this;
    }

    /** The seed of the noise that pairs are sampled from; 7 unless set. */
    @CanIgnoreReturnValue
    public Builder noiseSeed(long seed) {
      this.noiseSeed = seed;
      return this;
    }

    /** The share of the training part that chooses the pair's weights, in (0, 1); 0.15. */
    @CanIgnoreReturnValue
    public Builder validation(double share) {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("validation: expected in (0,1), found " + share);
      }
      this.validation = share;
      return this;
    }

    /** Where pairs are sampled; the CPU unless set. */
    @CanIgnoreReturnValue
    public Builder device(Device ofSampling) {
      this.device = ofSampling;
      return this;
    }

    /** Who hears of trainings and can end them. */
    @CanIgnoreReturnValue
    public Builder listener(PigListener ofGenerator) {
      this.listener = ofGenerator;
      return this;
    }

    /** The generator. */
    public PigGenerator build() {
      return new PigGenerator(this);
    }
  }
}
