package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.PairData;
import org.pigdiffusion.evaluation.PairFilter;
import org.pigdiffusion.evaluation.PairRule;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.trainer.PairExample;

/** An experiment on masks of the background and two classes. */
class ClassExperimentTest {
  private static final PairSet PAIRS = SmallSegmentation.classes(8);
  private static final List<Folds.Fold> FOLDS =
      new Folds(2, 1).apply(PairData.inMemory(PAIRS.source()));

  @TempDir Path folder;
  private int steps;

  private List<SegmentationRow> run(FoldFilter filter) {
    ExperimentListener counting =
        new ExperimentListener() {
          @Override
          public void onStep(SegmentationRow.Key key, int step, int all, double loss) {
            steps++;
          }
        };
    return SegmentationExperiment.builder(FOLDS, folder)
        .generator(
            "made", (fold, training, count) -> Optional.of(PairSet.of(training).slice(0, count)))
        .ratios(List.of(1.0))
        .settings(SmallSegmentation.settings().width(4).steps(8).batchSize(2).build())
        .filter("a filter", filter)
        .listener(counting)
        .run();
  }

  @Test
  void everyTestImageHasTheDiceOfEachClassAndTheirMean() {
    List<SegmentationRow> rows = run(FoldFilter.none());
    assertEquals(4, rows.size());
    for (SegmentationRow row : rows) {
      assertEquals(2, row.classes());
      Folds.Fold fold = FOLDS.get(row.key().fold());
      try (Segmenter segmenter =
          Segmenter.load(SegmentationExperiment.network(folder, row.key()))) {
        for (int i = 0; i < row.images().size(); i++) {
          PairExample pair = fold.test().example(i);
          byte[] found = Labels.of(segmenter.segment(pair.y()));
          double first = dice(found, Labels.of(pair.x()), 1);
          double second = dice(found, Labels.of(pair.x()), 2);
          SegmentationRow.TestImage image = row.images().get(i);
          assertEquals(first, image.ofClasses().get(0).get(SegmentationFigure.DICE), 1e-12);
          assertEquals(second, image.ofClasses().get(1).get(SegmentationFigure.DICE), 1e-12);
          assertEquals((first + second) / 2, image.figures().get(SegmentationFigure.DICE), 1e-12);
        }
      }
    }
  }

  /** Both classes are in all expected masks. */
  private static double dice(byte[] found, byte[] expected, int label) {
    long both =
        IntStream.range(0, found.length)
            .filter(i -> found[i] == label && expected[i] == label)
            .count();
    return 2.0 * both / (pixels(found, label) + pixels(expected, label));
  }

  private static long pixels(byte[] labels, int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).count();
  }

  /** Rows of before have no figures of each class: theirs tell all classes as one. */
  @Test
  void rowsOfBeforeAreMeasuredAgainWithoutTraining() throws IOException {
    List<SegmentationRow> rows = run(FoldFilter.none());
    for (SegmentationRow row : List.of(rows.get(0), rows.get(3))) {
      Path file = folder.resolve("rows").resolve(row.key() + ".json");
      row.ofClass(1).write(file);
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      for (JsonElement image : json.getAsJsonArray("images")) {
        assertNotNull(image.getAsJsonObject().remove("ofClasses"));
      }
      Files.writeString(file, json.toString());
    }
    steps = 0;
    assertEquals(rows, run(FoldFilter.none()));
    assertEquals(0, steps, "the networks are there");
    assertEquals(
        rows.get(3), SegmentationRow.read(folder.resolve("rows/made 1x-fold1-seed1.json")));
  }

  @Test
  void whatHasNoImagesIsNotMeasuredAgain() {
    int[] filtered = {0};
    FoldFilter nothing =
        (training, ofReal) -> {
          filtered[0]++;
          return PairFilter.of(PairRule.ofEach("all", pair -> Optional.of("bad")));
        };
    List<SegmentationRow> rows = run(nothing);
    assertEquals(0, rows.get(1).classes());
    assertEquals(rows, run(nothing));
    assertEquals(2, filtered[0], "once a fold");
  }
}
