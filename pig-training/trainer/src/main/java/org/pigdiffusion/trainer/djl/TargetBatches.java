package org.pigdiffusion.trainer.djl;

import java.util.function.ToDoubleFunction;
import org.pigdiffusion.Role;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition.PredictedClean;
import org.pigdiffusion.trainer.TrainingConfig;

/**
 * What {@link DjlPairedTrainer} shows a model y that needs no model x, batch by batch: for who
 * trains a network of another kind on the same pairs, noise, times and targets, to compare the two.
 * With a {@link org.pigdiffusion.trainer.ToldAugmentation}, that network must be told the labels of
 * a batch, or it will sample augmented images.
 *
 * <p>For one thread.
 */
public final class TargetBatches {
  private final TrainingConfig config;
  private final PairObjective objective;
  private final Batches batches;
  private final Validator validator;

  private TargetBatches(TrainingConfig config, PairSource training, PairSource validation) {
    Randomness randomness = new Randomness(config.seed(), Role.Y);
    this.config = config;
    this.objective = PairObjective.ofY(config);
    this.batches = new Batches(training, config, randomness);
    this.validator = new Validator(validation, config, randomness, objective);
  }

  /**
   * The batches of a run.
   *
   * @param config the settings of the run; of its steps and optimiser nothing is used
   * @param training the pairs to draw from
   * @param validation the pairs to judge by
   * @throws IllegalArgumentException if model y is to be shown what a model x predicts
   */
  public static TargetBatches of(
      TrainingConfig config, PairSource training, PairSource validation) {
    if (config.targetCondition() instanceof PredictedClean) {
      throw new IllegalArgumentException(
          "config: expected the target condition trueClean() or noisy(), since there is no model x,"
              + " found "
              + config.targetCondition().description());
    }
    return new TargetBatches(config, training, validation);
  }

  /**
   * The batch of a pass: the same whatever was drawn before it.
   *
   * @param pass from 0
   */
  public TrainingBatch draw(long pass) {
    return objective.batch(batches.draw(pass), config.weighting(Role.Y));
  }

  /**
   * The mean loss on the validation pairs, at times and with noise that are the same each time.
   *
   * @param lossOf the mean loss of a network on a batch
   */
  public double validationLoss(ToDoubleFunction<TrainingBatch> lossOf) {
    return validator.loss(0, lossOf).loss();
  }
}
