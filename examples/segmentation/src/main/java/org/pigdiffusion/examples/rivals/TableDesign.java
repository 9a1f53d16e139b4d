package org.pigdiffusion.examples.rivals;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.segmentation.PairMix;
import org.pigdiffusion.segmentation.SegmentationExperiment;
import org.pigdiffusion.segmentation.SegmenterSettings;

/**
 * What is compared, and how.
 *
 * @param folds real pairs
 * @param seeds of the segmentation networks
 * @param methods that make pairs; the last is the paired one
 * @param rivalRatios generated pairs for each real one, of the others
 * @param ratios generated pairs for each real one, of the paired method
 * @param settings of the segmentation networks, with augmentation
 * @param mix how generated pairs are mixed in
 * @param validation share of a fold's real pairs that chooses the networks' weights
 * @param filtered whether the paired method has rows without bad pairs too
 * @param stopped asked often whether to stop
 */
record TableDesign(
    List<Folds.Fold> folds,
    List<Long> seeds,
    List<TableMethod> methods,
    List<Double> rivalRatios,
    List<Double> ratios,
    SegmenterSettings settings,
    PairMix mix,
    double validation,
    boolean filtered,
    BooleanSupplier stopped) {
  /** The row of real pairs as they are. */
  static final String NONE = "no augmentation";

  /** The row of real pairs with classical augmentation, which all rows with pairs have too. */
  static final String CLASSICAL = "classical augmentation";

  /** Ends the names of rows of which bad pairs were rejected. */
  static final String FILTERED = " filtered";

  TableMethod pair() {
    return methods.get(methods.size() - 1);
  }

  List<TableMethod> rivals() {
    return methods.subList(0, methods.size() - 1);
  }

  List<Double> ratios(TableMethod method) {
    return method.equals(pair()) ? ratios : rivalRatios;
  }

  /**
   * An experiment of these settings, without generators.
   *
   * @param name what its progress is told by
   */
  SegmentationExperiment.Builder experiment(String name, Path folder) {
    return SegmentationExperiment.builder(folds, folder)
        .listener(new TableProgress(name, stopped))
        .settings(settings)
        .mix(mix)
        .validation(validation)
        .seeds(seeds.stream().mapToLong(seed -> seed).toArray());
  }
}
