package org.pigdiffusion;

/**
 * An engine failed, or a model file cannot be used. The message names the model, the device and
 * what was found; the engine's own exception is the cause.
 */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception without a cause in the engine. */
  public BackendException(String message) {
    super(message);
  }

  /** Creates an exception that an engine's failure caused. */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
