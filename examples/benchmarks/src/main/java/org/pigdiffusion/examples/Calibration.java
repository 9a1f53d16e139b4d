package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.stat.regression.SimpleRegression;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.Statistic;

/**
 * How the true values of some images go with the values that a model says: by the line of least
 * squares.
 *
 * @param slope of the true values on those that are said, with its interval; images are drawn again
 *     as a whole, since the values of one image are alike. 1 if the model says what it knows; above
 *     1 if it says too little, which is too near to the mean; below 1 if it says too much. Empty if
 *     it says about the same of all images, or if some draws would have no slope
 * @param explained R2, the share of the variance of the true values that the line explains, in [0,
 *     1]. Empty if the true values are all about the same
 */
record Calibration(Optional<Measured> slope, OptionalDouble explained) {
  /** A standard deviation below which values differ by the rounding of a network, of [-1, 1]. */
  private static final double ROUNDING = 1e-5;

  /** R2 below which the model knows so little that its slope tells nothing. */
  static final double LITTLE = 0.05;

  /**
   * Compares values.
   *
   * @param truth {@code [n, c, h, w]}, of at least two images
   * @param said of the same shape
   */
  static Calibration of(Tensor truth, Tensor said, Bootstrap bootstrap) {
    Slope slope = new Slope(ofEachImage(truth, said.requireShape("said", truth.shape())));
    SimpleRegression all = slope.ofAll();
    boolean saidDiffer = differ(all.getXSumSquares(), all);
    boolean truthDiffers = differ(all.getTotalSumSquares(), all);
    Optional<Measured> measured =
        saidDiffer && truthDiffers
            ? Optional.of(bootstrap.measure(slope)).filter(m -> Double.isFinite(m.low()))
            : Optional.empty();
    return new Calibration(
        measured,
        truthDiffers
            ? OptionalDouble.of(saidDiffer ? all.getRSquare() : 0)
            : OptionalDouble.empty());
  }

  private static boolean differ(double squares, SimpleRegression all) {
    return Math.sqrt(squares / all.getN()) > ROUNDING;
  }

  private static List<SimpleRegression> ofEachImage(Tensor truth, Tensor said) {
    float[] trueValues = truth.toArray();
    float[] saidValues = said.toArray();
    int size = truth.shape().imageSize();
    List<SimpleRegression> images = new ArrayList<>();
    for (int first = 0; first < trueValues.length; first += size) {
      SimpleRegression image = new SimpleRegression();
      for (int i = first; i < first + size; i++) {
        image.addData(saidValues[i], trueValues[i]);
      }
      images.add(image);
    }
    return images;
  }

  /** The slope of so many images together. */
  private record Slope(List<SimpleRegression> images) implements Statistic {
    @Override
    public int size() {
      return images.size();
    }

    @Override
    public double of(int... draws) {
      return drawn(draws).getSlope();
    }

    private SimpleRegression ofAll() {
      int[] once = new int[size()];
      Arrays.fill(once, 1);
      return drawn(once);
    }

    private SimpleRegression drawn(int... draws) {
      SimpleRegression all = new SimpleRegression();
      for (int i = 0; i < draws.length; i++) {
        for (int draw = 0; draw < draws[i]; draw++) {
          all.append(images.get(i));
        }
      }
      return all;
    }
  }

  /**
   * The slope for a table, bold if 1 is not in its interval and R2 not {@link #LITTLE}; or why
   * there is none.
   */
  String slopeText() {
    if (slope.isPresent()) {
      String text = slope.get().toString(2);
      boolean tells = !slope.get().covers(1) && explained.orElse(0) >= LITTLE;
      return tells ? "**" + text + "**" : text;
    }
    if (explained.isEmpty()) {
      return "none: all images are alike";
    }
    return explained.getAsDouble() == 0
        ? "none: the model says the same of all"
        : "none: too few images differ";
  }

  /** R2 for a table. */
  String explainedText() {
    return explained.isPresent()
        ? String.format(Locale.ROOT, "%.2f", explained.getAsDouble())
        : "none";
  }
}
