package org.pigdiffusion.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pigdiffusion.examples.common.OutFolder;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Ddpm;
import org.pigdiffusion.scheduler.SamplingMethod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The paper's Table 1 in its shape: images alone, of DDPM and DDIM with an unconditional model and
 * of PIG with a pair, after equal training time.
 */
@Command(
    name = "table1",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Trains a pair and, for as long, an unconditional model; samples images with both, and"
          + " compares them with held-out real images.",
      "Prints first how long it will take. The same command goes on where it was stopped."
    })
public final class Table1 implements Callable<Integer> {
  private static final int FEWER_STEPS = 256;

  /** What is compared. */
  enum Choice implements PaperChoice {
    /** The paper's, every step of the schedule. */
    DDPM("DDPM, 1024 steps", false),
    /** The paper's, fewer steps. */
    DDIM("DDIM, 256 steps", false),
    /** The library's default sampler. */
    UNIPC("UniPC, 20 steps", false),
    /** The paper's pair. */
    PIG_DDIM("PIG, DDIM, 256 steps", true),
    /** The pair with the library's default sampler. */
    PIG_UNIPC("PIG, UniPC, 20 steps", true);

    private final String text;
    private final boolean paired;

    Choice(String text, boolean paired) {
      this.text = text;
      this.paired = paired;
    }

    @Override
    public String row() {
      return text;
    }

    SamplingMethod method() {
      return switch (this) {
        case DDPM -> Ddpm.ofSteps(PaperModels.schedule().timeSteps());
        case DDIM, PIG_DDIM -> Ddim.ofSteps(FEWER_STEPS);
        case UNIPC, PIG_UNIPC -> Preset.fast().method();
      };
    }
  }

  @Mixin private PaperOptions options = new PaperOptions(0);

  @Option(names = "--choice", split = ",", description = PaperChoice.DESCRIPTION)
  private List<Choice> chosen = new ArrayList<>();

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Table1(), args);
  }

  @Override
  public Integer call() throws IOException {
    try (OutFolder folder = options.folder();
        PaperExperiment experiment = options.open(folder)) {
      List<Choice> choices = PaperChoice.of(chosen, Choice.values(), options.out());
      MeasuredCosts costs = experiment.costs();
      int aloneSteps = stepsOfEqualTime(costs, options.models().steps());
      System.out.print(plan(experiment, costs, aloneSteps, choices).text(costs.clockPerCpu()));
      if (options.planOnly()) {
        return 0;
      }
      experiment.settings().keepIn(options.out());
      List<ExperimentRow> rows = new ArrayList<>();
      for (Choice choice : choices) {
        rows.add(
            new ExperimentRow(
                choice.text,
                choice.paired ? pair(experiment) : alone(experiment, aloneSteps),
                choice.method()));
      }
      experiment.run(rows, report(experiment, costs, aloneSteps));
    }
    return 0;
  }

  /** How many steps of a model alone take as long as those of both models of a pair. */
  static int stepsOfEqualTime(MeasuredCosts costs, int stepsOfPair) {
    double time = stepsOfPair * (costs.stepX() + costs.stepY());
    return (int) Math.max(1, Math.floor(time / costs.stepAlone()));
  }

  /** Trains the pair, or reads what was trained before. */
  private Supplier<OpenModels> pair(PaperExperiment experiment) throws IOException {
    try (StageBar bar = new StageBar("pair")) {
      int steps = options.models().steps();
      return OpenModels.pair(
          experiment.trainings().pair("pair", steps, PaperModels.truth(), bar).files());
    }
  }

  /** Trains the unconditional model, or reads what was trained before. */
  private static Supplier<OpenModels> alone(PaperExperiment experiment, int steps)
      throws IOException {
    try (StageBar bar = new StageBar("alone")) {
      return OpenModels.alone(experiment.trainings().alone("alone", steps, bar).files());
    }
  }

  private static boolean any(List<Choice> choices, boolean paired) {
    return choices.stream().anyMatch(choice -> choice.paired == paired);
  }

  private Plan plan(
      PaperExperiment experiment, MeasuredCosts costs, int aloneSteps, List<Choice> choices) {
    int steps = options.models().steps();
    Plan plan = new Plan();
    if (any(choices, true)) {
      plan.add("model x of the pair, %d steps".formatted(steps), steps * costs.stepX());
      plan.add("model y of the pair, %d steps".formatted(steps), steps * costs.stepY());
    }
    if (any(choices, false)) {
      plan.add("model alone, %d steps".formatted(aloneSteps), aloneSteps * costs.stepAlone());
    }
    for (Choice choice : choices) {
      experiment.planSampling(
          plan,
          choice.text,
          choice.method(),
          choice.paired ? costs.evaluationPair() : costs.evaluationAlone());
    }
    experiment.planMeasuring(plan, choices.size(), costs);
    return plan;
  }

  private PaperReport report(PaperExperiment experiment, MeasuredCosts costs, int aloneSteps) {
    int steps = options.models().steps();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "equal training time",
        ("%d steps of model x at %.4f seconds of CPU and %d of model y at %.4f; hence %d steps of the"
                + " unconditional model at %.4f. Validations are not counted.")
            .formatted(steps, costs.stepX(), steps, costs.stepY(), aloneSteps, costs.stepAlone()));
    facts.putAll(experiment.facts());
    return new PaperReport(
        "Images of DDPM, DDIM and PIG",
        "How near sampled images come to real ones that no model has learnt from, after equal"
            + " training time.",
        false,
        experiment.learntFrom(),
        facts);
  }
}
