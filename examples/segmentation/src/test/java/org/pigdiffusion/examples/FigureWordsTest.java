package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.SegmentationComparison;
import org.pigdiffusion.evaluation.SegmentationFigure;

class FigureWordsTest {
  @Test
  void severalClassesCountAsOneAsTheWordsSay() {
    Shape shape = new Shape(1, 3, 1, 2);
    Tensor first = Tensor.adopt(shape, new float[] {1, -1, -1, 1, -1, -1});
    Tensor second = Tensor.adopt(shape, new float[] {1, -1, -1, -1, -1, 1});
    assertEquals(
        1,
        SegmentationComparison.builder()
            .build()
            .ofEach(first, second)
            .get(0)
            .get(SegmentationFigure.DICE));
    String words = FigureWords.ofClasses(2);
    assertTrue(words.startsWith(" The 2 classes count as one: a pixel of any"), words);
    assertEquals("", FigureWords.ofClasses(1));
  }

  @Test
  void eachFigureHasASentence() {
    assertEquals(
        "recall: how much of what is true was found.",
        FigureWords.of(List.of(SegmentationFigure.RECALL)));
  }
}
