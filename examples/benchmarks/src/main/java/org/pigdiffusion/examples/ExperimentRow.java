package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.PairStore;
import org.pigdiffusion.examples.common.StepBar;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.SamplingMethod;

/**
 * A row of a table: what certain models sample with a certain method.
 *
 * @param name of the row
 * @param models opens them
 * @param method how they sample
 */
record ExperimentRow(String name, Supplier<OpenModels> models, SamplingMethod method) {
  /** Holds the folders of all rows. */
  static final String ROWS = "rows";

  private static final String CPU = "cpu seconds";

  /**
   * The pairs of a row, and what they cost.
   *
   * @param calls of networks for each pair
   * @param cpu seconds of CPU for each pair
   */
  record Samples(ExperimentRow row, PairSet pairs, int calls, double cpu) {}

  /**
   * The folder of a row's pairs.
   *
   * @param out the folder of the experiment
   */
  static Path folder(Path out, String name) {
    return out.resolve(ROWS).resolve(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
  }

  /** Its pairs, if all of them were sampled before; makes nothing. */
  Optional<Samples> sampled(Path out, SamplingRequest request) throws IOException {
    if (Files.notExists(folder(out, name))) {
      return Optional.empty();
    }
    try (OpenModels open = models.get()) {
      PairStore store = PairStore.open(folder(out, name), origin(open, request));
      return store.size() < request.count()
          ? Optional.empty()
          : Optional.of(samples(store, open, request));
    }
  }

  /**
   * Samples what the folder lacks. A batch that is done is kept: the next call goes on after it.
   *
   * @param out the folder of the experiment
   * @param request how many pairs in all, of what size, seed and batches
   */
  Samples sample(Path out, SamplingRequest request) throws IOException {
    try (OpenModels open = models.get()) {
      PairStore store = PairStore.open(folder(out, name), origin(open, request));
      if (store.size() < request.count()) {
        store.dropPartOfBatch(request.batchSize());
        fill(store, open, request);
      }
      return samples(store, open, request);
    }
  }

  private int evaluations() {
    return method.on(PaperModels.schedule()).evaluations();
  }

  private Samples samples(PairStore store, OpenModels open, SamplingRequest request)
      throws IOException {
    double cpu =
        store.batches().stream()
            .mapToDouble(batch -> Double.parseDouble(batch.notes().getOrDefault(CPU, "NaN")))
            .sum();
    return new Samples(
        this,
        store.first((int) request.count()),
        evaluations() * open.networks(),
        cpu / store.size());
  }

  private Map<String, String> origin(OpenModels open, SamplingRequest request) {
    Map<String, String> origin = new TreeMap<>(open.origin());
    origin.put("row", name);
    origin.put("method", method.description());
    origin.put("noise", request.noise().description());
    origin.put("size", request.height().orElse(0) + "x" + request.width().orElse(0));
    return origin;
  }

  private void fill(PairStore store, OpenModels open, SamplingRequest all) throws IOException {
    long left = all.count() - store.size();
    SamplingRequest request =
        all.toBuilder().method(method).firstIndex(store.size()).count(left).build();
    long batches = (left - 1) / all.batchSize() + 1;
    try (StepBar bar = new StepBar(name, batches * evaluations());
        Stream<PairBatch> sampled = open.sampler().sample(request, bar)) {
      double before = CpuClock.seconds();
      for (PairBatch batch : (Iterable<PairBatch>) sampled::iterator) {
        double now = CpuClock.seconds();
        store.add(open.pairs().apply(batch), Map.of(CPU, String.valueOf(now - before)));
        before = CpuClock.seconds();
      }
    }
  }
}
