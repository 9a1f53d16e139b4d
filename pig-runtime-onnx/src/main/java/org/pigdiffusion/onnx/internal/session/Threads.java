package org.pigdiffusion.onnx.internal.session;

/**
 * The threads on which a session computes.
 *
 * @param count how many, the caller's included; 0 for one a physical core
 * @param spinning whether idle ones wait busily for a while
 * @param shared whether they are those of the process, which {@link Engine} has, whatever the other
 *     two say
 */
public record Threads(int count, boolean spinning, boolean shared) {
  /** Checks the number. */
  public Threads {
    if (count < 0) {
      throw new IllegalArgumentException("threads: expected at least 0, found " + count);
    }
  }

  /** The threads of the process. */
  public static Threads ofProcess() {
    return new Threads(0, true, true);
  }

  /** Threads for one session alone. */
  public static Threads own(int count, boolean spinning) {
    return new Threads(count, spinning, false);
  }
}
