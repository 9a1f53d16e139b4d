package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.PairFilter;
import org.pigdiffusion.evaluation.PairRule;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class SegmentationExperimentTest {
  private static final int SIZE = 16;

  @TempDir Path folder;

  /** Phantoms of patients, two images each. */
  private static PairSource patients(int first, int count) {
    PairSource phantoms = BreastPhantom.of(2 * count, 100 + first, SIZE);
    return source(
        IntStream.range(0, 2 * count)
            .mapToObj(
                i -> {
                  PairExample pair = phantoms.example(i);
                  String patient = "patient " + (first + i / 2);
                  return new PairExample(patient + " image " + i % 2, patient, pair.x(), pair.y());
                })
            .toList());
  }

  private static PairSource source(List<PairExample> pairs) {
    return new PairSource() {
      @Override
      public int size() {
        return pairs.size();
      }

      @Override
      public PairExample example(int index) {
        return pairs.get(index);
      }
    };
  }

  private static final PairSource LEARNT = patients(0, 4);
  private static final PairSource UNSEEN = patients(10, 4);
  private static final PairSet GENERATED = PairSet.of(BreastPhantom.of(24, 9000, SIZE));

  private SegmentationExperiment.Builder experiment(PairSource unseen) {
    return SegmentationExperiment.builder(new Folds(2, 1).apply(unseen, LEARNT), folder)
        .generated(GENERATED, LEARNT)
        .ratios(List.of(0.5, 1.0))
        .settings(SegmenterSettings.builder().width(2).levels(2).steps(2).batchSize(2).build())
        .filter(
            "no image of even number",
            (training, ofReal) -> {
              assertEquals(training.y().shape(), ofReal.segment(training.y()).shape());
              List<Integer> seen = new ArrayList<>();
              return PairFilter.of(
                  PairRule.ofEach(
                      "even",
                      pair -> {
                        seen.add(0);
                        return seen.size() % 2 == 1 ? Optional.of("even") : Optional.empty();
                      }));
            });
  }

  @Test
  void everyUnseenImageIsTestedOnceByEachMethodAndSeed() {
    List<SegmentationRow> rows = experiment(UNSEEN).seeds(1, 2).run();
    assertEquals(2 * 2 * 3, rows.size());
    assertEquals(
        List.of("real-fold0-seed1", "0.5x-fold0-seed1", "1x-fold0-seed1"),
        rows.subList(0, 3).stream().map(row -> row.key().toString()).toList());
    List<String> tested =
        rows.stream()
            .filter(row -> row.key().method().equals("1x") && row.key().seed() == 2)
            .flatMap(row -> row.images().stream())
            .map(SegmentationRow.TestImage::name)
            .sorted()
            .toList();
    List<String> unseen =
        IntStream.range(0, 8).mapToObj(i -> UNSEEN.example(i).name()).sorted().toList();
    assertEquals(unseen, tested);
    for (SegmentationRow row : rows) {
      assertEquals(12, row.realPairs());
      int given =
          switch (row.key().method()) {
            case "real" -> 0;
            case "0.5x" -> 6;
            default -> 12;
          };
      assertEquals(given, row.generatedPairs() + row.rejectedPairs());
      assertEquals(given / 2, row.rejectedPairs());
    }
  }

  @Test
  void aFoldOfWhichNoPairPassesIsToldAndTheOthersGoOn() {
    int[] filtered = {0};
    FoldFilter nothingFirst =
        (training, ofReal) -> {
          boolean rejects = filtered[0]++ < 2; // both ratios of the first fold
          return PairFilter.of(
              PairRule.ofEach("fold", pair -> Optional.of("bad").filter(reason -> rejects)));
        };
    List<SegmentationRow> rows = experiment(UNSEEN).filter("first", nothingFirst).run();
    assertEquals(6, rows.size());
    SegmentationRow empty = rows.get(2);
    assertEquals("1x-fold0-seed1", empty.key().toString());
    assertTrue(empty.noPairPassed());
    assertEquals(Map.of("fold", 12), empty.rejectsByRule());
    assertEquals(List.of(), empty.images());
    assertFalse(rows.get(0).noPairPassed(), "real pairs alone pass no filter");
    SegmentationRow other = rows.get(5);
    assertEquals("1x-fold1-seed1", other.key().toString());
    assertEquals(12, other.generatedPairs());
    assertEquals(4, other.images().size());
    SegmentationResults results = SegmentationResults.of(rows);
    assertEquals(groups(UNSEEN), results.groups());
    assertEquals(results.groups("1x"), groups(new Folds(2, 1).apply(UNSEEN).get(1).test()));
    assertEquals(
        Set.of(SegmentationFigure.values()),
        results.difference("1x", "real", Bootstrap.of(20, 1)).keySet());

    assertEquals(rows, experiment(UNSEEN).filter("first", nothingFirst).run());
    assertEquals(4, filtered[0], "what was rejected is not filtered again");
  }

  @Test
  void whatIsFinishedIsNotDoneAgain() throws IOException {
    int[] steps = {0};
    ExperimentListener stopping =
        new ExperimentListener() {
          @Override
          public void onStep(SegmentationRow.Key key, int step, int all, double loss) {
            steps[0]++;
          }

          @Override
          public boolean isCancelled() {
            return steps[0] == 3;
          }
        };
    List<SegmentationRow> part = experiment(UNSEEN).listener(stopping).run();
    assertEquals(1, part.size());
    List<SegmentationRow> all = experiment(UNSEEN).listener(stopping).run();
    assertEquals(6, all.size());
    assertEquals(part.get(0), all.get(0));
    assertEquals(2 * 6, steps[0], "two steps for each network, and no step twice");
    Path before = Files.createDirectories(folder.resolve("rows"));
    long written = Files.getLastModifiedTime(before.resolve("real-fold0-seed1.json")).toMillis();
    assertEquals(all, experiment(UNSEEN).listener(stopping).run());
    assertEquals(12, steps[0]);
    assertEquals(
        written, Files.getLastModifiedTime(before.resolve("real-fold0-seed1.json")).toMillis());
    SegmentationExperiment.Builder other = experiment(UNSEEN).validation(0.3);
    IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, other::run);
    assertTrue(fault.getMessage().contains("validation: now 0.3"), fault.getMessage());
  }

  @Test
  void aPlantedTestPatientIsRefusedBeforeAnythingIsTrained() {
    PairExample planted = UNSEEN.example(3);
    List<PairExample> learnt = new ArrayList<>();
    IntStream.range(0, LEARNT.size()).forEach(i -> learnt.add(LEARNT.example(i)));
    learnt.add(new PairExample("another image", planted.group(), planted.x(), planted.x()));
    refused(source(learnt), "the generator has not learnt from, found 2 of 8");
    learnt.set(8, new PairExample("renamed", "renamed", planted.x(), planted.y()));
    refused(source(learnt), planted.name() + " has the image of renamed");

    // The generator learnt from more than the folds know.
    List<Folds.Fold> folds = new Folds(2, 1).apply(UNSEEN, LEARNT);
    SegmentationExperiment.Builder leaking =
        SegmentationExperiment.builder(folds, folder).generated(GENERATED, source(learnt));
    assertThrows(IllegalArgumentException.class, leaking::run);

    // A fold that was made by hand.
    Folds.Fold torn = new Folds.Fold(source(learnt), UNSEEN);
    SegmentationExperiment.Builder byHand = SegmentationExperiment.builder(List.of(torn), folder);
    IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, byHand::run);
    assertTrue(fault.getMessage().contains("the training part of fold 0"), fault.getMessage());
    assertFalse(Files.exists(folder.resolve("rows")), "nothing was begun");
  }

  private static void refused(PairSource learnt, String message) {
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> new Folds(2, 1).apply(UNSEEN, learnt));
    assertTrue(fault.getMessage().contains(message), fault.getMessage());
  }

  @Test
  void aGeneratorSeesTheTrainingPartOfEachFoldAlone() {
    List<Folds.Fold> folds = new Folds(2, 1).apply(UNSEEN);
    Map<Integer, Set<String>> seen = new TreeMap<>();
    List<Integer> counts = new ArrayList<>();
    FoldGenerator first =
        (fold, training, count) -> {
          seen.put(fold, groups(training));
          counts.add(count);
          return Optional.of(GENERATED.slice(0, count));
        };
    List<SegmentationRow> rows = perFold(folds, first).run();
    assertEquals(
        List.of("real-fold0-seed1", "first 1x-fold0-seed1", "other one 1x-fold0-seed1"),
        rows.subList(0, 3).stream().map(row -> row.key().toString()).toList());
    assertEquals(6, rows.size());
    assertEquals(List.of(4, 4), counts);
    assertEquals(List.of(0, 1), List.copyOf(seen.keySet()));
    seen.forEach((fold, groups) -> assertEquals(groups(folds.get(fold).training()), groups));

    counts.clear();
    assertEquals(rows, perFold(folds, first).run());
    assertEquals(List.of(), counts, "finished rows need no pairs");

    FoldGenerator otherSettings =
        new FoldGenerator() {
          @Override
          public Optional<PairSet> pairs(int fold, PairSource training, int count) {
            return Optional.empty();
          }

          @Override
          public Map<String, String> settings() {
            return Map.of("steps", "9");
          }
        };
    SegmentationExperiment.Builder changed = perFold(folds, otherSettings);
    OtherSettingsException fault = assertThrows(OtherSettingsException.class, changed::run);
    assertTrue(fault.subject().endsWith("the same generator first"), fault.subject());
    assertEquals(OtherSettingsException.Part.GENERATOR, fault.part());
    assertEquals(Set.of("steps"), fault.differences().keySet());
  }

  private SegmentationExperiment.Builder perFold(List<Folds.Fold> folds, FoldGenerator first) {
    return SegmentationExperiment.builder(folds, folder)
        .ratios(List.of(1.0))
        .settings(SegmenterSettings.builder().width(2).levels(2).steps(2).batchSize(2).build())
        .generator("first", first)
        .generator("other one", (fold, training, count) -> Optional.of(GENERATED.slice(0, count)));
  }

  private static Set<String> groups(PairSource pairs) {
    return new TreeSet<>(
        IntStream.range(0, pairs.size()).mapToObj(i -> pairs.example(i).group()).toList());
  }

  @Test
  void aStoppedOrWrongGeneratorMakesNoRow() {
    List<Folds.Fold> folds = new Folds(2, 1).apply(UNSEEN);
    assertEquals(1, perFold(folds, (fold, training, count) -> Optional.empty()).run().size());
    SegmentationExperiment.Builder wrong =
        perFold(folds, (fold, training, count) -> Optional.of(GENERATED.slice(0, count - 1)));
    IllegalStateException fault = assertThrows(IllegalStateException.class, wrong::run);
    assertEquals("generator of first 1x: expected 4 pairs for fold 0, found 3", fault.getMessage());
  }

  @Test
  void generatorsNeedNamesOfTheirOwn() {
    SegmentationExperiment.Builder builder = experiment(UNSEEN);
    FoldGenerator none = (fold, training, count) -> Optional.empty();
    for (String name : List.of("", "../x", " x")) {
      assertThrows(IllegalArgumentException.class, () -> builder.generator(name, none));
    }
    builder.generator("x", none);
    assertThrows(IllegalArgumentException.class, () -> builder.generator("x", none));
    assertThrows(
        IllegalArgumentException.class, () -> builder.generated(GENERATED, LEARNT), "given twice");
  }

  @Test
  void tooFewGeneratedPairsAreRefused() {
    SegmentationExperiment.Builder builder = experiment(UNSEEN).ratios(List.of(3.0));
    IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, builder::run);
    assertEquals("generated: expected at least 36 pairs for 3x, found 24", fault.getMessage());
  }
}
