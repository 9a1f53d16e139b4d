package org.pigdiffusion.segmentation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingException;

/**
 * Trains a segmentation U-Net by Dice and cross-entropy, on real pairs, and on generated ones if
 * there are any.
 *
 * <pre>{@code
 * SegmenterSettings settings = SegmenterSettings.builder().steps(2000).build();
 * try (Segmenter segmenter =
 *     SegmenterTrainer.builder(parts.training())
 *         .generated(sampled.source(), PairMix.pooled())
 *         .validation(parts.validation())
 *         .settings(settings)
 *         .folder(Path.of("my-segmenter"))
 *         .train()) {
 *   Tensor masks = segmenter.segment(images);
 * }
 * }</pre>
 *
 * <p>With validation pairs, which should be real, the weights of the validation with the greatest
 * mean Dice are kept; without, those of the last step. With a folder, the training writes
 * checkpoints there: the same call goes on where an earlier one was stopped, and reads the network
 * if it was finished. On one machine's CPU, with the same number of threads, equal settings and
 * pairs give equal bits, and so does a training that was stopped and went on; on a GPU that is not
 * promised. Only one training at a time may use a folder: a second one, of this process or another,
 * is refused with a {@link TrainingException}. Any number may read a finished network.
 */
public final class SegmenterTrainer {
  private final PairSource real;
  private final Optional<PairSource> generated;
  private final PairMix mix;
  private final Optional<PairSource> validation;
  private final SegmenterSettings settings;
  private final Optional<Path> folder;
  private final SegmenterListener listener;

  private SegmenterTrainer(Builder builder) {
    this.real = builder.real;
    this.generated = builder.generated;
    this.mix = builder.mix;
    this.validation = builder.validation;
    this.settings = builder.settings;
    this.folder = builder.folder;
    this.listener = builder.listener;
  }

  /**
   * Starts with the pairs to learn from.
   *
   * @param real annotations of one channel, or of one for each class with the background first;
   *     those that are greater than 0, or greatest, say what a pixel is
   */
  public static Builder builder(PairSource real) {
    return new Builder(real);
  }

  private Segmenter train() {
    Shape annotations = real.example(0).x().shape();
    Shape images = real.example(0).y().shape();
    SegmentationNet net =
        new SegmentationNet(
            images.channels(), annotations.channels(), settings.width(), settings.levels());
    requireFitting(net, annotations, images);
    LearntPairs pairs = new LearntPairs(real, generated, mix, settings);
    return new SegmenterRun(net, settings, pairs, listener)
        .validating(validation, mix.generatedSteps(settings.steps()))
        .in(folder, folder.isPresent() ? fingerprint() : Map.of())
        .train();
  }

  private void requireFitting(SegmentationNet net, Shape annotations, Shape images) {
    if (annotations.channels() < 1 || annotations.channels() > Labels.MOST_CHANNELS) {
      throw new IllegalArgumentException(
          "x: expected annotations of 1 to %d channels, found shape %s"
              .formatted(Labels.MOST_CHANNELS, annotations));
    }
    int height = settings.patch().orElse(images.height());
    int width = settings.patch().orElse(images.width());
    net.requireSize(settings.patch().isPresent() ? "patch" : "y", new Shape(1, 1, height, width));
    if (height > images.height() || width > images.width()) {
      throw new IllegalArgumentException(
          "patch: expected at most the size of the images, found %d for shape %s"
              .formatted(height, images));
    }
    if (settings.augmentation().quarterTurns() && height != width) {
      throw new IllegalArgumentException(
          "augmentation: expected square images for quarter turns, found shape " + images);
    }
    generated.ifPresent(
        pairs -> {
          pairs.example(0).x().requireShape("generated.x", annotations);
          pairs.example(0).y().requireShape("generated.y", images);
        });
    validation.ifPresent(
        pairs -> {
          net.requireSize("validation.y", pairs.example(0).y().shape());
          Shape shape = pairs.example(0).x().shape();
          shape = shape.withChannels(annotations.channels());
          pairs.example(0).x().requireShape("validation.x", shape);
          pairs.example(0).y().requireShape("validation.y", shape.withChannels(images.channels()));
        });
  }

  /** All that decides what the network becomes, as text by name. */
  private Map<String, String> fingerprint() {
    Map<String, String> all = new TreeMap<>(settings.entries());
    all.put("pairs.real", checksum(real));
    all.put("pairs.generated", generated.map(SegmenterTrainer::checksum).orElse("none"));
    all.put("pairs.validation", validation.map(SegmenterTrainer::checksum).orElse("none"));
    all.put("mix", generated.isPresent() ? mix.toString() : "none");
    return all;
  }

  static String checksum(PairSource pairs) {
    Checksum checksum = Checksum.start();
    for (int i = 0; i < pairs.size(); i++) {
      PairExample pair = pairs.example(i);
      for (Tensor tensor : new Tensor[] {pair.x(), pair.y()}) {
        checksum.add(tensor);
      }
    }
    return pairs.size() + " of " + checksum.hex(16);
  }

  /** Collects what a training needs. Not safe to share between threads. */
  public static final class Builder {
    private final PairSource real;
    private Optional<PairSource> generated = Optional.empty();
    private PairMix mix = PairMix.pooled();
    private Optional<PairSource> validation = Optional.empty();
    private SegmenterSettings settings = SegmenterSettings.builder().build();
    private Optional<Path> folder = Optional.empty();
    private SegmenterListener listener = SegmenterListener.none();

    private Builder(PairSource real) {
      this.real = real;
    }

    /** Generated pairs, of the shapes of the real ones, and how they are mixed in. */
    @CanIgnoreReturnValue
    public Builder generated(PairSource pairs, PairMix how) {
      this.generated = Optional.of(pairs);
      this.mix = how;
      return this;
    }

    /** Pairs that say which weights are best; they should be real, and of other patients. */
    @CanIgnoreReturnValue
    public Builder validation(PairSource pairs) {
      this.validation = Optional.of(pairs);
      return this;
    }

    /** Other settings than the defaults. */
    @CanIgnoreReturnValue
    public Builder settings(SegmenterSettings ofNetwork) {
      this.settings = ofNetwork;
      return this;
    }

    /** Where checkpoints are kept, and in the end the network; made if it is missing. */
    @CanIgnoreReturnValue
    public Builder folder(Path ofRun) {
      this.folder = Optional.of(ofRun);
      return this;
    }

    /** Who hears of the training and can end it. */
    @CanIgnoreReturnValue
    public Builder listener(SegmenterListener ofTraining) {
      this.listener = ofTraining;
      return this;
    }

    /** Names what the network becomes, in a few letters, for folders. */
    String key() {
      Checksum checksum = Checksum.start();
      new SegmenterTrainer(this)
          .fingerprint()
          .forEach((name, value) -> checksum.add(name + "=" + value + "\n"));
      return checksum.hex(32);
    }

    /**
     * Trains, or goes on, or reads what is finished. {@link Segmenter#report} says how it ended;
     * one that was cancelled has the best weights so far.
     *
     * @throws IllegalArgumentException if the pairs and settings do not fit together
     * @throws OtherSettingsException if the folder holds the training of others
     * @throws TrainingException if the loss is not finite, or a file cannot be written
     * @throws BackendException if the engine fails, or a file cannot be read
     */
    public Segmenter train() {
      return new SegmenterTrainer(this).train();
    }
  }
}
