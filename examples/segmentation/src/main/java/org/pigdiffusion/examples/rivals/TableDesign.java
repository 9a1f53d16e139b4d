package org.pigdiffusion.examples.rivals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.segmentation.FoldGenerator;
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
 * @param told what is compared, for readers: names and values
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
    Map<String, String> told,
    BooleanSupplier stopped) {
  /** The row of real pairs as they are. */
  static final String NONE = "no augmentation";

  /** The row of real pairs with classical augmentation, which rows with pairs have too. */
  static final String CLASSICAL = "classical augmentation";

  /** Ends the names of rows with generated pairs whose networks had no augmentation. */
  static final String BARE = " unaugmented";

  /** Ends the names of rows of which bad pairs were rejected. */
  static final String FILTERED = " filtered";

  /** The same comparison on other real pairs. */
  TableDesign withFolds(List<Folds.Fold> others) {
    return new TableDesign(
        others,
        seeds,
        methods,
        rivalRatios,
        ratios,
        settings,
        mix,
        validation,
        filtered,
        told,
        stopped);
  }

  TableMethod pair() {
    return methods.get(methods.size() - 1);
  }

  List<TableMethod> rivals() {
    return methods.subList(0, methods.size() - 1);
  }

  /** What each method is and where it was published, for readers. */
  List<String> sources() {
    return methods.stream().map(each -> each.name() + ": " + each.source()).toList();
  }

  List<Double> ratios(TableMethod method) {
    return method.equals(pair()) ? ratios : rivalRatios;
  }

  /** The method's generator. */
  FoldGenerator generator(TableMethod method, TimePlan plan, Path out) {
    Path folder = out.resolve("generators").resolve(method.name());
    return method.maker().generator(folder, plan.steps(method, pair().name()));
  }

  /** Names and values for a report: networks, steps, machine. */
  Map<String, String> facts(TimePlan plan) {
    Map<String, String> facts = new LinkedHashMap<>(told);
    facts.put("seeds", listed(seeds));
    for (TableMethod method : methods) {
      if (method.isTrained()) {
        facts.put(
            method.name(),
            String.format(
                Locale.ROOT,
                "%d steps of %.3f CPU seconds",
                plan.steps(method, pair().name()),
                plan.cost(method.name()).cpuSecondsOfStep()));
      }
    }
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("java", Runtime.version().toString());
    return facts;
  }

  /** Numbers for readers: {@code 8, 16, 32}. */
  static String listed(List<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** The minutes to train a method in a fold, and to sample as many pairs as its ratios need. */
  Minutes minutesOfPairs(TableMethod method, int ofFold, TimePlan plan) {
    TrainingCost cost = plan.cost(method.name());
    double pairs = ofFold * ratios(method).stream().mapToDouble(ratio -> ratio).max().orElse(0);
    int steps = plan.steps(method, pair().name());
    return Minutes.ofSeconds(
        steps * cost.secondsOfStep() + pairs * cost.secondsOfPair(),
        steps * cost.cpuSecondsOfStep() + pairs * cost.cpuSecondsOfPair());
  }

  /** The minutes to train so many segmentation networks for each seed. */
  Minutes minutesOfNetworks(int count, TimePlan plan) {
    TrainingCost cost = plan.cost(PlanMeasurement.SEGMENTER);
    return Minutes.ofSeconds(
            settings.steps() * cost.secondsOfStep(), settings.steps() * cost.cpuSecondsOfStep())
        .times(count * seeds.size());
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
