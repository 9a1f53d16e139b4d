package org.pigdiffusion.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.picture.ContactSheet;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingListener;
import org.pigdiffusion.sampler.SamplingRequest;

/**
 * The pairs of several ways to sample, each in a folder of its own, with what they cost: what a
 * {@link QualityTable} is made of. Stopped at any time, it goes on at the batch that was under way.
 * For one thread, and one process at a time.
 */
public final class SampledRows {
  static final String SECONDS = "seconds";
  static final String CALLS = "calls";
  static final String SESSION = "session";
  private static final String TEXT_FILE = "row.txt";
  private static final int SHOWN = 16;

  private final Path folder;
  private final Models models;
  private final Settings settings;
  private final String session = Instant.now().toString();

  /**
   * The models that are asked. The caller closes them.
   *
   * @param x predicts the guide
   * @param y predicts the target
   * @param guide the guide transform of the rows that name none
   * @param annotation what is made of the finished x
   * @param schedule the noise schedule of both
   */
  public record Models(
      Denoiser x,
      Denoiser y,
      GuideTransform guide,
      GuideTransform annotation,
      NoiseSchedule schedule) {}

  /**
   * What all rows have in common.
   *
   * @param pairs wanted of each row, at least 1
   * @param batch pairs computed together, at least 1
   * @param size height and width in pixels
   * @param seed of the noise: pair i begins with the same noise in each row
   * @param circumstances what else decides the pairs or what they cost, such as the threads of the
   *     engine; rows made under others are refused
   */
  public record Settings(
      int pairs, int batch, int size, long seed, Map<String, String> circumstances) {

    /** Checks the numbers, and copies the map. */
    public Settings {
      requirePositive("pairs", pairs);
      requirePositive("batch", batch);
      requirePositive("size", size);
      circumstances = Map.copyOf(circumstances);
    }

    private static void requirePositive(String name, int number) {
      if (number < 1) {
        throw new IllegalArgumentException(name + ": expected at least 1, found " + number);
      }
    }
  }

  /**
   * Rows in a folder. Nothing is read or made before it is needed.
   *
   * @param folder holds a folder for each row
   */
  public SampledRows(Path folder, Models models, Settings settings) {
    this.folder = folder;
    this.models = models;
    this.settings = settings;
  }

  /**
   * The rows that have any pairs, in no order.
   *
   * @throws IllegalArgumentException if a folder has the name of another row
   */
  public List<SamplingRow> begun() throws IOException {
    List<SamplingRow> rows = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> folders = Files.list(RegularFile.requireFolder(folder))) {
        for (Path each : folders.filter(f -> Files.exists(f.resolve(TEXT_FILE))).toList()) {
          rows.add(begun(each));
        }
      }
    }
    return rows;
  }

  private static SamplingRow begun(Path folder) throws IOException {
    SamplingRow row =
        SamplingRow.parse(
            RegularFile.text(folder.resolve(TEXT_FILE), SizeLimit.ofText("the text of a row"))
                .strip());
    String expected = row.folder();
    if (!folder.endsWith(expected)) {
      throw new IllegalArgumentException(
          "folder %s: expected the name %s, since it holds row %s (begun by another version: take"
                  .formatted(folder, expected, row.text())
              + " another folder)");
    }
    return row;
  }

  private GuideTransform guide(SamplingRow row) {
    return row.guide().orElse(models.guide());
  }

  /**
   * The stored pairs of a row.
   *
   * @throws IllegalArgumentException if they were made by other models or with other settings, or
   *     if a circumstance has a name of these, such as {@code size}
   */
  public PairStore store(SamplingRow row) throws IOException {
    Map<String, String> origin = new TreeMap<>();
    origin.put("row", row.text());
    origin.put("method", row.method().description());
    origin.put("guide refresh", row.refresh().description());
    origin.put("guide", guide(row).description());
    origin.put("annotation", models.annotation().description());
    origin.put("schedule", models.schedule().description());
    origin.put("model x", models.x().spec().id());
    origin.put("model y", models.y().spec().id());
    origin.put("device", models.y().spec().device());
    origin.put("size", String.valueOf(settings.size()));
    origin.put("batch", String.valueOf(settings.batch()));
    origin.put("seed", String.valueOf(settings.seed()));
    settings.circumstances().forEach((name, value) -> addCircumstance(origin, name, value));
    Path rowFolder = folder.resolve(row.folder());
    PairStore store = PairStore.open(rowFolder, origin);
    if (!Files.exists(rowFolder.resolve(TEXT_FILE))) {
      AtomicFile.write(rowFolder.resolve(TEXT_FILE), row.text() + "\n");
    }
    return store;
  }

  private static void addCircumstance(Map<String, String> origin, String name, String value) {
    String taken = origin.putIfAbsent(name, value);
    if (taken != null) {
      throw new IllegalArgumentException(
          "circumstances: expected other names than those of a row's own settings, found %s, which"
                  .formatted(name)
              + " is %s; give it another name".formatted(taken));
    }
  }

  /**
   * Samples what a row lacks, and draws its first pairs as {@code pairs.png}.
   *
   * @param listener told of every evaluation
   */
  public void fill(SamplingRow row, SamplingListener listener) throws IOException {
    PairStore store = store(row);
    if (store.size() < settings.pairs()) {
      store.dropPartOfBatch(settings.batch());
      sample(row, store, listener);
    }
    PairSet some = store.first(Math.min(SHOWN, settings.pairs()));
    ContactSheet.of(4, 2)
        .draw(some.x(), some.y())
        .writePng(folder.resolve(row.folder()).resolve("pairs.png"));
  }

  private void sample(SamplingRow row, PairStore store, SamplingListener listener)
      throws IOException {
    SamplingRequest request =
        SamplingRequest.builder()
            .firstIndex(store.size())
            .count(settings.pairs() - store.size())
            .batchSize(settings.batch())
            .size(settings.size(), settings.size())
            .seed(settings.seed())
            .method(row.method())
            .guideRefresh(row.refresh())
            .build();
    PairedSampler sampler =
        PairedSampler.builder()
            .x(models.x())
            .y(models.y())
            .schedule(models.schedule())
            .guide(guide(row))
            .annotation(models.annotation())
            .build();
    try (Stream<PairBatch> batches = sampler.sample(request, listener)) {
      Iterator<PairBatch> each = batches.iterator();
      while (store.size() < settings.pairs()) {
        long start = System.nanoTime();
        PairBatch made = each.next();
        double seconds = (System.nanoTime() - start) / 1e9;
        store.add(
            PairSet.of(made),
            Map.of(
                SECONDS, String.valueOf(seconds),
                CALLS, String.valueOf(calls(made)),
                SESSION, session));
      }
    }
  }

  /** U-Net calls for all pairs of a batch, those of x and of y together. */
  private static long calls(PairBatch batch) {
    return batch.calls().stream().mapToLong(calls -> calls.x() + calls.y()).sum();
  }

  /** Evaluations of batches that a row still has before it, for a progress bar. */
  public long evaluationsLeft(SamplingRow row) throws IOException {
    int left = Math.max(0, settings.pairs() - store(row).size());
    return (long) row.method().on(models.schedule()).evaluations()
        * ((left + settings.batch() - 1) / settings.batch());
  }

  /**
   * The figures of all rows that are complete, the dearest first.
   *
   * @param measurements measures the pairs of each, or knows what was measured of them
   */
  public List<RowFigures> figures(QualityCache measurements) throws IOException {
    List<RowFigures> figures = new ArrayList<>();
    for (SamplingRow row : begun()) {
      PairStore store = store(row);
      if (store.size() >= settings.pairs()) {
        figures.add(
            new RowFigures(
                row.text(),
                Optional.of(RowFigures.Cost.of(store.batches())),
                measurements.measure(store.first(settings.pairs()))));
      }
    }
    figures.sort(
        Comparator.comparingDouble(RowFigures::calls).reversed().thenComparing(RowFigures::name));
    return figures;
  }
}
