package org.pigdiffusion.examples;

import org.pigdiffusion.examples.common.HoursPlan;

/**
 * The time in which everything is to be done, that of reading the data and of timing steps too.
 *
 * @param hours of everything
 * @param began when it began, by the clock of {@link System#nanoTime}
 */
record HoursBudget(double hours, long began) {
  /** What is kept for what is not timed: filters, measuring, export, the report. */
  private static final double KEPT = 0.15;

  private static final double NANOSECONDS = 3600e9;

  /** A budget that begins now. */
  static HoursBudget from(double hours) {
    return new HoursBudget(hours, System.nanoTime());
  }

  /** The hours since it began. */
  double spent() {
    return (System.nanoTime() - began) / NANOSECONDS;
  }

  /** The hours that trainings and sampling may take. */
  double left() {
    return (1 - KEPT) * (hours - spent());
  }

  /**
   * Called while steps are timed.
   *
   * @throws IllegalArgumentException if half of the hours are over
   */
  void requireTimingIsShort() {
    HoursPlan.requireTimingIsShort(hours, spent(), "--pair-");
  }
}
