package org.pigdiffusion.examples.rivals;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.trainer.PairSource;

/**
 * What the training and the sampling of a method take.
 *
 * @param cpuSecondsOfStep CPU time of this process for one step of each network that the method
 *     trains; unlike time on the clock, what else the machine does has little say in it
 * @param secondsOfStep the same on the clock
 * @param secondsOfPair a sampled pair, on the clock
 * @param cpuSecondsOfPair a sampled pair, CPU time; 0 in plans of before it was measured
 */
record TrainingCost(
    double cpuSecondsOfStep, double secondsOfStep, double secondsOfPair, double cpuSecondsOfPair) {
  private static final int FEW = 4;
  private static final int MANY = 28;
  private static final int PAIRS = 8;
  private static final double LEAST = 1e-4;

  /** A method that learns nothing and samples at once. */
  static TrainingCost none() {
    return new TrainingCost(0, 0, 0, 0);
  }

  /** Work that is timed. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /** Work of some steps. */
  @FunctionalInterface
  interface StepWork {
    void run(Path folder, int steps) throws IOException;
  }

  private record Spent(double cpu, double clock) {
    static Spent by(Work work) throws IOException {
      OperatingSystemMXBean system =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      long cpu = system.getProcessCpuTime();
      long clock = System.nanoTime();
      work.run();
      return new Spent((system.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - clock) / 1e9);
    }
  }

  /**
   * Measures a method: a training of few steps is taken from one of many, so that what does not
   * grow with the steps has no say.
   *
   * @param scratch a folder that is removed in the end
   * @param training pairs to learn from
   */
  static TrainingCost of(TableMethod method, Path scratch, PairSource training) throws IOException {
    TrainingCost steps =
        ofSteps(
            scratch,
            (folder, count) -> {
              FoldGenerator generator = method.maker().generator(folder, count);
              generator.pairs(0, training, 1);
            });
    FoldGenerator generator = method.maker().generator(scratch.resolve("pairs"), 1);
    generator.pairs(0, training, 1);
    Spent sampling = Spent.by(() -> generator.pairs(0, training, 1 + PAIRS));
    removeAll(scratch);
    return new TrainingCost(
        steps.cpuSecondsOfStep, steps.secondsOfStep, sampling.clock / PAIRS, sampling.cpu / PAIRS);
  }

  /** Measures work that has steps alone. */
  static TrainingCost ofSteps(Path scratch, StepWork work) throws IOException {
    removeAll(scratch);
    work.run(scratch.resolve("warm"), FEW); // the first steps are slower, until code is compiled
    Spent few = Spent.by(() -> work.run(scratch.resolve("few"), FEW));
    Spent many = Spent.by(() -> work.run(scratch.resolve("many"), MANY));
    removeAll(scratch);
    return new TrainingCost(
        Math.max(LEAST, (many.cpu - few.cpu) / (MANY - FEW)),
        Math.max(LEAST, (many.clock - few.clock) / (MANY - FEW)),
        0,
        0);
  }

  private static void removeAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
