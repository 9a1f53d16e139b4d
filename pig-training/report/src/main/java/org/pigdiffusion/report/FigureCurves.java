package org.pigdiffusion.report;

import java.util.List;
import org.pigdiffusion.evaluation.Measured;

/**
 * A figure that depends on a number, such as the Dice score on how many images were annotated, for
 * one or several methods; each interval is drawn as a band.
 *
 * @param title the heading
 * @param caption what is shown and how it was made
 * @param across what the horizontal axis counts
 * @param up what the vertical axis measures
 * @param lines at least one, of different names
 */
public record FigureCurves(String title, String caption, String across, String up, List<Line> lines)
    implements ReportSection {
  /** Checks and copies the lines. */
  public FigureCurves {
    Texts.requireTitle(title);
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("lines: expected at least one, found none");
    }
    Texts.requireDifferent("lines", lines.stream().map(Line::name).toList());
  }

  /**
   * One method.
   *
   * @param name for the legend
   * @param points at least one, in rising order of their place
   */
  public record Line(String name, List<Point> points) {
    /** Checks and copies the points. */
    public Line {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("line " + name + ": expected a point, found none");
      }
      for (int i = 1; i < points.size(); i++) {
        if (!(points.get(i - 1).at() < points.get(i).at())) {
          throw new IllegalArgumentException(
              "line %s: expected points in rising order, found %s before %s"
                  .formatted(name, points.get(i - 1).at(), points.get(i).at()));
        }
      }
    }
  }

  /**
   * One measured point.
   *
   * @param at its place on the horizontal axis, finite
   * @param measured its value and interval, finite
   */
  public record Point(double at, Measured measured) {
    /** Checks the place. */
    public Point {
      if (!Double.isFinite(at)) {
        throw new IllegalArgumentException("at: expected a finite number, found " + at);
      }
      Texts.requireFinite("point at " + at, measured);
    }
  }
}
