package org.pigdiffusion.examples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pigdiffusion.Shape;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.picture.MaskClasses;
import org.pigdiffusion.segmentation.SegmentationExperiment;
import org.pigdiffusion.trainer.PairSource;

/** The real pairs of an experiment, and what is told of them. */
record BenefitData(List<Folds.Fold> folds) {
  /** How many generated pairs a fold needs: that of the greatest ratio. */
  static int most(Folds.Fold fold, List<Double> ratios) {
    return ratios.stream()
        .mapToInt(ratio -> SegmentationExperiment.pairsNeeded(List.of(fold), ratio))
        .max()
        .orElse(0);
  }

  /** The same of all folds together. */
  int pairs(List<Double> ratios) {
    return folds.stream().mapToInt(fold -> most(fold, ratios)).sum();
  }

  /** The same of the fold that needs most. */
  int most(List<Double> ratios) {
    return folds.stream().mapToInt(fold -> most(fold, ratios)).max().orElseThrow();
  }

  /**
   * Refuses test images that tell nothing, before the trainings and not after them.
   *
   * @param greys see {@link TestClasses#require}
   */
  void requireMeasurable(List<Integer> greys) {
    requireTwoGroups();
    TrainingGroups.requireTwo(trainings(), "--images, or more --folds");
    TestClasses.require(folds.stream().map(Folds.Fold::test).toList(), greys);
  }

  /** Intervals need two groups. */
  private void requireTwoGroups() {
    Set<String> groups = testGroups();
    if (groups.size() < 2) {
      throw new IllegalArgumentException(
          "test images: expected at least 2 groups, found "
              + groups
              + "; take more images or folds");
    }
  }

  private Set<String> testGroups() {
    Set<String> groups = new TreeSet<>();
    folds.forEach(fold -> groups.addAll(TrainingGroups.of(fold.test())));
    return groups;
  }

  private List<PairSource> trainings() {
    return folds.stream().map(Folds.Fold::training).toList();
  }

  /** Names and values for the report. */
  Map<String, String> facts() {
    Shape shape = folds.get(0).test().example(0).y().shape();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Images", "%dx%d, %s".formatted(shape.height(), shape.width(), channels(shape)));
    facts.put("Masks", classes() == 1 ? "one class" : classes() + " classes beside the background");
    facts.put("Folds", Integer.toString(folds.size()));
    facts.put("Learnt from", sizes(trainings()));
    facts.put("Measured on", sizes(folds.stream().map(Folds.Fold::test).toList()));
    NearCopies.told(folds).ifPresent(told -> facts.put(NearCopies.NAME, told));
    return facts;
  }

  private int classes() {
    return MaskClasses.of(folds.get(0).test().example(0).x()).count();
  }

  private static String channels(Shape shape) {
    return shape.channels() == 1 ? "grey" : shape.channels() + " channels";
  }

  /** The same in a sentence. */
  String told() {
    Map<String, String> facts = facts();
    Folds.Fold first = folds.get(0);
    String told =
        "Folds: %s; learnt from %s; measured on %s. %s"
            .formatted(
                facts.get("Folds"),
                facts.get("Learnt from"),
                facts.get("Measured on"),
                MaskAreas.told(List.of(first.training(), first.test())));
    String copies = facts.get(NearCopies.NAME);
    return copies == null ? told : told + System.lineSeparator() + copies;
  }

  private static String sizes(List<PairSource> parts) {
    return parts.stream()
        .map(
            part -> "%d images of %d groups".formatted(part.size(), TrainingGroups.of(part).size()))
        .distinct()
        .collect(Collectors.joining(" or ", "", " in each fold"));
  }
}
