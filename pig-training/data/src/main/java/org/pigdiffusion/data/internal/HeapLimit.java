package org.pigdiffusion.data.internal;

/**
 * How much of the memory that Java may take a file may ask for. Looked at before memory is taken:
 * whoever runs out of it takes it from all other threads too.
 */
public final class HeapLimit {
  private HeapLimit() {}

  /**
   * How many things there may be.
   *
   * @param most however much memory there is
   * @param bytesOfOne of the half of all memory that they may fill
   */
  public static long most(long most, long bytesOfOne) {
    return Math.min(most, Runtime.getRuntime().maxMemory() / 2 / bytesOfOne);
  }

  /** Whether so many bytes are more than there can be. */
  public static boolean isExceededBy(long bytes) {
    return bytes > Runtime.getRuntime().maxMemory();
  }

  /**
   * What is wrong with a picture that does not fit. The limit is that of one picture; what Java has
   * is often divided among several at a time.
   */
  public static String fault() {
    return "expected a picture that fits the %d MB that Java may take, found a larger one: give it more"
            .formatted(Runtime.getRuntime().maxMemory() >> 20)
        + " (option -Xmx), or lower Preprocessing.Builder.pixelLimit";
  }
}
