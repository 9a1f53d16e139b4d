package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.evaluation.PairSet;

class ExperimentPairsTest {
  @Test
  void methodsAreNamedByGeneratorAndRatio() {
    assertEquals(
        List.of("real", "pig 0.5x", "pig 2x", "copy-paste 0.5x", "copy-paste 2x"),
        SegmentationExperiment.methods(List.of("pig", "copy-paste"), List.of(0.5, 2.0)));
    assertEquals(List.of("real"), SegmentationExperiment.methods(List.of(), List.of(1.0)));
    assertEquals(List.of("real", "1x"), SegmentationExperiment.methods(List.of(""), List.of(1.0)));
  }

  @Test
  void ratiosThatAddNothingAreRefused() {
    refused(
        "ratios: expected in (0,1000], found [1.0, 0.0]",
        () -> SegmentationExperiment.methods(List.of("pig"), List.of(1.0, 0.0)));
  }

  @Test
  void whatWouldMakeARowTwiceIsRefused() {
    refused(
        "ratios: expected none twice, found [1.0, 2.0, 1.0]",
        () -> experiment().ratios(List.of(1.0, 2.0, 1.0)));
    refused(
        "seeds: expected at least one, and none twice, found [3, 3]",
        () -> experiment().seeds(3, 3));
    refused("seeds: expected at least one, and none twice, found []", () -> experiment().seeds());
  }

  @Test
  void anExperimentWithoutFoldsIsRefused() {
    refused("folds: expected at least one, found none", () -> experiment().run());
  }

  private static final PairSet REAL = SmallSegmentation.classes(4);
  private static final Folds.Fold FOLD =
      new Folds.Fold(REAL.slice(0, 2).source(), REAL.slice(2, 4).source());

  private static Optional<PairSet> made(FoldGenerator generator) throws IOException {
    return new ExperimentPairs.Method("own 1x", generator, 1).pairs(3, FOLD);
  }

  @Test
  void generatedTestImagesAreRefused() throws IOException {
    assertEquals(
        Optional.of(REAL.slice(0, 2)),
        made((fold, training, count) -> Optional.of(REAL.slice(0, 2))));
    refused(
        "generator of own 1x, fold 3: expected no test image among the generated pairs, found 1 of"
            + " 2: pair 1 has the image of pair 0; let it learn from training pairs alone",
        () -> made((fold, training, count) -> Optional.of(REAL.slice(1, 3))));
  }

  @Test
  void generatedImagesOfAnotherRangeAreRefused() {
    Tensor bytes = Tensor.filled(REAL.slice(0, 2).y().shape(), 255);
    refused(
        "generator of own 1x: expected finished images, of values in [-1,1], found 255.0"
            + " (PairSet.of(batch) finishes them)",
        () ->
            made((fold, training, count) -> Optional.of(new PairSet(REAL.slice(0, 2).x(), bytes))));
  }

  @Test
  @SuppressWarnings("NullAway") // what a user's lambda may do
  void aGeneratorOfNullIsRefused() {
    assertEquals(
        "generator of own 1x: expected 2 pairs for fold 3, found null",
        assertThrows(IllegalStateException.class, () -> made((fold, training, count) -> null))
            .getMessage());
  }

  private static SegmentationExperiment.Builder experiment() {
    return SegmentationExperiment.builder(List.of(), Path.of("unused"));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
