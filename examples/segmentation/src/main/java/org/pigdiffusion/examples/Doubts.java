package org.pigdiffusion.examples;

import java.util.Map;

/** What limits the verdict of a comparison, as sentences after it. */
public final class Doubts {
  private Doubts() {}

  /**
   * All that the facts of a report give cause for.
   *
   * @param facts names and values
   * @return empty, or sentences that begin with a space
   */
  public static String of(Map<String, String> facts) {
    return NearCopies.doubt(facts) + UnequalFlips.doubt(facts);
  }
}
