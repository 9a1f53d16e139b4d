package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.PairData;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.internal.NamedDifferences;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.segmentation.ExperimentListener;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.segmentation.OtherSettingsException.Part;
import org.pigdiffusion.segmentation.PigGenerator;
import org.pigdiffusion.segmentation.SegmentationExperiment;
import org.pigdiffusion.segmentation.SegmenterSettings;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;

/** An experiment of the library that is gone on with by other settings. */
class GoingOnTest {
  private static final ExperimentListener STOPPED =
      new ExperimentListener() {
        @Override
        public boolean isCancelled() {
          return true;
        }
      };

  @TempDir Path folder;

  private List<SegmentationRow> run(int width, String config) {
    FoldGenerator generator =
        new FoldGenerator() {
          @Override
          public Optional<PairSet> pairs(int fold, PairSource training, int count) {
            return Optional.empty();
          }

          @Override
          public Map<String, String> settings() {
            return Map.of("config", config);
          }
        };
    List<Folds.Fold> folds = new Folds(2, 1).apply(PairData.inMemory(BreastPhantom.of(8, 1, 16)));
    return SegmentationExperiment.builder(folds, folder)
        .settings(SegmenterSettings.builder().steps(2).batchSize(2).width(width).levels(2).build())
        .generator("pig", generator)
        .listener(STOPPED)
        .run();
  }

  private String refusal(int width, String config) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> GoingOn.with(() -> run(width, config)))
            .getMessage());
  }

  @Test
  void otherSettingsAreToldWithTheirOptions() {
    run(2, "flips of both kinds");
    String ofPair = refusal(2, "flips of one kind");
    assertTrue(ofPair.contains("config: now flips of one kind"), ofPair);
    assertTrue(ofPair.endsWith("; give the --pair- options of before, or another --out"), ofPair);
    assertFalse(ofPair.contains("choose another folder"), ofPair);
    String ofNetworks = refusal(4, "flips of both kinds");
    assertTrue(ofNetworks.contains("width: now 4"), ofNetworks);
    assertTrue(ofNetworks.endsWith("; give --width of before, or another --out"), ofNetworks);
  }

  @Test
  void otherStepsOfThePairAreToldByTheirOptions() {
    PigGenerator now = generator(31, 20);
    OtherSettings other =
        OtherSettings.of(
            NamedDifferences.byName(now.settings(), generator(30, 20).settings(), Map.of()),
            Part.GENERATOR);
    assertEquals("--pair-steps-x: now 31, there 30", other.told());
    assertEquals("--pair-steps-x", other.options());
    assertEquals(
        "--pair-steps-x, --pair-steps-y",
        OtherSettings.of(
                NamedDifferences.byName(now.settings(), generator(3, 2).settings(), Map.of()),
                Part.GENERATOR)
            .options());
  }

  private PigGenerator generator(int stepsX, int stepsY) {
    return PigGenerator.builder(folder)
        .config(TrainingConfig.laptop(stepsX, stepsY).build())
        .build();
  }

  private static OtherSettings ofExperiment(Map<String, String> differences) {
    return OtherSettings.of(differences, Part.EXPERIMENT);
  }

  @Test
  void hashesAndJavaAreToldInWords() {
    OtherSettings other =
        ofExperiment(
            ImmutableMap.of(
                "filter", "filter: now standard, there none",
                "fold0.test", "fold0.test: now 8 of 04; 2, there 8 of 05",
                "fold0.training", "fold0.training: now 1, there 2",
                "folds", "folds: now 2, there 3",
                "mix", "mix: now PairMix[share=OptionalDouble.empty], there PairMix[]"));
    assertEquals(
        "filter: now standard, there none; the pairs that are learnt from or measured on are"
            + " others; generated pairs are mixed in otherwise",
        other.told());
    assertEquals(
        "--no-filter, --folds, --size, --validation, --data-seed and the options of data,"
            + " --generated-first, --generated-share, --generated-weight",
        other.options());
    assertEquals(
        "--augmentation, --flips, --quarter-turns",
        ofExperiment(Map.of("augmentation.zoom", "augmentation.zoom: now 1, there 2")).options());
  }

  @Test
  void otherRefusalsStayAsTheyAre() {
    IllegalArgumentException fault = new IllegalArgumentException("--size: expected another");
    assertEquals(
        fault,
        assertThrows(
            IllegalArgumentException.class,
            () ->
                GoingOn.with(
                    () -> {
                      throw fault;
                    })));
  }
}
