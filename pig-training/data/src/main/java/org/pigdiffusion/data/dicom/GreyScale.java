package org.pigdiffusion.data.dicom;

import java.util.function.DoubleUnaryOperator;

/**
 * One step from stored to shown values: a function, and the least and greatest value that may come
 * of it.
 */
record GreyScale(DoubleUnaryOperator function, double low, double high) {
  static GreyScale stored(FrameFormat format) {
    return new GreyScale(DoubleUnaryOperator.identity(), format.least(), format.most());
  }

  static GreyScale table(LookupTable table) {
    return new GreyScale(table::at, 0, table.most());
  }

  /** All values, clamped to a range in which they keep their unit. */
  static GreyScale clamp(double low, double high) {
    return new GreyScale(value -> Math.min(Math.max(value, low), high), low, high);
  }

  /** Values of this step taken through another one. */
  GreyScale then(GreyScale next) {
    return new GreyScale(function.andThen(next.function), next.low, next.high);
  }

  /** Refuses values that no picture can hold: a window may be too narrow, a slope too steep. */
  void requireRange() throws DicomException {
    if (!(low < high) || Math.max(-low, high) > Float.MAX_VALUE) {
      throw new DicomException(
          "expected a range of finite values, found [%s,%s]".formatted(low, high));
    }
  }

  /** Turned over within the range. */
  GreyScale inverted() {
    return new GreyScale(function.andThen(value -> low + high - value), low, high);
  }
}
