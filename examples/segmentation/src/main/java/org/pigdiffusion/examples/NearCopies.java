package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.picture.NearestNeighbours;
import org.pigdiffusion.picture.NearestNeighbours.Neighbour;
import org.pigdiffusion.trainer.PairExample;

/**
 * Tells of test images that are almost training images of another group, such as the same picture
 * saved anew. Equal ones are refused where files are read; these may be meant, so they are told.
 */
public final class NearCopies {
  /** Of what is told, among the facts of a report. */
  public static final String NAME = "Almost equal images";

  /**
   * Most copies are nearer, and other images less near: decision 132. Root of the mean squared
   * difference, in a range of 2.
   */
  private static final double ALMOST = 0.1;

  private NearCopies() {}

  private record Copy(PairExample test, Neighbour training) {}

  /**
   * What a user has to look at.
   *
   * @param folds whose training images are of other groups than their test images
   * @return a sentence or two; empty if there is no such image
   */
  public static Optional<String> told(List<Folds.Fold> folds) {
    List<Copy> copies = new ArrayList<>();
    int images = 0;
    for (Folds.Fold fold : folds) {
      NearestNeighbours training = NearestNeighbours.among(fold.training());
      for (int i = 0; i < fold.test().size(); i++) {
        PairExample test = fold.test().example(i);
        training
            .within(test.y(), ALMOST)
            .get(0)
            .ifPresent(near -> copies.add(new Copy(test, near)));
      }
      images += fold.test().size();
    }
    int all = images;
    return copies.stream()
        .min(Comparator.comparingDouble(copy -> copy.training().distance()))
        .map(nearest -> told(nearest, copies.size(), all));
  }

  private static String told(Copy nearest, int copies, int images) {
    return String.format(
        Locale.ROOT,
        "%d of %d test images are almost training images of another group. Nearest are %s and %s:"
            + " they differ by %.3f in a range of 2, root mean square. Give copies the same group,"
            + " or leave one out; else the figures are too good.",
        copies,
        images,
        nearest.test().name(),
        nearest.training().pair().name(),
        nearest.training().distance());
  }
}
