package org.pigdiffusion.examples.rivals;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pigdiffusion.examples.common.BegunWork;
import org.pigdiffusion.examples.common.GivenOptions;
import org.pigdiffusion.examples.common.InputFile;
import org.pigdiffusion.examples.common.WholeFile;

/**
 * What was measured and decided before the first training, as the experiment's folder keeps it: an
 * experiment that goes on has the steps that it began with.
 *
 * @param pairSteps steps of each of the pair's models
 * @param options with which the costs were measured, and what they were; none in plans of before
 *     they were kept: there they may be any
 * @param costs of the methods, by name
 */
record TimePlan(int pairSteps, Map<String, String> options, Map<String, TrainingCost> costs) {
  private static final String STEPS = "--pair-steps";
  private static final String FILE = "plan.json";
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /**
   * The plan of a folder, without any costs if it has none yet.
   *
   * @param options of now, beside the steps
   * @throws IllegalArgumentException if it is one of other steps or options, or no plan, or gone
   */
  static TimePlan open(Path folder, int pairSteps, Map<String, String> options) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.notExists(file)) {
      BegunWork.requireNone(file, "choose another --out: what is timed again differs");
      return new TimePlan(pairSteps, options, new LinkedHashMap<>());
    }
    TimePlan plan = read(file);
    GivenOptions.requireSame(file, plan.all(), new TimePlan(pairSteps, options, Map.of()).all());
    return plan;
  }

  /** Steps and options. */
  private Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put(STEPS, String.valueOf(pairSteps));
    return all;
  }

  private static TimePlan read(Path file) throws IOException {
    try {
      TimePlan plan = GSON.fromJson(InputFile.text(file), TimePlan.class);
      if (plan != null && plan.costs != null && !plan.costs.containsValue(null)) {
        return plan.options == null ? new TimePlan(plan.pairSteps, Map.of(), plan.costs) : plan;
      }
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(notAPlan(file), e);
    }
    throw new IllegalArgumentException(notAPlan(file));
  }

  private static String notAPlan(Path file) {
    return file
        + ": expected the measured times of an experiment, found another text; put it back from a"
        + " copy, or choose another --out";
  }

  void write(Path folder) throws IOException {
    WholeFile.write(folder.resolve(FILE), GSON.toJson(this));
  }

  TrainingCost cost(String name) {
    TrainingCost cost = costs.get(name);
    if (cost == null) {
      throw new IllegalStateException("the cost of " + name + " was not measured");
    }
    return cost;
  }

  /**
   * How many steps a method gets: as many as take the CPU time of the pair's training.
   *
   * @param pair the name of the paired method
   */
  int steps(TableMethod method, String pair) {
    return switch (method.kind()) {
      case UNTRAINED -> 0;
      case PAIRED -> pairSteps;
      case CONDITIONAL ->
          Math.toIntExact(
              Math.max(
                  1,
                  Math.round(
                      pairSteps
                          * cost(pair).cpuSecondsOfStep()
                          / cost(method.name()).cpuSecondsOfStep())));
    };
  }
}
