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

  /** How masks of several classes are counted: a sentence to follow, empty for one class. */
  public static String ofClasses(int classes) {
    return classes == 1
        ? ""
        : (" The %d classes count as one: a pixel of any of them is foreground, in the found mask as"
                + " in the true one, so these figures do not see where one class is taken for"
                + " another.")
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
