package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

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

  private static SegmentationExperiment.Builder experiment() {
    return SegmentationExperiment.builder(List.of(), Path.of("unused"));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
