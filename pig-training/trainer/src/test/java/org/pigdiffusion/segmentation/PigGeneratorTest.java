package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.unet.UNetConfig;

class PigGeneratorTest {
  private static final int SIZE = 16;
  private static final int PATIENTS = 6;

  @TempDir Path folder;

  /** Phantoms of patients, two images each; those of one are planted. */
  private static PairSource patients(int planted) {
    PairSource phantoms = BreastPhantom.of(2 * PATIENTS, 5, SIZE);
    List<PairExample> pairs =
        IntStream.range(0, 2 * PATIENTS)
            .mapToObj(
                i -> {
                  PairExample pair = phantoms.example(i);
                  Tensor mask = pair.x();
                  return new PairExample(
                      "image " + i,
                      "patient " + i / 2,
                      i / 2 == planted ? mask.map(value -> -value) : mask,
                      i / 2 == planted ? pair.y().map(value -> -value) : pair.y());
                })
            .toList();
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

  private PigGenerator.Builder pig(String name) {
    return PigGenerator.builder(folder.resolve(name))
        .config(TrainingConfig.laptop(2, 2).batch(2, 1).build())
        .network(
            UNetConfig.builder(1, 1)
                .baseWidth(4)
                .multipliers(1, 2)
                .residualBlocks(1)
                .attentionLevels(Set.of())
                .groups(2)
                .build())
        .method(Ddim.ofSteps(2))
        .validation(0.25);
  }

  private List<SegmentationRow> run(String name, List<Folds.Fold> folds) {
    return SegmentationExperiment.builder(folds, folder.resolve(name))
        .ratios(List.of(1.0))
        .settings(SegmenterSettings.builder().width(2).levels(2).steps(2).batchSize(2).build())
        .validation(0.25)
        .generator("pig", pig(name + "/pig").build())
        .run();
  }

  /** All that was learnt or generated in a fold, by file. */
  private Map<String, String> learnt(String name, int fold) throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path all = folder.resolve(name);
    try (Stream<Path> walk = Files.walk(all)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String relative = all.relativize(file).toString();
        if (relative.contains("fold" + fold) && !relative.startsWith("rows")) {
          files.put(relative, MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString());
        }
      }
    }
    // Checkpoints say when they were written; what they led to is compared.
    files.keySet().removeIf(file -> file.contains("step-"));
    return files;
  }

  @Test
  void whatAPlantedTestPatientLooksLikeHasNoSayInItsFold() throws IOException {
    List<Folds.Fold> folds = new Folds(2, 1).apply(patients(-1));
    int planted =
        Integer.parseInt(folds.get(0).test().example(0).group().substring("patient ".length()));
    List<Folds.Fold> plantedFolds = new Folds(2, 1).apply(patients(planted));
    List<SegmentationRow> rows = run("as-is", folds);
    List<SegmentationRow> plantedRows = run("planted", plantedFolds);
    Map<String, String> there = learnt("as-is", 0);
    assertTrue(there.containsKey("pig/fold0/pair/y.onnx"), there.keySet().toString());
    assertTrue(
        there.containsKey("networks/pig 1x-fold0-seed1/segmenter.safetensors"),
        there.keySet().toString());
    assertEquals(there, learnt("planted", 0));
    // The patient has a say in the other fold, and in what is measured.
    assertFalse(
        learnt("as-is", 1)
            .get("pig/fold1/pair/y.onnx")
            .equals(learnt("planted", 1).get("pig/fold1/pair/y.onnx")));
    assertFalse(rows.get(0).images().equals(plantedRows.get(0).images()));
  }

  @Test
  void goesOnWhereverItWasStopped() throws IOException {
    PairSource training = patients(-1);
    PairSet wanted = pig("whole").build().pairs(0, training, 20).orElseThrow();
    assertEquals(wanted.y().clamp(-1, 1), wanted.y(), "images are finished");
    List<String> heard = new ArrayList<>();
    PigListener stopping =
        new PigListener() {
          private boolean asked;

          @Override
          public TrainingListener onTraining(int fold) {
            return new TrainingListener() {
              @Override
              public void onStep(Step step) {
                heard.add(step.role() + " " + step.step());
                asked = false;
              }

              @Override
              public boolean isCancelled() {
                return toggled();
              }
            };
          }

          @Override
          public void onSampled(int fold, int pairs, int of) {
            heard.add(pairs + " of " + of);
            asked = false;
          }

          @Override
          public boolean isCancelled() {
            return toggled();
          }

          /** Stops after everything, once. */
          private boolean toggled() {
            asked = !asked;
            return asked;
          }
        };
    PigGenerator parts = pig("parts").listener(stopping).build();
    Optional<PairSet> pairs = Optional.empty();
    int calls = 0;
    while (pairs.isEmpty() && calls < 20) {
      pairs = parts.pairs(0, training, 20);
      calls++;
    }
    assertTrue(calls > 4, () -> "stopped often: " + heard);
    assertEquals(List.of("X 1", "X 2", "Y 1", "Y 2", "8 of 20", "16 of 20", "20 of 20"), heard);
    assertArrayEquals(wanted.y().toArray(), pairs.orElseThrow().y().toArray());
    heard.clear();
    assertArrayEquals(
        wanted.x().toArray(), parts.pairs(0, training, 20).orElseThrow().x().toArray());
    assertEquals(List.of(), heard, "what is there is read");
  }

  @Test
  void otherSettingsOrTrainingPairsAreRefused() throws IOException {
    PairSource training = patients(-1);
    assertEquals(2, pig("run").build().pairs(0, training, 2).orElseThrow().size());
    PigGenerator otherSeed = pig("run").noiseSeed(8).build();
    assertThrows(IllegalArgumentException.class, () -> otherSeed.pairs(0, training, 2));
    PigGenerator same = pig("run").build();
    assertThrows(IllegalArgumentException.class, () -> same.pairs(0, patients(2), 2));
    assertThrows(IllegalArgumentException.class, () -> pig("run").validation(1));
  }

  /** Settings of what is kept on the disk alone are not those of another result. */
  @Test
  void howManyCheckpointsAreKeptIsNoOtherSetting() {
    TrainingConfig config = TrainingConfig.laptop(2, 2).checkpoints(1, 1).build();
    Map<String, String> one = generator(config).settings();
    assertEquals(one, generator(config.toBuilder().checkpoints(1, 2).build()).settings());
    assertEquals(config.toString(), one.get("config"), "as it was written before two were kept");
    assertNotEquals(one, generator(config.toBuilder().seed(9).build()).settings());
  }

  private PigGenerator generator(TrainingConfig config) {
    return PigGenerator.builder(folder).config(config).build();
  }
}
