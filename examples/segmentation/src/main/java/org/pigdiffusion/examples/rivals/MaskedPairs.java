package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.PairStore;

/**
 * Pairs of which the masks are given, and kept in a folder.
 *
 * @param folder where they are kept
 * @param origin all that decides what they are, in words
 * @param given the masks, in their order
 * @param stopped asked before each batch whether to stop
 */
record MaskedPairs(Path folder, String origin, GivenMasks given, BooleanSupplier stopped) {
  /** Batches are whole, so that a pair has the same bits however many are asked for. */
  private static final int BATCH = 8;

  /** A model that makes images of given masks. */
  interface Model {
    /**
     * The images of masks, {@code [n, c, h, w]}.
     *
     * @param first the number of the first pair, by which its noise is drawn
     */
    Tensor images(Tensor masks, long first);
  }

  /**
   * The first pairs; those that an earlier call left in the folder are read again.
   *
   * @return empty if it was stopped before all were there
   */
  Optional<PairSet> first(int count, Model model) throws IOException {
    PairStore store = PairStore.open(folder, Map.of("origin", origin));
    while (store.size() < count) {
      if (stopped.getAsBoolean()) {
        return Optional.empty();
      }
      int from = store.size();
      Tensor masks = given.of(from, from + BATCH);
      store.add(new PairSet(masks, model.images(masks, from).clamp(-1, 1)), Map.of());
    }
    return Optional.of(store.first(count));
  }
}
