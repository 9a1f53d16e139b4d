package org.pigdiffusion.evaluation;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * What was measured of some pairs.
 *
 * @param pairs how many
 * @param frechetPairs how many of them, the first, were measured wherever the figure depends on how
 *     many there are: Frechet and radiomics distance, precision, recall, density, coverage
 * @param quantities what was measured
 */
public record PairQuality(int pairs, int frechetPairs, Map<Quantity, Measured> quantities) {
  /** Copies what was measured. */
  public PairQuality {
    quantities = ImmutableMap.copyOf(quantities);
  }
}
