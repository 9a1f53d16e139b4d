package org.pigdiffusion.examples;

import java.util.Map;
import org.pigdiffusion.examples.common.FittingModels;

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
    String size =
        facts.containsKey(FittingModels.SIZE)
            ? " Whether the given pair learnt from images of this size is not known."
            : "";
    return NearCopies.doubt(facts) + UnequalFlips.doubt(facts) + size;
  }
}
