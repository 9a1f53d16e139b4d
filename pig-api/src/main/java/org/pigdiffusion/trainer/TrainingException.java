package org.pigdiffusion.trainer;

/** Training cannot go on. The message says where it stopped and what is still good. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception without a cause. */
  public TrainingException(String message) {
    super(message);
  }

  /** Creates an exception with what caused it. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
