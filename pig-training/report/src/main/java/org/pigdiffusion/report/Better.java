package org.pigdiffusion.report;

/** Which values of a figure are the better ones. */
public enum Better {
  /** Greater ones. */
  HIGHER("higher is better"),
  /** Smaller ones. */
  LOWER("lower is better"),
  /** Neither; no row is marked as the best. */
  NEITHER("");

  private final String text;

  Better(String text) {
    this.text = text;
  }

  /** What readers are told; empty if neither is better. */
  String text() {
    return text;
  }

  /** Whether one value is better than another. */
  boolean prefers(double one, double other) {
    return switch (this) {
      case HIGHER -> one > other;
      case LOWER -> one < other;
      case NEITHER -> false;
    };
  }
}
