package org.pigdiffusion.examples;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.onnx.OnnxFeatureExtractor;
import org.pigdiffusion.onnx.Spinning;
import org.pigdiffusion.onnx.ThreadPool;
import org.pigdiffusion.training.evaluation.Bootstrap;
import org.pigdiffusion.training.evaluation.FeatureCache;
import org.pigdiffusion.training.evaluation.FeatureSet;
import org.pigdiffusion.training.evaluation.Measured;
import org.pigdiffusion.training.evaluation.PairComparison;
import org.pigdiffusion.training.evaluation.PairQuality;
import org.pigdiffusion.training.evaluation.PairSet;
import org.pigdiffusion.training.evaluation.Quantity;
import org.pigdiffusion.training.evaluation.Segmenter;

/**
 * Measures pairs against real ones, and keeps in a folder all that took time: features, the
 * segmentation network, and what was measured.
 */
final class Yardstick implements AutoCloseable {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final int SEED = 1;

  private final Path folder;
  private final PairSet reference;
  private final int frechetPairs;
  private final QualityOptions options;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private PairComparison comparison;

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

  /** What was measured, as it is kept: Gson knows no immutable maps. */
  private record Kept(int pairs, int frechetPairs, Map<Quantity, Measured> quantities) {}

  /** Measures pairs, or finds what was measured of them before. */
  PairQuality measure(PairSet pairs) throws IOException {
    Path file = folder.resolve("measured").resolve(key(pairs) + ".json");
    if (Files.exists(file)) {
      Kept kept = GSON.fromJson(Files.readString(file), Kept.class);
      return new PairQuality(
          kept.pairs(), kept.frechetPairs(), ImmutableMap.copyOf(kept.quantities()));
    }
    PairQuality quality = comparison().measure(pairs);
    Files.createDirectories(file.getParent());
    AtomicFile.write(
        file, GSON.toJson(new Kept(quality.pairs(), quality.frechetPairs(), quality.quantities())));
    return quality;
  }

  private PairComparison comparison() throws IOException {
    if (comparison == null) {
      PairComparison.Builder builder =
          PairComparison.builder()
              .frechetPairs(frechetPairs)
              .bootstrap(Bootstrap.of(options.resamples, SEED));
      if (options.extractor != null) {
        OnnxFeatureExtractor extractor =
            OnnxFeatureExtractor.builder(options.extractor)
                .threads(ThreadPool.own(0, Spinning.OFF))
                .open();
        opened.add(extractor);
        FeatureCache cache = new FeatureCache(folder.resolve("features"), extractor);
        builder.features(images -> features(cache, images));
      }
      if (options.segmenterSteps > 0) {
        Segmenter segmenter = segmenter();
        opened.add(segmenter);
        builder.segmenter(segmenter);
      }
      comparison = builder.against(reference);
    }
    return comparison;
  }

  private static FeatureSet features(FeatureCache cache, Tensor images) {
    try (ImageBar bar = new ImageBar("features", images.shape().batch())) {
      return cache.of(images, bar::to);
    }
  }

  /** The same network for all pairs, also those of another day. */
  private Segmenter segmenter() throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, reference);
    hasher.putInt(options.segmenterSteps);
    Path file = folder.resolve("segmenter-%s.params".formatted(shortened(hasher)));
    if (!Files.exists(file)) {
      System.out.printf("Training the segmentation network, %d steps.%n", options.segmenterSteps);
      Files.createDirectories(folder);
      try (Segmenter trained = Segmenter.train(reference, options.segmenterSteps, SEED)) {
        trained.save(file);
      }
    }
    return Segmenter.load(file);
  }

  /** All that decides what is measured. */
  private String key(PairSet pairs) throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, reference);
    put(hasher, pairs);
    hasher.putInt(Math.min(frechetPairs, pairs.size()));
    hasher.putInt(options.segmenterSteps);
    hasher.putInt(options.resamples);
    if (options.extractor != null) {
      hasher.putBytes(Files.readAllBytes(options.extractor));
    }
    return shortened(hasher);
  }

  private static void put(Hasher hasher, PairSet pairs) {
    for (Tensor tensor : List.of(pairs.x(), pairs.y())) {
      hasher.putString(tensor.shape().toString(), StandardCharsets.UTF_8);
      for (float value : tensor.toArray()) {
        hasher.putFloat(value);
      }
    }
  }

  private static String shortened(Hasher hasher) {
    return hasher.hash().toString().substring(0, 32);
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
