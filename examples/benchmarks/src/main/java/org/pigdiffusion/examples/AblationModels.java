package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.pigdiffusion.examples.Ablations.Choice;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.TargetCondition;

/** Trains the models of ablations; rows that differ in sampling alone share them. */
final class AblationModels {
  private static final String PAIR = "pair";
  private static final String BINARY = "binary-guide";
  private static final String TRUE_GUIDE = "true-guide";
  private static final String NOISY_GUIDE = "noisy-guide";
  private static final String EXCHANGED = "exchanged";

  /** Which models a run trains. */
  enum Stages {
    BOTH("both models") {
      @Override
      double cost(MeasuredCosts costs, int batch) {
        return costs.stepX() + costs.stepYFromX(batch);
      }
    },
    Y_FROM_X("model y") {
      @Override
      double cost(MeasuredCosts costs, int batch) {
        return costs.stepYFromX(batch);
      }
    },
    /** No model x is called. */
    Y_ALONE("model y") {
      @Override
      double cost(MeasuredCosts costs, int batch) {
        return costs.stepY();
      }
    };

    private final String text;

    Stages(String text) {
      this.text = text;
    }

    /**
     * Seconds of CPU of a step of each model.
     *
     * @param batch pairs of a step
     */
    abstract double cost(MeasuredCosts costs, int batch);

    String text() {
      return text;
    }
  }

  private final PaperExperiment experiment;
  private final int steps;
  private final GuideTransform annotation;
  private Optional<PaperTrainings.Trained> pair = Optional.empty();

  AblationModels(PaperExperiment experiment, int steps) {
    this.experiment = experiment;
    this.steps = steps;
    this.annotation = PaperModels.annotation(experiment.parts().training());
  }

  /** The runs that some choices need, by name. */
  static Map<String, Stages> runs(Collection<Choice> choices) {
    Map<String, Stages> runs = new LinkedHashMap<>();
    for (Choice choice : choices) {
      if (choice != Choice.EXCHANGED) {
        runs.put(PAIR, Stages.BOTH);
      }
      switch (choice) {
        case ESTIMATED_GUIDE, STEPS_256, BINARY_SAMPLING -> {}
        case BINARY -> runs.put(BINARY, Stages.Y_FROM_X);
        case TRUE_GUIDE, TRUE_BINARY -> runs.put(TRUE_GUIDE, Stages.Y_ALONE);
        case NOISY_GUIDE -> runs.put(NOISY_GUIDE, Stages.Y_ALONE);
        case EXCHANGED -> runs.put(EXCHANGED, Stages.BOTH);
      }
    }
    return runs;
  }

  /** Trains the models of a choice, or reads what was trained before. */
  Supplier<OpenModels> of(Choice choice) throws IOException {
    return switch (choice) {
      case ESTIMATED_GUIDE, STEPS_256 -> OpenModels.pair(pair().files());
      case BINARY_SAMPLING -> OpenModels.pair(pair().files(), annotation);
      case BINARY ->
          OpenModels.pair(withX(BINARY, TargetCondition.predictedClean(annotation), annotation));
      case TRUE_GUIDE -> OpenModels.pair(trueGuide(), GuideTransform.clamped());
      case TRUE_BINARY -> OpenModels.pair(trueGuide(), annotation);
      case NOISY_GUIDE ->
          OpenModels.noisyGuide(
              withX(NOISY_GUIDE, TargetCondition.noisy(), GuideTransform.identity()));
      case EXCHANGED -> OpenModels.exchanged(exchanged(), annotation);
    };
  }

  private Path trueGuide() throws IOException {
    return withX(TRUE_GUIDE, TargetCondition.trueClean(), GuideTransform.clamped());
  }

  private PaperTrainings.Trained pair() throws IOException {
    if (pair.isEmpty()) {
      try (StageBar bar = new StageBar(PAIR)) {
        pair = Optional.of(experiment.trainings().pair(PAIR, steps, PaperModels.estimate(), bar));
      }
    }
    return pair.get();
  }

  private Path withX(String run, TargetCondition condition, GuideTransform guide)
      throws IOException {
    PaperTrainings.Trained ofX = pair();
    try (StageBar bar = new StageBar(run)) {
      return experiment.trainings().pairWith(run, ofX, condition, guide, bar).files();
    }
  }

  private Path exchanged() throws IOException {
    try (StageBar bar = new StageBar(EXCHANGED)) {
      return experiment.trainings().exchanged(EXCHANGED, bar).files();
    }
  }
}
