package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairSource;

class CopySearchTest {
  private static final PairSource TRAINING = BreastPhantom.of(5, 1, 32);
  private static final PairSource UNSEEN = BreastPhantom.of(3, 2, 32);

  @Test
  void aCopyIsFoundAmongOthers() {
    Tensor images =
        Tensor.concatBatch(
            List.of(UNSEEN.example(0).y(), TRAINING.example(3).y(), UNSEEN.example(1).y()));
    CopySearch search = CopySearch.of(images, TRAINING, UNSEEN);
    assertEquals(0, search.distances().get(1));
    assertEquals(3, search.nearest().get(1).index());
    assertTrue(search.distances().get(0) > 0.01, search.distances()::toString);
    assertEquals(3, search.unseenDistances().size());
    assertTrue(search.unseenDistances().contains(search.distances().get(0)));
  }

  /** The copy alone is drawn, since it is the nearest. */
  @Test
  void theNearestAreDrawn() {
    Tensor images = Tensor.concatBatch(List.of(UNSEEN.example(0).y(), TRAINING.example(3).y()));
    CopySearch search = CopySearch.of(images, TRAINING, UNSEEN);
    Tensor copy = TRAINING.example(3).y();
    assertEquals(pixels(CopySearch.of(copy, TRAINING, UNSEEN), 1), pixels(search, 1));
    assertTrue(!pixels(search, 1).equals(pixels(search, 2)));
    assertThrows(IllegalArgumentException.class, () -> search.draw(0));
  }

  private static List<Object> pixels(CopySearch search, int most) {
    var image = search.draw(most).toBufferedImage();
    int[] pixels =
        image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    return List.of(Optional.of(image.getWidth()), java.util.Arrays.hashCode(pixels));
  }
}
