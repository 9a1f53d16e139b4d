package org.pigdiffusion.segmentation;

import com.google.common.primitives.Longs;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.LeakCheck;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.trainer.PairSource;

/**
 * Are segmentations better with these pairs? Trains a segmentation network on the real pairs of
 * every fold, and others with generated pairs added, 1x and 2x as many as real ones, and measures
 * all on the test images of the fold. {@link org.pigdiffusion.evaluation.SegmentationResults} makes
 * a table of the rows.
 *
 * <pre>{@code
 * List<Folds.Fold> folds = new Folds(5, 1).apply(pairs);
 * List<SegmentationRow> rows =
 *     SegmentationExperiment.builder(folds, Path.of("my-experiment"))
 *         .generator("pig", PigGenerator.builder(Path.of("my-experiment/pig")).build())
 *         .filter("standard", FoldFilter.standard())
 *         .seeds(1, 2, 3)
 *         .run();
 * Measured gain =
 *     SegmentationResults.of(rows)
 *         .difference("pig 1x", "real", Bootstrap.of(1000, 1))
 *         .get(SegmentationFigure.DICE);
 * }</pre>
 *
 * <p>A generator learns from the training part of a fold alone, or was trained before: then divide
 * with {@link Folds#apply(PairSource, PairSource)}. Before anything is trained, {@link LeakCheck}
 * refuses test pairs that a fold has learnt from, or a generator, as far as it says from what. All
 * methods of a fold and seed have the same real pairs, network, settings and number of steps; a
 * part of the real pairs of each fold, divided by group, chooses the weights.
 *
 * <p>Whatever is finished is in the folder and is not done again: rows, networks, and checkpoints
 * of the network under way. Generators, ratios and seeds may be added later; with other pairs or
 * settings the folder is refused.
 */
public final class SegmentationExperiment {
  /** The method that learns from real pairs alone. */
  public static final String REAL = "real";

  private final ExperimentPairs pairs;
  private final Path folder;
  private final FoldFilter filter;
  private final String filterName;
  private final PairMix mix;
  private final SegmenterSettings settings;
  private final List<Long> seeds;
  private final double validation;
  private final ExperimentListener listener;

  private SegmentationExperiment(Builder builder) {
    this.pairs = new ExperimentPairs(builder.folds, builder.generators, builder.ratios);
    this.folder = builder.folder;
    this.filter = builder.filter;
    this.filterName = builder.filterName;
    this.mix = builder.mix;
    this.settings = builder.settings;
    this.seeds = builder.seeds;
    this.validation = builder.validation;
    this.listener = builder.listener;
  }

  /**
   * Starts an experiment.
   *
   * @param folds what to learn from and what to measure on, divided by group
   * @param folder where everything is kept; made if it is missing
   */
  public static Builder builder(List<Folds.Fold> folds, Path folder) {
    return new Builder(folds, folder);
  }

  /** How many generated pairs a ratio needs: that of the fold with the most real pairs. */
  public static int pairsNeeded(List<Folds.Fold> folds, double ratio) {
    return folds.stream().mapToInt(fold -> ExperimentPairs.count(fold, ratio)).max().orElse(0);
  }

  /**
   * The methods of an experiment's rows: real pairs alone, then each generator with each ratio.
   *
   * @param generators their names, as {@link Builder#generator} is given them
   * @param ratios generated pairs for each real one, in (0, 1000]
   */
  public static List<String> methods(List<String> generators, List<Double> ratios) {
    return ExperimentPairs.names(generators, ratios);
  }

  /**
   * The file of the network of a finished row, for {@link Segmenter#load}.
   *
   * @param folder of the experiment
   */
  public static Path network(Path folder, SegmentationRow.Key key) {
    return new RowStore(folder).network(key).resolve(SegmenterRun.FINISHED_FILE);
  }

  private List<SegmentationRow> run() throws IOException {
    pairs.requireUnseen();
    pairs.requireEnough();
    RowStore store = RowStore.open(folder, fingerprint());
    for (Map.Entry<String, FoldGenerator> each : pairs.generators().entrySet()) {
      store.requireSame(each.getKey(), each.getValue().settings());
    }
    List<SegmentationRow> rows = new ArrayList<>();
    ExperimentFold.Shared shared =
        new ExperimentFold.Shared(settings, mix, validation, filter, listener);
    for (int i = 0; i < pairs.folds().size(); i++) {
      ExperimentFold fold = new ExperimentFold(i, pairs.folds().get(i), shared, store);
      for (long seed : seeds) {
        if (!addRows(fold, seed, rows)) {
          return rows;
        }
      }
    }
    return rows;
  }

  /** Adds the rows of a fold and seed; tells whether it was not stopped. */
  private boolean addRows(ExperimentFold fold, long seed, List<SegmentationRow> rows)
      throws IOException {
    List<Optional<ExperimentPairs.Method>> methods = new ArrayList<>(List.of(Optional.empty()));
    pairs.methods().forEach(method -> methods.add(Optional.of(method)));
    for (Optional<ExperimentPairs.Method> method : methods) {
      Optional<SegmentationRow> row = fold.row(method, seed, seeds.get(0));
      if (row.isEmpty()) {
        return false;
      }
      rows.add(row.get());
      listener.onRow(row.get());
    }
    return true;
  }

  /** What all rows of the folder have in common. */
  private Map<String, String> fingerprint() {
    Map<String, String> all = new TreeMap<>(settings.entries());
    all.remove("seed");
    all.put("mix", mix.toString());
    all.put("validation", Double.toString(validation));
    all.put("filter", filterName);
    all.putAll(pairs.fingerprint());
    return all;
  }

  /** Collects what an experiment needs. Not safe to share between threads. */
  public static final class Builder {
    private static final Pattern NAME = Pattern.compile("\\w([\\w .-]*\\w)?");

    private final List<Folds.Fold> folds;
    private final Path folder;
    private final Map<String, FoldGenerator> generators = new LinkedHashMap<>();
    private FoldFilter filter = FoldFilter.none();
    private String filterName = "none";
    private List<Double> ratios = List.of(1.0, 2.0);
    private PairMix mix = PairMix.pooled();
    private SegmenterSettings settings =
        SegmenterSettings.builder().augmentation(SegmentationAugmentation.standard()).build();
    private List<Long> seeds = List.of(1L);
    private double validation = 0.15;
    private ExperimentListener listener = ExperimentListener.none();

    private Builder(List<Folds.Fold> folds, Path folder) {
      this.folds = List.copyOf(folds);
      this.folder = folder;
    }

    /**
     * Adds a method that makes pairs; there may be several. Without any, the networks learn from
     * real pairs alone.
     *
     * @param name begins the names of its rows, such as {@code pig} those of {@code pig 2x}:
     *     letters and digits, and within it spaces, dots, dashes and underscores too
     * @param ofPairs learns from what it is given alone. What it learnt before is tested on
     *     unnoticed unless {@link FoldGenerator#learntBefore} tells it, which a lambda cannot
     * @throws IllegalArgumentException if the name is another, or taken
     */
    @CanIgnoreReturnValue
    public Builder generator(String name, FoldGenerator ofPairs) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "name: expected letters and digits, such as copy-paste, found '" + name + "'");
      }
      return add(name, ofPairs);
    }

    /**
     * Adds pairs that were made before, the same for all folds, see {@link FoldGenerator#given};
     * the rows are named by the ratio alone, such as {@code 2x}.
     *
     * @param learntFrom all real pairs that the generator has learnt from: none may be tested on
     */
    @CanIgnoreReturnValue
    public Builder generated(PairSet pairs, PairSource learntFrom) {
      return add("", FoldGenerator.given(pairs, learntFrom));
    }

    private Builder add(String name, FoldGenerator ofPairs) {
      if (generators.putIfAbsent(name, ofPairs) != null) {
        throw new IllegalArgumentException(
            "name: expected one for each generator, found '" + name + "' twice");
      }
      return this;
    }

    /**
     * Filters the generated pairs, for every fold by itself; none are rejected unless set. Where it
     * rejects all, no network is trained: see {@link SegmentationRow#noPairPassed()}.
     *
     * @param name tells filters apart: a folder's rows are of one filter
     */
    @CanIgnoreReturnValue
    public Builder filter(String name, FoldFilter ofFold) {
      this.filter = ofFold;
      this.filterName = name;
      return this;
    }

    /** How many generated pairs for each real one, above 0, none twice; 1 and 2 unless set. */
    @CanIgnoreReturnValue
    public Builder ratios(List<Double> ofGenerated) {
      ExperimentPairs.requireRatiosOnce(ofGenerated);
      this.ratios = List.copyOf(ofGenerated);
      return this;
    }

    /** How generated pairs are mixed in; pooled unless set. */
    @CanIgnoreReturnValue
    public Builder mix(PairMix ofPairs) {
      this.mix = ofPairs;
      return this;
    }

    /** Settings of all networks; their seed is that of the row. */
    @CanIgnoreReturnValue
    public Builder settings(SegmenterSettings ofNetworks) {
      this.settings = ofNetworks;
      return this;
    }

    /** The seeds, a network each; 1 alone unless set. */
    @CanIgnoreReturnValue
    public Builder seeds(long... each) {
      if (each.length == 0 || Longs.asList(each).stream().distinct().count() < each.length) {
        throw new IllegalArgumentException(
            "seeds: expected at least one, and none twice, found " + Longs.asList(each));
      }
      this.seeds = List.copyOf(Longs.asList(each));
      return this;
    }

    /** The share of a fold's real training pairs that chooses the weights, in (0, 1); 0.15. */
    @CanIgnoreReturnValue
    public Builder validation(double share) {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("validation: expected in (0,1), found " + share);
      }
      this.validation = share;
      return this;
    }

    /** Who hears of the experiment and can end it. */
    @CanIgnoreReturnValue
    public Builder listener(ExperimentListener ofExperiment) {
      this.listener = ofExperiment;
      return this;
    }

    /**
     * Runs the experiment, or goes on with it.
     *
     * @return a row for every fold, seed and method; fewer if it was cancelled
     * @throws IllegalArgumentException if test pairs leaked, or generated ones do not fit
     * @throws OtherSettingsException if the folder holds another experiment
     * @throws org.pigdiffusion.BackendException if a file is damaged, or settings of rows are gone
     * @throws UncheckedIOException if a file cannot be read or written
     */
    public List<SegmentationRow> run() {
      try {
        return new SegmentationExperiment(this).run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
