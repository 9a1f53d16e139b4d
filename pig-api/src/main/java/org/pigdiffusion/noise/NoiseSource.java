package org.pigdiffusion.noise;

import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * Where the standard normal noise of a sampling run comes from. Immutable, hence safe to share; the
 * {@link Batch} that it opens belongs to one thread.
 */
public interface NoiseSource {

  /**
   * Opens the noise of one batch of pairs.
   *
   * @param firstPair number of the batch's first pair, at least 0; the others follow it
   */
  Batch open(long firstPair);

  /**
   * Names this source, with what tells it from others of its kind. Those made here are made again
   * by {@link #parse}.
   *
   * @return the same text in every run, for no other source; jobs and provenance tell two sources
   *     apart by it
   */
  String description();

  /**
   * Noise keyed by (seed, pair, chain): pair {@code i} meets the same noise whatever the batch
   * size, its batch mates, the thread or the machine. Use this one unless a run of another
   * framework is to be repeated.
   */
  static NoiseSource keyed(long seed) {
    return new KeyedNoise(seed);
  }

  /**
   * Noise with the numbers and in the order of PyTorch's CPU generator: a batch that begins at pair
   * {@code i} begins as after {@code torch.manual_seed(seed + i)}, and draws x_T, y_T, then x and y
   * in turn wherever the scheduler asks for noise. A pair therefore depends on its batch.
   *
   * @param seed in [0, 2^32)
   */
  static NoiseSource torch(long seed) {
    return new TorchNoise(seed);
  }

  /**
   * The source that a description names.
   *
   * @throws IllegalArgumentException if it is none of those made here
   */
  static NoiseSource parse(String description) {
    return NoiseSourceParser.parse(description);
  }

  /** The noise of one batch, drawn one after another. Not thread-safe. */
  interface Batch {
    /**
     * Draws the next noise of a chain.
     *
     * @param chain whose noise
     * @param shape the batch's shape; the same batch size at every call
     */
    Tensor next(Role chain, Shape shape);
  }
}
