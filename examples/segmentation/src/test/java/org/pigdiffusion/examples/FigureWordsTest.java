package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.SegmentationFigure;

class FigureWordsTest {
  @Test
  void severalClassesAreToldAsTheirMean() {
    assertEquals("Dice (mean of 2 classes)", FigureWords.dice(2));
    assertEquals("Dice", FigureWords.dice(1));
    String words = FigureWords.ofClasses(2);
    assertTrue(
        words.startsWith(" Each figure of an image is the mean over its 2 classes, the background"),
        words);
    assertEquals("", FigureWords.ofClasses(1));
  }

  @Test
  void eachFigureHasASentence() {
    assertEquals(
        "recall: how much of what is true was found.",
        FigureWords.of(List.of(SegmentationFigure.RECALL)));
  }
}
