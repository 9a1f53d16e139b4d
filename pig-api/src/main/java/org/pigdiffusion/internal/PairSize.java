package org.pigdiffusion.internal;

import java.util.Optional;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.SizeRule;

/** The size of pairs that nobody says: for all who ask. */
public final class PairSize {
  private PairSize() {}

  /**
   * The only size that model y takes, or the one that it learnt from.
   *
   * @param x empty if there is no model x
   * @return empty if y takes several sizes and does not tell the one that it learnt from, or x
   *     learnt from another
   */
  public static Optional<ImageSize> of(Optional<DenoiserSpec> x, DenoiserSpec y) {
    SizeRule rule = y.size();
    if (rule.height() > 0 && rule.width() > 0) {
      return Optional.of(new ImageSize(rule.height(), rule.width()));
    }
    Optional<ImageSize> ofX = x.flatMap(DenoiserSpec::trainedSize);
    return ofX.isPresent() && !ofX.equals(y.trainedSize()) ? Optional.empty() : y.trainedSize();
  }
}
