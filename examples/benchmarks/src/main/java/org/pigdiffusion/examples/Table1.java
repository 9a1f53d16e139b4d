package org.pigdiffusion.examples;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Ddpm;
import org.pigdiffusion.scheduler.SamplingMethod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private PaperOptions options = new PaperOptions(0);

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Table1(), args);
  }

  @Override
  public Integer call() throws IOException {
    try (PaperExperiment experiment = options.open()) {
      MeasuredCosts costs = experiment.costs();
      int aloneSteps = stepsOfEqualTime(costs, options.models().steps());
      System.out.print(plan(experiment, costs, aloneSteps).text(costs.clockPerCpu()));
      if (options.planOnly()) {
        return 0;
      }
      PaperTrainings.Trained pair;
      PaperTrainings.Trained alone;
      try (StageBar bar = new StageBar("pair")) {
        pair = experiment.trainings().pair("pair", options.models().steps(), bar);
      }
      try (StageBar bar = new StageBar("alone")) {
        alone = experiment.trainings().alone("alone", aloneSteps, bar);
      }
      experiment.run(
          List.of(
              new ExperimentRow("DDPM, 1024 steps", OpenModels.alone(alone.files()), ddpm()),
              new ExperimentRow("DDIM, 256 steps", OpenModels.alone(alone.files()), ddim()),
              new ExperimentRow("UniPC, 20 steps", OpenModels.alone(alone.files()), fast()),
              new ExperimentRow("PIG, DDIM, 256 steps", OpenModels.pair(pair.files()), ddim()),
              new ExperimentRow("PIG, UniPC, 20 steps", OpenModels.pair(pair.files()), fast())),
          report(experiment, costs, aloneSteps));
    }
    return 0;
  }

  /** How many steps of a model alone take as long as those of both models of a pair. */
  static int stepsOfEqualTime(MeasuredCosts costs, int stepsOfPair) {
    double time = stepsOfPair * (costs.stepX() + costs.stepY());
    return (int) Math.max(1, Math.floor(time / costs.stepAlone()));
  }

  private static SamplingMethod ddpm() {
    return Ddpm.ofSteps(PaperModels.schedule().timeSteps());
  }

  private static SamplingMethod ddim() {
    return Ddim.ofSteps(FEWER_STEPS);
  }

  private static SamplingMethod fast() {
    return Preset.fast().method();
  }

  private Plan plan(PaperExperiment experiment, MeasuredCosts costs, int aloneSteps) {
    int steps = options.models().steps();
    Plan plan = new Plan();
    plan.add("model x of the pair, %d steps".formatted(steps), steps * costs.stepX());
    plan.add("model y of the pair, %d steps".formatted(steps), steps * costs.stepY());
    plan.add("model alone, %d steps".formatted(aloneSteps), aloneSteps * costs.stepAlone());
    for (SamplingMethod method : List.of(ddpm(), ddim(), fast())) {
      experiment.planSampling(plan, "alone", method, costs.evaluationAlone());
    }
    for (SamplingMethod method : List.of(ddim(), fast())) {
      experiment.planSampling(plan, "pair", method, costs.evaluationPair());
    }
    experiment.planMeasuring(plan, 5, costs);
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
