package org.pigdiffusion.examples;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.FeatureCache;
import org.pigdiffusion.evaluation.FeatureSet;
import org.pigdiffusion.evaluation.FrechetDistance;
import org.pigdiffusion.evaluation.PairComparison;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.QualityCache;
import org.pigdiffusion.evaluation.Statistic;
import org.pigdiffusion.onnx.OnnxFeatureExtractor;
import org.pigdiffusion.onnx.Spinning;
import org.pigdiffusion.onnx.ThreadPool;
import org.pigdiffusion.segmentation.Segmenter;

/**
 * The comparison of pairs with real ones that the options ask for. It keeps in a folder all that
 * takes time: features, the segmentation network, and what was measured.
 */
final class Yardstick implements AutoCloseable {
  private static final int SEED = 1;

  private final Path folder;
  private final PairSet reference;
  private final int frechetPairs;
  private final QualityOptions options;
  private final Supplier<OnnxFeatureExtractor> extractor = Suppliers.memoize(this::openExtractor);
  private final Supplier<FeatureCache> features = Suppliers.memoize(this::openFeatures);
  private final List<AutoCloseable> opened = new ArrayList<>();

  /**
   * A yardstick; nothing is computed before the first measurement.
   *
   * @param folder what it keeps
   * @param reference the real pairs
   * @param frechetPairs on how many pairs to measure the Frechet distance
   */
  Yardstick(Path folder, PairSet reference, int frechetPairs, QualityOptions options) {
    this.folder = folder;
    this.reference = reference;
    this.frechetPairs = frechetPairs;
    this.options = options;
  }

  /** Measures pairs, or knows what was measured of them before. */
  QualityCache measurements() throws IOException {
    String settings =
        "frechet pairs %d, segmenter steps %d, seed %d, resamples %d, extractor %s%s"
            .formatted(
                frechetPairs,
                options.segmenterSteps,
                SEED,
                options.resamples,
                options.checksum(),
                options.radiomics() ? ", radiomics" : "");
    return new QualityCache(folder.resolve("measured"), reference, settings, this::comparison);
  }

  private PairComparison comparison() {
    PairComparison.Builder builder =
        PairComparison.builder().frechetPairs(frechetPairs).bootstrap(bootstrap());
    if (options.extractor != null) {
      builder.features(this::features);
    }
    if (options.radiomics()) {
      builder.radiomics();
    }
    if (options.segmenterSteps > 0) {
      System.err.printf("Segmentation network, %d steps, once.%n", options.segmenterSteps);
      Segmenter segmenter = Segmenter.keptIn(folder, reference, options.segmenterSteps, SEED);
      opened.add(segmenter);
      builder.segmenter(segmenter::segment);
    }
    return builder.against(reference);
  }

  /** How intervals are made. */
  Bootstrap bootstrap() {
    return Bootstrap.of(options.resamples, SEED);
  }

  /** The features of images, by the extractor of the options; kept. */
  FeatureSet features(Tensor images) {
    try (ImageBar bar = new ImageBar("features", images.shape().batch())) {
      return features.get().of(images, bar::to);
    }
  }

  /** The seconds of CPU that the features of an image take, kept ones too. */
  double secondsOfFeatures(Tensor images) {
    double before = CpuClock.seconds();
    float[][] unused = extractor.get().extract(images);
    return (CpuClock.seconds() - before) / images.shape().batch();
  }

  /**
   * About the seconds of CPU that the intervals of a row take: those of the Frechet distance,
   * beside which the others are small.
   *
   * @param images some, of which alone the number of features is taken
   * @param count how many images a row has
   */
  double secondsOfIntervals(Tensor images, int count) {
    int features = extractor.get().extract(images)[0].length;
    Random random = new Random(SEED);
    float[][] vectors = new float[count][features];
    for (float[] vector : vectors) {
      for (int j = 0; j < features; j++) {
        vector[j] = (float) random.nextGaussian();
      }
    }
    FeatureSet sample = FeatureSet.of(vectors);
    Statistic distance = FrechetDistance.to(sample).of(sample);
    double before = CpuClock.seconds();
    double unused = distance.value();
    return options.resamples * (CpuClock.seconds() - before);
  }

  private FeatureCache openFeatures() {
    try {
      return new FeatureCache(
          folder.resolve("features"), extractor.get().id(), extractor.get()::extract);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OnnxFeatureExtractor openExtractor() {
    OnnxFeatureExtractor extractor =
        OnnxFeatureExtractor.builder(options.extractor)
            .threads(ThreadPool.own(0, Spinning.OFF))
            .open();
    opened.add(extractor);
    return extractor;
  }

  @Override
  public void close() {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot be closed: " + e, e);
      }
    }
  }
}
