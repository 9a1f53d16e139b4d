package org.pigdiffusion.trainer.djl;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.pigdiffusion.Role;
import org.pigdiffusion.djl.DjlTrainableNetwork;
import org.pigdiffusion.djl.Dropout;
import org.pigdiffusion.trainer.LossPoint;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.djl.Randomness.Purpose;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/** Trains the model of one role, from wherever its state stands to the stage's end. */
final class Stage {
  private final Role role;
  private final UNet net;
  private final TrainingConfig config;
  private final Randomness randomness;
  private final PairObjective objective;
  private final Batches batches;
  private final Validator validator;
  private final Checkpoints checkpoints;
  private final StageState state;
  private final DjlTrainableNetwork network;
  private final Adam adam;
  private final LearningRate learningRate;

  Stage(
      StageSetup setup,
      PairObjective objective,
      PairSource training,
      PairSource validation,
      Checkpoints checkpoints,
      StageState state,
      DjlTrainableNetwork network) {
    this.role = setup.role();
    this.net = setup.net();
    this.config = setup.config();
    this.randomness = setup.randomness();
    this.objective = objective;
    this.batches = new Batches(training, config, randomness);
    this.validator = new Validator(validation, config, randomness, objective);
    this.checkpoints = checkpoints;
    this.state = state;
    this.network = network;
    this.adam = new Adam(config.optimiser());
    this.learningRate =
        new LearningRate(
            config.learningRate(), config.optimiser().learningRate(), config.steps(role));
  }

  StageReport run(TrainingListener listener) {
    float[] gradient = new float[state.weights.length];
    boolean cancelled = false;
    while (!ended() && !cancelled) {
      step(gradient, listener);
      int done = state.progress.step();
      if (done % config.validateEvery() == 0 || done == config.steps(role)) {
        validate(listener);
      }
      boolean asked = listener.isCancelled() || Thread.currentThread().isInterrupted();
      cancelled = asked && !ended();
      if (done % config.checkpointEvery() == 0 || ended() || cancelled) {
        checkpoints.write(state);
      }
    }
    return report();
  }

  private boolean ended() {
    return state.ended(config.steps(role));
  }

  private void step(float[] gradient, TrainingListener listener) {
    long start = System.nanoTime();
    int done = state.progress.step();
    Arrays.fill(gradient, 0f);
    double loss = 0;
    for (int i = 0; i < config.accumulation(); i++) {
      long pass = (long) done * config.accumulation() + i;
      long first = pass * config.batchSize();
      Dropout dropout =
          Dropout.random(image -> randomness.of(Purpose.DROPOUT, first + image)::nextLong);
      loss +=
          network.addGradient(
                  objective.batch(batches.draw(pass), config.weighting(role)), dropout, gradient)
              / config.accumulation();
    }
    if (config.accumulation() > 1) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= config.accumulation();
      }
    }
    double norm = adam.clip(gradient);
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new TrainingException(
          "stage %s, step %d: expected a finite loss and gradient, found loss %s and gradient norm"
                  .formatted(role, done + 1, loss)
              + " %s; the checkpoints up to step %d are unharmed".formatted(norm, done));
    }
    double rate = learningRate.after(done, state.progress.plateau());
    adam.step(state, gradient, done, rate);
    network.set(state.weights);
    state.trainingLoss.add(loss);
    state.progress =
        state
            .progress
            .withStep(done + 1)
            .withPlateau(learningRate.trained(state.trainingLoss, state.progress.plateau()));
    double seconds = (System.nanoTime() - start) / 1e9;
    listener.onStep(
        TrainingListener.Step.builder(role)
            .step(done + 1, config.steps(role))
            .loss(loss)
            .learningRate(rate)
            .seconds(seconds)
            .build());
  }

  private void validate(TrainingListener listener) {
    network.set(state.average);
    int step = state.progress.step();
    LossPoint point = validator.loss(step, network::loss);
    network.set(state.weights);
    double loss = point.loss();
    boolean best = state.progress.improvedBy(loss);
    if (best) {
      state.best = state.average.clone();
    }
    state.validationLoss.add(point);
    Progress validated = state.progress.validated(loss);
    state.progress =
        validated
            .withPlateau(learningRate.validated(loss, validated.plateau()))
            .withGaveUp(
                config.patience() > 0 && validated.withoutImprovement() >= config.patience());
    listener.onValidation(new TrainingListener.Validation(role, step, loss, best));
  }

  private StageReport report() {
    Progress progress = state.progress;
    StopReason reason = StopReason.CANCELLED;
    if (progress.gaveUp()) {
      reason = StopReason.NO_IMPROVEMENT;
    } else if (ended()) {
      reason = StopReason.STEPS_DONE;
    }
    Weights weights = ToldNetwork.plain(net, ParameterVector.weights(net, state.result()));
    return StageReport.builder(role, ToldNetwork.plain(net).config(), weights, reason)
        .steps(progress.step())
        .best(progress.bestStep(), progress.bestLoss())
        .trainingLoss(
            IntStream.range(0, state.trainingLoss.size())
                .mapToObj(i -> new LossPoint(i + 1, state.trainingLoss.get(i)))
                .toList())
        .validationLoss(state.validationLoss)
        .build();
  }
}
