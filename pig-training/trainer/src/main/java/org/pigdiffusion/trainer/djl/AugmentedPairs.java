package org.pigdiffusion.trainer.djl;

import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.djl.Randomness.Purpose;

/**
 * Pairs that are changed at random each time they are drawn, as {@link DjlPairedTrainer} changes
 * them: for who does something with the changed pairs before a network learns from them. {@link
 * #example} gives them as they are. A view; the pairs are read when they are asked for.
 *
 * @param pairs the pairs as they are
 * @param augmentation the random changes, none of which a network is to be told
 */
public record AugmentedPairs(PairSource pairs, Augmentation augmentation) implements PairSource {
  /**
   * Checks the augmentation.
   *
   * @throws IllegalArgumentException if networks are to be told of it, since pairs tell nothing
   */
  public AugmentedPairs {
    if (!augmentation.told().isNone()) {
      throw new IllegalArgumentException(
          "augmentation: expected none that is told, since pairs hold no labels, found "
              + augmentation.told());
    }
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public PairExample example(int index) {
    return pairs.example(index);
  }

  @Override
  public PairExample draw(int index, long key) {
    PairExample pair = pairs.draw(index, key);
    Augmenter augmenter =
        Augmenter.draw(augmentation, new Randomness(key, Role.Y).of(Purpose.BATCH, index));
    return augmenter.apply(pair);
  }
}
