package org.pigdiffusion.data;

import java.util.Arrays;

/**
 * Chooses which grey values of a picture become -1 and 1. It is asked about the picture as cropped
 * and resized, so that a rule that looks at the picture sees what the network will see.
 * Implementations are immutable and thread-safe; those made here are records.
 */
@FunctionalInterface
public interface IntensityScaling {
  /**
   * The grey values that become -1 and 1.
   *
   * @throws IllegalArgumentException if the picture has no contrast and the rule needs some
   */
  IntensityRange range(PixelGrid image);

  /** The nominal range of the file: its bit depth, or a DICOM file's window. */
  static IntensityScaling fullRange() {
    return new FullRange();
  }

  /** From the picture's least to its greatest value. */
  static IntensityScaling minMax() {
    return new Percentiles(0, 100);
  }

  /**
   * From one percentile of the picture's values to another, which is proof against a few very dark
   * or bright pixels.
   *
   * @param low in [0, 100)
   * @param high in (low, 100]
   */
  static IntensityScaling percentiles(double low, double high) {
    return new Percentiles(low, high);
  }

  /** Two fixed grey values for all pictures. */
  static IntensityScaling window(double low, double high) {
    return new Window(new IntensityRange(low, high));
  }

  /** See {@link #fullRange}. */
  record FullRange() implements IntensityScaling {
    @Override
    public IntensityRange range(PixelGrid image) {
      return image.nominal();
    }
  }

  /**
   * See {@link #window}.
   *
   * @param fixed the grey values
   */
  record Window(IntensityRange fixed) implements IntensityScaling {
    @Override
    public IntensityRange range(PixelGrid image) {
      return fixed;
    }
  }

  /**
   * See {@link #percentiles}.
   *
   * @param low in [0, 100)
   * @param high in (low, 100]
   */
  record Percentiles(double low, double high) implements IntensityScaling {
    /** Creates the rule. */
    public Percentiles {
      if (!(low >= 0 && low < high && high <= 100)) {
        throw new IllegalArgumentException(
            "percentiles: expected 0 <= low < high <= 100, found " + low + " and " + high);
      }
    }

    @Override
    public IntensityRange range(PixelGrid image) {
      float[] sorted = image.toArray();
      Arrays.sort(sorted);
      double from = at(sorted, low);
      double to = at(sorted, high);
      if (!(from < to)) {
        throw new IllegalArgumentException(
            "image: expected contrast between percentiles %s and %s, found %s and %s"
                .formatted(low, high, from, to));
      }
      return new IntensityRange(from, to);
    }

    private static double at(float[] sorted, double percentile) {
      double position = percentile / 100 * (sorted.length - 1);
      int below = (int) position;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
  }
}
