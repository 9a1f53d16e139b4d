package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class NearestNeighboursTest {
  private final BreastPhantom training = BreastPhantom.of(12, 8, 32);
  private final NearestNeighbours neighbours = NearestNeighbours.among(training);

  @Test
  void aPlantedCopyIsFoundUnderEveryFlip() {
    List<Tensor> copies = new ArrayList<>();
    List<Flip> flips = List.of(Flip.values());
    for (Flip flip : flips) {
      copies.add(flip.of(training.example(7).y()).map(v -> v + 0.01));
    }
    List<NearestNeighbours.Neighbour> found = neighbours.of(Tensor.concatBatch(copies));
    for (int i = 0; i < found.size(); i++) {
      NearestNeighbours.Neighbour neighbour = found.get(i);
      assertEquals(7, neighbour.index());
      assertEquals(flips.get(i), neighbour.flip());
      assertEquals(training.example(7), neighbour.pair());
      assertEquals(0.01, neighbour.distance(), 1e-5);
    }
    assertTrue(neighbours.baseline().get(0) > 0.1, "real images are not copies of each other");
  }

  @Test
  void noTrainingPairsAreRefused() {
    assertEquals(
        "training: expected at least one pair, found none",
        assertThrows(IllegalArgumentException.class, () -> NearestNeighbours.among(source()))
            .getMessage());
  }

  @Test
  void theDistanceIsTheRootOfTheMeanSquare() {
    Tensor mask = Tensor.zeros(new Shape(1, 1, 1, 2));
    PairSource one =
        source(new PairExample("a", "a", mask, Tensor.of(new Shape(1, 1, 1, 2), 1, 0)));
    Tensor generated = Tensor.of(new Shape(1, 1, 1, 2), 0, -1);
    // As it is: differences 1 and 1; flipped: 2 and 0.
    assertEquals(1, NearestNeighbours.among(one).of(generated).get(0).distance(), 1e-9);
  }

  @Test
  void theBaselineLooksAtOtherGroupsOnly() {
    Tensor mask = Tensor.zeros(new Shape(1, 1, 1, 1));
    PairExample a1 = new PairExample("1", "a", mask, Tensor.filled(mask.shape(), 0));
    PairExample a2 = new PairExample("2", "a", mask, Tensor.filled(mask.shape(), 0.1f));
    PairExample b = new PairExample("3", "b", mask, Tensor.filled(mask.shape(), 1));
    List<Double> distances = NearestNeighbours.among(source(a1, a2, b)).baseline();
    assertEquals(3, distances.size());
    assertEquals(0.9, distances.get(0), 1e-6);
    assertEquals(1.0, distances.get(2), 1e-6);
    assertEquals(List.of(), NearestNeighbours.among(source(a1, a2)).baseline());
    assertEquals(0.9, NearestNeighbours.among(source(a1, a2)).baseline(source(b)).get(0), 1e-6);
  }

  @Test
  void thePictureHasACoupleForEachImage() {
    Tensor y = Tensor.concatBatch(List.of(training.example(0).y(), training.example(1).y()));
    Picture picture = NearestNeighbours.draw(y, neighbours.of(y), 2, 2);
    assertEquals(4 + 2 * (2 * 64 + 1 + 4), picture.width());
    assertEquals(4 + 64 + 5 + 2 + 4, picture.height());
  }

  @Test
  void onlyThoseWithinADistanceAreFound() {
    Tensor copy = Flip.VERTICAL.of(training.example(7).y()).map(v -> v + 0.01);
    Tensor both = Tensor.concatBatch(List.of(copy, BreastPhantom.of(1, 9, 32).example(0).y()));
    List<Optional<NearestNeighbours.Neighbour>> found = neighbours.within(both, 0.02);
    assertEquals(Optional.of(neighbours.of(copy).get(0)), found.get(0));
    assertEquals(Optional.empty(), found.get(1));
    assertEquals(Optional.empty(), neighbours.within(copy, 0.005).get(0));
  }

  @Test
  void valuesThatAreNotFiniteAreRefused() {
    Tensor image = Tensor.filled(new Shape(1, 1, 32, 32), Float.NaN);
    assertThrows(IllegalArgumentException.class, () -> neighbours.of(image));
    assertThrows(IllegalArgumentException.class, () -> neighbours.within(image, 0.1));
    PairSource other = source(new PairExample("odd", "a", image, image));
    assertEquals(
        "training: expected finite values, found others in odd",
        assertThrows(IllegalArgumentException.class, () -> NearestNeighbours.among(other))
            .getMessage());
  }

  @Test
  void otherShapesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> neighbours.of(Tensor.zeros(new Shape(1, 1, 16, 16))));
  }

  static PairSource source(PairExample... pairs) {
    return new PairSource() {
      @Override
      public int size() {
        return pairs.length;
      }

      @Override
      public PairExample example(int index) {
        return pairs[index];
      }
    };
  }
}
