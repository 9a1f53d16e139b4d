package org.pigdiffusion.segmentation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.PairFilter;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationComparison;
import org.pigdiffusion.evaluation.SegmentationFigures;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.picture.MaskClasses;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.StopReason;

/** Makes the rows of one fold of an experiment. */
final class ExperimentFold {
  private final int index;
  private final Folds.Fold pairs;
  private final Shared shared;
  private final RowStore store;

  /** What all folds have in common. */
  record Shared(
      SegmenterSettings settings,
      PairMix mix,
      double validation,
      FoldFilter filter,
      ExperimentListener listener) {}

  ExperimentFold(int index, Folds.Fold pairs, Shared shared, RowStore store) {
    this.index = index;
    this.pairs = pairs;
    this.shared = shared;
    this.store = store;
  }

  /**
   * The row of a method and seed, from the store if it is there.
   *
   * @param method empty for real pairs alone
   * @param filterSeed the seed of the network of real pairs that the filter asks
   * @return empty if a listener stopped it
   */
  Optional<SegmentationRow> row(Optional<ExperimentPairs.Method> method, long seed, long filterSeed)
      throws IOException {
    String name = method.map(ExperimentPairs.Method::name).orElse(SegmentationExperiment.REAL);
    SegmentationRow.Key key = new SegmentationRow.Key(name, index, seed);
    Optional<SegmentationRow> finished = store.row(key, pairs.test()).filter(this::hasEachClass);
    if (finished.isPresent() || method.isEmpty()) {
      return finished.isPresent() ? finished : newRow(key, Optional.empty());
    }
    Optional<PairSet> generated = method.get().pairs(index, pairs);
    if (generated.isEmpty()) {
      return Optional.empty();
    }
    Optional<PairFilter.Result> filtered = filter(key, generated.get(), filterSeed);
    if (filtered.isPresent() && filtered.get().keptIndices().isEmpty()) {
      return Optional.of(stored(key, filtered, List.of()));
    }
    return filtered.isEmpty() ? Optional.empty() : newRow(key, filtered);
  }

  /**
   * Rows of earlier versions tell several classes as one. They are measured again, with the network
   * that is kept.
   */
  private boolean hasEachClass(SegmentationRow row) {
    int classes = MaskClasses.of(pairs.test().example(0).x()).count();
    return row.noPairPassed() || row.classes() == classes;
  }

  private Optional<SegmentationRow> newRow(
      SegmentationRow.Key key, Optional<PairFilter.Result> filtered) throws IOException {
    try (Segmenter segmenter = train(key, filtered.map(PairFilter.Result::kept))) {
      if (segmenter.report().reason() == StopReason.CANCELLED) {
        return Optional.empty();
      }
      return Optional.of(stored(key, filtered, measure(segmenter)));
    }
  }

  private SegmentationRow stored(
      SegmentationRow.Key key,
      Optional<PairFilter.Result> filtered,
      List<SegmentationRow.TestImage> images)
      throws IOException {
    SegmentationRow row =
        new SegmentationRow(
            key,
            pairs.training().size(),
            filtered.map(result -> result.keptIndices().size()).orElse(0),
            filtered.map(PairFilter.Result::rejectsByRule).orElse(Map.of()),
            images);
    store.add(row);
    return row;
  }

  private Optional<PairFilter.Result> filter(
      SegmentationRow.Key key, PairSet generated, long seed) {
    SegmentationRow.Key ofReal = new SegmentationRow.Key(SegmentationExperiment.REAL, index, seed);
    try (Segmenter segmenter = train(ofReal, Optional.empty())) {
      if (segmenter.report().reason() == StopReason.CANCELLED) {
        return Optional.empty();
      }
      PairFilter.Result result =
          shared.filter().of(PairSet.of(pairs.training()), segmenter).apply(generated);
      shared.listener().onFiltered(key, result);
      return Optional.of(result);
    }
  }

  private Segmenter train(SegmentationRow.Key key, Optional<PairSet> generated) {
    Split.Parts real = new Split(shared.validation(), key.seed()).apply(pairs.training());
    SegmenterTrainer.Builder trainer =
        SegmenterTrainer.builder(real.training())
            .validation(real.validation())
            .settings(shared.settings().toBuilder().seed(key.seed()).build())
            .folder(store.network(key))
            .listener(listener(key));
    generated.ifPresent(set -> trainer.generated(set.source(), shared.mix()));
    shared.listener().onTraining(key);
    return trainer.train();
  }

  private SegmenterListener listener(SegmentationRow.Key key) {
    ExperimentListener of = shared.listener();
    return new SegmenterListener() {
      @Override
      public void onStep(int step, int steps, double loss) {
        of.onStep(key, step, steps, loss);
      }

      @Override
      public boolean isCancelled() {
        return of.isCancelled();
      }
    };
  }

  private List<SegmentationRow.TestImage> measure(Segmenter segmenter) {
    SegmentationComparison comparison = SegmentationComparison.builder().build();
    List<SegmentationRow.TestImage> images = new ArrayList<>();
    for (int i = 0; i < pairs.test().size(); i++) {
      PairExample pair = pairs.test().example(i);
      List<SegmentationFigures> ofClasses =
          comparison.ofEachClass(segmenter.segment(pair.y()), pair.x()).get(0);
      images.add(new SegmentationRow.TestImage(pair.name(), pair.group(), ofClasses));
    }
    return images;
  }
}
