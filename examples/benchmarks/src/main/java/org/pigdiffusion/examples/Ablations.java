package org.pigdiffusion.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.pigdiffusion.examples.common.OutFolder;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.SamplingMethod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What single choices of PIG are worth: rows that differ in one of them, all else equal. */
@Command(
    name = "ablations",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Trains pairs that differ in one choice, samples pairs with them, and compares these with"
          + " held-out real ones.",
      "Prints first how long it will take. The same command goes on where it was stopped."
    })
public final class Ablations implements Callable<Integer> {
  private static final int MANY_STEPS = 256;

  /** What is compared. */
  enum Choice implements PaperChoice {
    /** What the others differ from: model y learns from clamped x0hat, and is guided by it. */
    ESTIMATED_GUIDE("y learnt from x0hat"),
    /** The paper's number of steps. */
    STEPS_256("256 steps of DDIM"),
    /** The guide is made an annotation while sampling alone, as the authors' code does. */
    BINARY_SAMPLING("binary guide while sampling"),
    /** The guide is an annotation while model y learns too. */
    BINARY("binary guide"),
    /** Model y learns from the true x_0, as in Algorithm 1: the library's default. */
    TRUE_GUIDE("y learnt from the true x"),
    /** As before, with the guide as like to a true one as can be. */
    TRUE_BINARY("y learnt from the true x, binary guide"),
    /** Model y learns and samples with the noisy x_t. */
    NOISY_GUIDE("noisy guide"),
    /** The image is x, and guides the mask. */
    EXCHANGED("image guides mask");

    private final String text;

    Choice(String text) {
      this.text = text;
    }

    @Override
    public String row() {
      return text;
    }
  }

  @Mixin private PaperOptions options = new PaperOptions(1000);

  @Option(names = "--choice", split = ",", description = PaperChoice.DESCRIPTION)
  private List<Choice> chosen = new ArrayList<>();

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Ablations(), args);
  }

  @Override
  public Integer call() throws IOException {
    try (OutFolder folder = options.folder();
        PaperExperiment experiment = options.open(folder)) {
      List<Choice> choices = PaperChoice.of(chosen, Choice.values(), options.out());
      MeasuredCosts costs = experiment.costs();
      System.out.print(plan(experiment, costs, choices).text(costs.clockPerCpu()));
      if (options.planOnly()) {
        return 0;
      }
      experiment.settings().keepIn(options.out());
      AblationModels models = new AblationModels(experiment, options.models().steps());
      List<ExperimentRow> rows = new ArrayList<>();
      for (Choice choice : choices) {
        rows.add(new ExperimentRow(choice.text, models.of(choice), method(choice)));
      }
      experiment.run(rows, report(experiment));
    }
    return 0;
  }

  private static SamplingMethod method(Choice choice) {
    return choice == Choice.STEPS_256 ? Ddim.ofSteps(MANY_STEPS) : Preset.fast().method();
  }

  private Plan plan(PaperExperiment experiment, MeasuredCosts costs, List<Choice> choices) {
    int steps = options.models().steps();
    Plan plan = new Plan();
    AblationModels.runs(choices)
        .forEach(
            (run, stages) ->
                plan.add(
                    "training %s, %d steps of %s".formatted(run, steps, stages.text()),
                    steps * stages.cost(costs, options.models().batch())));
    for (Choice choice : choices) {
      experiment.planSampling(plan, choice.text, method(choice), costs.evaluationPair());
    }
    experiment.planMeasuring(plan, choices.size(), costs);
    return plan;
  }

  private PaperReport report(PaperExperiment experiment) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "equal training",
        "%d optimiser steps of each model; one model x for all rows but '%s', in which x and y change places."
            .formatted(options.models().steps(), Choice.EXCHANGED.text));
    facts.putAll(experiment.facts());
    return new PaperReport(
        "What single choices of PIG are worth",
        "Each row differs from '%s', nearly the way of the authors' code, in what its name says. The"
                .formatted(Choice.ESTIMATED_GUIDE.text)
            + " library's default is '%s'.".formatted(Choice.TRUE_GUIDE.text)
            + alignment(),
        true,
        experiment.learntFrom(),
        facts);
  }

  private String alignment() {
    return options.quality().segmenterSteps == 0
        ? ""
        : " Alignment: the Dice of each sampled mask with the lesion that a segmentation network,"
            + " trained on real pairs, finds in its image; of several classes, with all that is not"
            + " background.";
  }
}
