package org.pigdiffusion.examples;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.FeatureNeighbours;
import org.pigdiffusion.evaluation.PairQuality;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.Quantiles;
import org.pigdiffusion.evaluation.Statistic;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.trainer.TrainingListener;

/**
 * Trains, samples and measures, and keeps all of it in a folder, so that the same command goes on
 * where it was stopped. For one thread.
 */
final class PaperExperiment implements AutoCloseable {
  /** For each image of a row, so many training images are looked at for copies, at most. */
  private static final int LOOKED_AT = 4;

  /** Images whose features are timed. */
  private static final int TIMED = 16;

  private final PaperOptions options;
  private final Split.Parts parts;
  private final PaperTrainings trainings;
  private final PairSet heldOut;
  private final PairSet real;
  private final PairSet learntFrom;
  private final Yardstick yardstick;
  private final Supplier<FeatureNeighbours> neighbours;
  private final Supplier<List<FeatureNeighbours.Neighbour>> ofHeldOut;
  private Optional<ResultSettings> settings = Optional.empty();

  PaperExperiment(PaperOptions options, Split.Parts parts) {
    this.options = options;
    this.parts = parts;
    this.trainings = trainings(options.out().resolve("trainings"));
    this.heldOut = RealPairs.of(parts.validation(), options.reference());
    this.real = RealPairs.of(parts.training(), options.pairs());
    this.learntFrom = RealPairs.of(parts.training(), LOOKED_AT * options.pairs());
    this.yardstick =
        new Yardstick(
            options.out(), heldOut, Math.min(options.pairs(), real.size()), options.quality());
    this.neighbours =
        Suppliers.memoize(() -> FeatureNeighbours.among(yardstick.features(learntFrom.y())));
    this.ofHeldOut = Suppliers.memoize(() -> neighbours.get().of(yardstick.features(heldOut.y())));
  }

  private PaperTrainings trainings(Path folder) {
    return new PaperTrainings(folder, parts, options.models(), options.data().text());
  }

  /** The trainings of this experiment. */
  PaperTrainings trainings() {
    return trainings;
  }

  Split.Parts parts() {
    return parts;
  }

  /** The real images that are compared with; no model has learnt from them. */
  PairSet heldOut() {
    return heldOut;
  }

  /** Those of the training images among which copies are looked for. */
  PairSet learntFrom() {
    return learntFrom;
  }

  /** What decides the figures of all rows. Reads all real pairs, the first time. */
  ResultSettings settings() throws IOException {
    if (settings.isEmpty()) {
      settings = Optional.of(options.settings(checksum()));
    }
    return settings.get();
  }

  /** Of the real pairs. */
  private String checksum() {
    Hasher pairs = Hashing.sha256().newHasher();
    for (PairSet set : List.of(heldOut, learntFrom)) {
      for (Tensor images : List.of(set.x(), set.y())) {
        for (float value : images.toArray()) {
          pairs.putFloat(value);
        }
      }
    }
    return pairs.hash().toString();
  }

  /** What steps and calls cost. */
  MeasuredCosts costs() throws IOException {
    return MeasuredCosts.keptIn(
        options.out(), options.models().costSettings(parts.training()), new Timing());
  }

  /** Adds the work of measuring some rows to a plan. */
  void planMeasuring(Plan plan, int rows, MeasuredCosts costs) {
    long images = heldOut.size() + real.size() + learntFrom.size() + (long) rows * options.pairs();
    plan.add("features of %d images".formatted(images), images * costs.features());
    plan.add("intervals of %d rows".formatted(rows + 1), (rows + 1) * costs.intervals());
  }

  /** Adds the sampling of a row to a plan. */
  void planSampling(Plan plan, String row, SamplingMethod method, double costOfEvaluation) {
    int evaluations = method.on(PaperModels.schedule()).evaluations();
    plan.add(
        "sampling %d images, %s, %s".formatted(options.pairs(), row, method),
        options.pairs() * evaluations * costOfEvaluation);
  }

  private ResultRow measure(ExperimentRow.Samples samples) throws IOException {
    PairQuality quality = yardstick.measurements().measure(samples.pairs());
    List<FeatureNeighbours.Neighbour> nearest =
        neighbours.get().of(yardstick.features(samples.pairs().y()));
    return new ResultRow(
        samples.row().name(),
        quality,
        samples.pairs(),
        nearest,
        copying(nearest),
        Optional.of(samples));
  }

  /**
   * Training images against the held-out ones: what the best of models can reach. How near the
   * held-out ones come to the training images is the row's measure of copying.
   */
  ResultRow measureReal() throws IOException {
    PairQuality quality = yardstick.measurements().measure(real);
    List<FeatureNeighbours.Neighbour> nearest = ofHeldOut.get();
    return new ResultRow(
        "real images", quality, heldOut, nearest, copying(nearest), Optional.empty());
  }

  private ResultRow.Copying copying(List<FeatureNeighbours.Neighbour> nearest) {
    double suspicious =
        Quantiles.of(ofHeldOut.get().stream().map(FeatureNeighbours.Neighbour::distance).toList())
            .p5();
    double[] distances =
        nearest.stream().mapToDouble(FeatureNeighbours.Neighbour::distance).toArray();
    double[] nearer =
        nearest.stream().mapToDouble(n -> n.distance() < suspicious ? 1 : 0).toArray();
    return new ResultRow.Copying(
        yardstick.bootstrap().measure(Statistic.mean(distances)),
        yardstick.bootstrap().measure(Statistic.mean(nearer)));
  }

  /**
   * Measures the real images and all rows. Rows that are sampled already come first and are written
   * together, so that no results are ever written without them; then after each further row.
   */
  void run(List<ExperimentRow> rows, PaperReport report) throws IOException {
    List<ExperimentRow.Samples> whole = new ArrayList<>();
    for (ExperimentRow row : rows) {
      row.sampled(options.out(), options.request()).ifPresent(whole::add);
    }
    ResultRow ofReal = measureReal();
    Map<ExperimentRow, ResultRow> measured = new HashMap<>();
    for (ExperimentRow.Samples samples : whole) {
      measured.put(samples.row(), measure(samples));
    }
    if (!whole.isEmpty()) {
      report.write(options.out(), inOrder(ofReal, rows, measured));
    }
    for (ExperimentRow row : rows) {
      if (!measured.containsKey(row)) {
        measured.put(row, measure(row.sample(options.out(), options.request())));
        report.write(options.out(), inOrder(ofReal, rows, measured));
      }
    }
    System.out.print(report.markdown(inOrder(ofReal, rows, measured)));
    System.out.println("Written to " + options.out().toAbsolutePath());
  }

  private static List<ResultRow> inOrder(
      ResultRow first, List<ExperimentRow> rows, Map<ExperimentRow, ResultRow> measured) {
    return Stream.concat(
            Stream.of(first),
            rows.stream().flatMap(row -> Optional.ofNullable(measured.get(row)).stream()))
        .toList();
  }

  /** How the figures of all rows are made, by what it is called. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", options.data().text().orElse("of the user"));
    facts.put(
        "training",
        "%d pairs; %s"
            .formatted(parts.training().size(), options.models().inWords(parts.training())));
    facts.put(
        "held-out real images",
        "%d, of %d pairs that no model has learnt from; by their loss the best step of each training"
                .formatted(heldOut.size(), parts.validation().size())
            + " was chosen");
    facts.put(
        "real images",
        "%d of the training images, against the held-out ones".formatted(real.size()));
    facts.put(
        "sampled images",
        "%d of each row, from one seed of noise; FD, FRD, precision, recall, density and coverage on"
                .formatted(options.pairs())
            + " the first of them, as many as the table says");
    facts.put(
        "distance to the nearest training image",
        "mean Euclidean distance of features, without a unit, among %d training images; the row of"
                .formatted(learntFrom.size())
            + " real images has that of the held-out ones, and to be as far is best: less tells of"
            + " copies, more of images unlike any real one");
    facts.put(
        "near-copies",
        "share of the images that are nearer to a training image than 95 % of the held-out ones, of"
            + " which 5 % are by definition");
    facts.put("features", options.quality().features());
    facts.put(
        "intervals",
        "95 %%, %d bootstrap draws of the sampled images, the real ones held fixed"
            .formatted(options.quality().resamples));
    facts.put(
        "machine",
        "%d processors, %s %s, Java %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version")));
    return facts;
  }

  @Override
  public void close() {
    yardstick.close();
  }

  /** Tries everything out in a folder that is removed again. */
  private final class Timing implements MeasuredCosts.Rehearsal {
    @Override
    public Path pair(Path folder, int steps, TrainingListener listener) throws IOException {
      return trainings(folder).pair("pair", steps, PaperModels.truth(), listener).files();
    }

    @Override
    public Path alone(Path folder, int steps, TrainingListener listener) throws IOException {
      return trainings(folder).alone("alone", steps, listener).files();
    }

    @Override
    public SamplingRequest.Builder batch() {
      SamplingRequest all = options.request();
      return all.toBuilder().count(all.batchSize());
    }

    @Override
    public double secondsOfFeatures() {
      return yardstick.secondsOfFeatures(some());
    }

    @Override
    public double secondsOfIntervals() {
      return yardstick.secondsOfIntervals(some(), Math.min(options.pairs(), real.size()));
    }

    private Tensor some() {
      return heldOut.slice(0, Math.min(TIMED, heldOut.size())).y();
    }
  }
}
