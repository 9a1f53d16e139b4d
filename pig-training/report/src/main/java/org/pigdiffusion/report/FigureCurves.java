package org.pigdiffusion.report;

import java.util.List;
import org.pigdiffusion.evaluation.Measured;

/**
 * A figure that depends on a number, such as the Dice score on how many images were annotated, for
 * one or several methods; each interval is drawn as a band.
 *
 * @param title the heading
 * @param caption what is shown and how it was made
 * @param across the horizontal axis
 * @param up what the vertical axis measures
 * @param lines at least one, of different names
 */
public record FigureCurves(String title, String caption, Axis across, String up, List<Line> lines)
    implements ReportSection {

  /**
   * The horizontal axis.
   *
   * @param counts what it counts
   * @param scale how it is divided
   */
  public record Axis(String counts, Scale scale) {}

  /** How an axis is divided. */
  public enum Scale {
    /** Equal differences are equally far apart. */
    LINEAR,
    /** A number and its double are equally far apart everywhere; for numbers above 0. */
    DOUBLING
  }

  /** Checks and copies the lines. */
  public FigureCurves {
    Texts.requireTitle(title);
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("lines: expected at least one, found none");
    }
    Texts.requireDifferent("lines", lines.stream().map(Line::name).toList());
    for (Line line : lines) {
      double first = line.points().get(0).at();
      if (across.scale() == Scale.DOUBLING && first <= 0) {
        throw new IllegalArgumentException(
            "line %s: expected points above 0 on a scale of doubling numbers, found %s"
                .formatted(line.name(), first));
      }
    }
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
