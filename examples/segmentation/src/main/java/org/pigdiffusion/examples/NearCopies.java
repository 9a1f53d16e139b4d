package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /** Of more, the number is told. */
  private static final int MOST_TOLD = 10;

  private NearCopies() {}

  private record Copy(PairExample test, Neighbour training) {}

  /**
   * What a user has to look at.
   *
   * @param folds whose training images are of other groups than their test images
   * @return a few sentences; empty if there is no such image
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
    return copies.isEmpty() ? Optional.empty() : Optional.of(told(copies, images));
  }

  /**
   * What limits a verdict, as a sentence after others.
   *
   * @param facts of a report
   * @return empty if they do not tell of such images
   */
  static String doubt(Map<String, String> facts) {
    return facts.containsKey(NAME)
        ? " Some test images are almost training images of another group: if they are copies, this is"
            + " too good (see %s below).".formatted(NAME)
        : "";
  }

  private static String told(List<Copy> copies, int images) {
    String some =
        "%d of %d test images are almost training images of another group"
            .formatted(copies.size(), images);
    if (copies.size() > images / 2) {
      return some + ". Your images are much alike: copies cannot be told from others.";
    }
    String nearest =
        copies.stream()
            .sorted(Comparator.comparingDouble(copy -> copy.training().distance()))
            .limit(MOST_TOLD)
            .map(NearCopies::told)
            .collect(Collectors.joining(", "));
    int more = copies.size() - MOST_TOLD;
    return some
        + " (root mean square difference, in a range of 2): "
        + nearest
        + (more > 0 ? ", and %d more".formatted(more) : "")
        + ". Give copies the same group, with --group or --group-pattern, or leave one out; then take"
        + " another --out. Else the figures are too good. Copies that are cropped, or turned by 90"
        + " degrees, are not found.";
  }

  private static String told(Copy copy) {
    return String.format(
        Locale.ROOT,
        "%s and %s (%.3f)",
        copy.test().name(),
        copy.training().pair().name(),
        copy.training().distance());
  }
}
