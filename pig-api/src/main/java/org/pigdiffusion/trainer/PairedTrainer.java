package org.pigdiffusion.trainer;

/**
 * Trains the two models of a pair (PIG, Algorithm 1): first model x, which denoises x shown the
 * noisy y, then model y, which denoises y shown the clean x or what model x makes of it.
 */
public interface PairedTrainer {

  /**
   * Trains both models, or goes on where an earlier call or process was interrupted. The random
   * numbers of a step depend on nothing but the seed and the step, so an interrupted run gives what
   * an uninterrupted one does.
   *
   * @param training the pairs to learn from
   * @param validation pairs to judge by, of other groups; of the same size and channels
   * @param listener hears of each step
   * @return what became of it; with {@link StopReason#CANCELLED} if the listener stopped it
   * @throws IllegalArgumentException if the pairs do not fit the networks, or what is to be resumed
   *     was begun with other settings, networks or pairs
   * @throws TrainingException if the loss is not finite, or a checkpoint cannot be read or written
   */
  TrainingReport train(PairSource training, PairSource validation, TrainingListener listener);
}
