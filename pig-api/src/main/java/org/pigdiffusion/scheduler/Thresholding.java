package org.pigdiffusion.scheduler;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * What is done to a clean estimate before a step uses it.
 *
 * <p>Write your own as a record, so that equal ones make equal methods. Implementations are
 * immutable.
 */
public interface Thresholding {
  /** The estimate with its values brought into range; each image on its own. */
  Tensor apply(Tensor cleanEstimate);

  /**
   * Names this thresholding with its settings: the end of {@link SamplingMethod#description}.
   * {@link SamplingMethod#parse} reads the names of the library's alone.
   *
   * @return the same text in every run, for no other thresholding; jobs, tables and provenance tell
   *     two apart by it
   */
  String description();

  /** Leaves the estimate as it is. */
  static Thresholding none() {
    return Fixed.NONE;
  }

  /** Clamps values to [-1, 1]: static thresholding, {@code clip_sample} in diffusers. */
  static Thresholding clamped() {
    return Fixed.CLAMPED;
  }

  /**
   * Dynamic thresholding (Saharia et al. 2022, Imagen): each image is clamped to {@code [-s, s]}
   * and divided by s, with s a quantile of its absolute values, at least 1 and at most {@code
   * most}.
   *
   * @param quantile in (0, 1], such as 0.995
   * @param most at least 1
   */
  static Thresholding dynamic(double quantile, double most) {
    return new Dynamic(quantile, most);
  }

  /** The rules without settings. */
  enum Fixed implements Thresholding {
    /** No thresholding. */
    NONE {
      @Override
      public Tensor apply(Tensor cleanEstimate) {
        return cleanEstimate;
      }
    },
    /** Static thresholding. */
    CLAMPED {
      @Override
      public Tensor apply(Tensor cleanEstimate) {
        return cleanEstimate.clamp(-1, 1);
      }
    };

    @Override
    public String description() {
      return TextWriter.constant(this);
    }

    @Override
    public String toString() {
      return description();
    }
  }

  /**
   * Dynamic thresholding.
   *
   * @param quantile of the absolute values
   * @param most the greatest s
   */
  record Dynamic(double quantile, double most) implements Thresholding {
    /** Checks the settings. */
    public Dynamic {
      if (!(quantile > 0 && quantile <= 1)) {
        throw new IllegalArgumentException("quantile: expected in (0,1], found " + quantile);
      }
      if (!(most >= 1)) {
        throw new IllegalArgumentException("most: expected at least 1, found " + most);
      }
    }

    @Override
    public Tensor apply(Tensor cleanEstimate) {
      Shape shape = cleanEstimate.shape();
      float[] values = cleanEstimate.toArray();
      for (int from = 0; from < values.length; from += shape.imageSize()) {
        int to = from + shape.imageSize();
        double s = Math.min(Math.max(quantileOfAbsolute(values, from, to), 1), most);
        for (int i = from; i < to; i++) {
          values[i] = (float) (Math.min(Math.max(values[i], -s), s) / s);
        }
      }
      return Tensor.adopt(shape, values);
    }

    @Override
    public String description() {
      return TextWriter.call("dynamic", DoubleStream.of(quantile, most));
    }

    @Override
    public String toString() {
      return description();
    }

    /** By linear interpolation between the two nearest ranks. */
    private double quantileOfAbsolute(float[] values, int from, int to) {
      float[] sorted = Arrays.copyOfRange(values, from, to);
      for (int i = 0; i < sorted.length; i++) {
        sorted[i] = Math.abs(sorted[i]);
      }
      Arrays.sort(sorted);
      double rank = quantile * (sorted.length - 1);
      int below = (int) rank;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
  }
}
