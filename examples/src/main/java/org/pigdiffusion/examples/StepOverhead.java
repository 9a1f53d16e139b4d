package org.pigdiffusion.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how much of a joint step is spent outside the two network calls. */
@Command(
    name = "step-overhead",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Prints the share of sampling time that is spent outside the network calls.")
public final class StepOverhead implements Callable<Integer> {
  @Option(names = "--models", description = "folder of a trained pair; the embedded one if absent")
  private Path models;

  @Option(names = "--batch", description = "pairs computed together")
  private int batch = 8;

  @Option(names = "--size", description = "height and width")
  private int size = 64;

  @Option(names = "--steps", description = "joint steps of a round, with noise at each (eta 1)")
  private int steps = 20;

  @Option(names = "--rounds", description = "rounds measured, after two that are not")
  private int rounds = 15;

  /** Runs the program. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new StepOverhead()).execute(args));
  }

  @Override
  public Integer call() {
    Path folder = EmbeddedPair.unless(models);
    LongAdder network = new LongAdder();
    try (PairedSampler sampler =
        PairedSampler.of(
            new TimedDenoiser(OnnxDenoiser.open(folder.resolve("x.onnx")), network),
            new TimedDenoiser(OnnxDenoiser.open(folder.resolve("y.onnx")), network),
            NoiseSchedule.paper(),
            GuideTransform.authors())) {
      double[] shares = new double[rounds];
      double[] millis = new double[rounds];
      for (int round = -2; round < rounds; round++) {
        network.reset();
        long start = System.nanoTime();
        sampleOneBatch(sampler, round + 2L);
        long total = System.nanoTime() - start;
        if (round >= 0) {
          shares[round] = 100.0 * (total - network.sum()) / total;
          millis[round] = total / 1e6 / steps;
        }
      }
      print("joint step, ms", millis);
      print("outside the network calls, %", shares);
    }
    return 0;
  }

  private void sampleOneBatch(PairedSampler sampler, long seed) {
    SamplingRequest request =
        SamplingRequest.builder()
            .count(batch)
            .batchSize(batch)
            .size(size, size)
            .seed(seed)
            .method(Ddim.ofSteps(steps).withEta(1))
            .build();
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      batches.forEach(pairs -> {});
    }
  }

  private static void print(String name, double[] values) {
    Arrays.sort(values);
    System.out.printf(
        "%-28s median %.2f, least %.2f, greatest %.2f%n",
        name, values[values.length / 2], values[0], values[values.length - 1]);
  }
}
