package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingListener;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.training.evaluation.PairSet;
import org.pigdiffusion.training.evaluation.PairStore;
import org.pigdiffusion.training.picture.ContactSheet;

/**
 * The sampled pairs of each row, in a folder of its own. Stopped at any time, it goes on at the
 * batch that was under way.
 *
 * @param folder holds a folder for each row
 * @param pair the models
 * @param pairs wanted of each row
 * @param batch pairs computed together
 * @param size height and width
 * @param seed of the noise, the same for all rows: pair i begins with the same noise in each
 * @param threads of each model, 0 for one a core
 * @param session names this process, to tell whether a row was made in one go
 */
record SpeedRuns(
    Path folder,
    OnnxPair pair,
    int pairs,
    int batch,
    int size,
    long seed,
    int threads,
    String session) {
  static final String SECONDS = "seconds";
  static final String CALLS = "calls";
  static final String SESSION = "session";
  private static final String TEXT_FILE = "row.txt";
  private static final int SHOWN = 16;

  /** The rows that have any pairs, in no order. */
  List<SpeedRow> begun() throws IOException {
    List<SpeedRow> rows = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> folders = Files.list(folder)) {
        for (Path each : folders.filter(f -> Files.exists(f.resolve(TEXT_FILE))).toList()) {
          rows.add(begun(each));
        }
      }
    }
    return rows;
  }

  private static SpeedRow begun(Path folder) throws IOException {
    SpeedRow row = SpeedRow.parse(Files.readString(folder.resolve(TEXT_FILE)).strip());
    String expected = row.folder();
    if (!folder.endsWith(expected)) {
      throw new IllegalArgumentException(
          "folder %s: expected the name %s, since it holds row %s (begun by another version: take"
                  .formatted(folder, expected, row.text())
              + " another --run)");
    }
    return row;
  }

  private GuideTransform guide(SpeedRow row) {
    return row.guide().orElse(pair.guide());
  }

  /** The stored pairs of a row. */
  PairStore store(SpeedRow row) throws IOException {
    Map<String, String> origin = new TreeMap<>();
    origin.put("row", row.text());
    origin.put("method", row.method().description());
    origin.put("guide refresh", row.refresh().description());
    origin.put("guide", guide(row).description());
    origin.put("model x", pair.x().spec().id());
    origin.put("model y", pair.y().spec().id());
    origin.put("device", pair.y().spec().device());
    origin.put("size", String.valueOf(size));
    origin.put("batch", String.valueOf(batch));
    origin.put("seed", String.valueOf(seed));
    // Threads do not change the pairs beyond rounding, but they do change the seconds.
    origin.put("threads", String.valueOf(threads));
    Path rowFolder = folder.resolve(row.folder());
    PairStore store = PairStore.open(rowFolder, origin);
    if (!Files.exists(rowFolder.resolve(TEXT_FILE))) {
      AtomicFile.write(rowFolder.resolve(TEXT_FILE), row.text() + "\n");
    }
    return store;
  }

  /** Samples what a row lacks. */
  void fill(SpeedRow row, SamplingListener listener) throws IOException {
    PairStore store = store(row);
    if (store.size() < pairs) {
      store.dropPartOfBatch(batch);
      sample(row, store, listener);
    }
    PairSet some = store.first(Math.min(SHOWN, pairs));
    ContactSheet.of(4, 2)
        .draw(some.x(), some.y())
        .writePng(folder.resolve(row.folder()).resolve("pairs.png"));
  }

  private void sample(SpeedRow row, PairStore store, SamplingListener listener) throws IOException {
    SamplingRequest request =
        SamplingRequest.builder()
            .firstIndex(store.size())
            .count(pairs - store.size())
            .batchSize(batch)
            .size(size, size)
            .seed(seed)
            .method(row.method())
            .guideRefresh(row.refresh())
            .build();
    LongAdder calls = new LongAdder();
    PairedSampler sampler =
        PairedSampler.builder()
            .x(new CountedDenoiser(pair.x(), calls))
            .y(new CountedDenoiser(pair.y(), calls))
            .guide(guide(row))
            .annotation(pair.annotation())
            .build();
    try (Stream<PairBatch> batches = sampler.sample(request, listener)) {
      Iterator<PairBatch> each = batches.iterator();
      while (store.size() < pairs) {
        calls.reset();
        long start = System.nanoTime();
        PairBatch made = each.next();
        double seconds = (System.nanoTime() - start) / 1e9;
        store.add(
            new PairSet(made.annotation(), made.y()),
            Map.of(
                SECONDS, String.valueOf(seconds),
                CALLS, calls.toString(),
                SESSION, session));
      }
    }
  }

  /** Evaluations of batches that a row still has before it, for a progress bar. */
  long evaluationsLeft(SpeedRow row) throws IOException {
    int left = Math.max(0, pairs - store(row).size());
    return (long) row.method().on(pair.schedule()).evaluations() * ((left + batch - 1) / batch);
  }
}
