package org.pigdiffusion.examples;

import java.util.List;
import java.util.stream.Collectors;
import org.pigdiffusion.evaluation.SegmentationFigure;

/** What figures of masks say, in words for readers of a report. */
public final class FigureWords {
  private FigureWords() {}

  /** A sentence of each figure, in their order. */
  public static String of(List<SegmentationFigure> figures) {
    return figures.stream()
        .map(figure -> figure.label() + ": " + words(figure) + ".")
        .collect(Collectors.joining(" "));
  }

  /** What the Dice of an image is, for sentences: of several classes it is their mean. */
  static String dice(int classes) {
    return classes > 1 ? "Dice (mean of %d classes)".formatted(classes) : "Dice";
  }

  /** How masks of several classes are counted: sentences to follow, empty for one class. */
  static String ofClasses(int classes) {
    return classes < 2
        ? ""
        : (" Each figure of an image is the mean over its %d classes, the background not among them:"
                + " each class is measured by itself, and all count the same. A class that neither"
                + " the true nor the found mask has counts as found: every share is 1, every"
                + " distance 0. If one of both alone has it, every share is 0, and every distance"
                + " the diagonal of the image.")
            .formatted(classes);
  }

  private static String words(SegmentationFigure figure) {
    return switch (figure) {
      case DICE ->
          "how far the found and the true mask overlap, twice the part that both share"
              + " over the sum of their areas";
      case IOU -> "the part that both masks share, over the part that either covers";
      case PRECISION -> "how much of what was found is true";
      case RECALL -> "how much of what is true was found";
      case HAUSDORFF -> "the greatest distance between the outlines of both masks";
      case HAUSDORFF_95 -> "the distance that 95 % of the outline keep to that of the other mask";
      case AVERAGE_SURFACE_DISTANCE, MEAN_AVERAGE_SURFACE_DISTANCE ->
          "how far the outlines of both masks are apart on average";
      case NORMALISED_SURFACE_DISTANCE -> "how much of the outlines is within a tolerance";
      case BOUNDARY_IOU -> "as IoU, of the pixels near the outlines alone";
    };
  }
}
