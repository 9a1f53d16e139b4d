package org.pigdiffusion.data;

/** A pair that can be read but not trained on. */
public final class UnusablePairException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final DataFault.Kind kind;

  UnusablePairException(DataFault.Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What is wrong. */
  public DataFault.Kind kind() {
    return kind;
  }
}
