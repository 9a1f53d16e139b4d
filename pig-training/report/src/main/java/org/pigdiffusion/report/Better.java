package org.pigdiffusion.report;

/** Which values of a figure are the better ones. */
public enum Better {
  /** Greater ones. */
  HIGHER("higher is better"),
  /** Smaller ones. */
  LOWER("lower is better"),
  /** Those above 0, of a change; no row is marked as the best, which may yet be a loss. */
  ABOVE_ZERO("above 0 is better"),
  /** Those below 0, of a change; no row is marked as the best, which may yet be a loss. */
  BELOW_ZERO("below 0 is better"),
  /** Neither; no row is marked as the best. */
  NEITHER("");

  private final String text;

  Better(String text) {
    this.text = text;
  }

  /** What readers are told, such as {@code higher is better}; empty if neither is better. */
  public String text() {
    return text;
  }

  /** Whether the best of several rows is marked. */
  boolean marksBest() {
    return this == HIGHER || this == LOWER;
  }

  /** Whether one value is better than another. */
  boolean prefers(double one, double other) {
    return switch (this) {
      case HIGHER -> one > other;
      case LOWER -> one < other;
      case ABOVE_ZERO, BELOW_ZERO, NEITHER -> false;
    };
  }
}
