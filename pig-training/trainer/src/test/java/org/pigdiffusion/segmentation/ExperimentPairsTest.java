package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

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
    assertEquals(
        "ratios: expected in (0,1000], found [1.0, 0.0]",
        assertThrows(
                IllegalArgumentException.class,
                () -> SegmentationExperiment.methods(List.of("pig"), List.of(1.0, 0.0)))
            .getMessage());
  }
}
