package org.pigdiffusion.segmentation;

import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/** How well a network does on pairs: the mean Dice over images and classes but the background. */
final class MeanDice {
  private MeanDice() {}

  static double of(NetworkArrays network, PairSource pairs) {
    double sum = 0;
    for (int i = 0; i < pairs.size(); i++) {
      PairExample pair = pairs.example(i);
      byte[] expected = Labels.of(pair);
      byte[] found = network.labels(pair.y());
      int classes = Math.max(2, network.net().outputs());
      for (int label = 1; label < classes; label++) {
        sum += dice(found, expected, label) / (classes - 1);
      }
    }
    return sum / pairs.size();
  }

  private static double dice(byte[] found, byte[] expected, int label) {
    long both = 0;
    long all = 0;
    for (int i = 0; i < found.length; i++) {
      boolean inFound = found[i] == label;
      boolean inExpected = expected[i] == label;
      both += inFound && inExpected ? 1 : 0;
      all += (inFound ? 1 : 0) + (inExpected ? 1 : 0);
    }
    return all == 0 ? 1 : 2.0 * both / all;
  }
}
