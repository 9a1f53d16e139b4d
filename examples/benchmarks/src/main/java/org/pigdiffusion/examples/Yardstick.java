package org.pigdiffusion.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.FeatureCache;
import org.pigdiffusion.evaluation.FeatureSet;
import org.pigdiffusion.evaluation.PairComparison;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.QualityCache;
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
        "frechet pairs %d, segmenter steps %d, seed %d, resamples %d, extractor %s"
            .formatted(
                frechetPairs, options.segmenterSteps, SEED, options.resamples, options.checksum());
    return new QualityCache(folder.resolve("measured"), reference, settings, this::comparison);
  }

  private PairComparison comparison() {
    PairComparison.Builder builder =
        PairComparison.builder()
            .frechetPairs(frechetPairs)
            .bootstrap(Bootstrap.of(options.resamples, SEED));
    try {
      if (options.extractor != null) {
        OnnxFeatureExtractor extractor = extractor();
        FeatureCache cache =
            new FeatureCache(folder.resolve("features"), extractor.id(), extractor::extract);
        builder.features(images -> features(cache, images));
      }
      if (options.segmenterSteps > 0) {
        System.out.printf("Segmentation network, %d steps, once.%n", options.segmenterSteps);
        Segmenter segmenter = Segmenter.keptIn(folder, reference, options.segmenterSteps, SEED);
        opened.add(segmenter);
        builder.segmenter(segmenter::segment);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return builder.against(reference);
  }

  private OnnxFeatureExtractor extractor() {
    OnnxFeatureExtractor extractor =
        OnnxFeatureExtractor.builder(options.extractor)
            .threads(ThreadPool.own(0, Spinning.OFF))
            .open();
    opened.add(extractor);
    return extractor;
  }

  private static FeatureSet features(FeatureCache cache, Tensor images) {
    try (ImageBar bar = new ImageBar("features", images.shape().batch())) {
      return cache.of(images, bar::to);
    }
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
