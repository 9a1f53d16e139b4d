package org.pigdiffusion.examples.speed;

import com.google.common.collect.ImmutableMap;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.SizeOption;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Deis;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.Heun;
import org.pigdiffusion.scheduler.Pndm;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how far a trained pair's samples with few network calls are from those that many lead to
 * from the same noise. Says nothing of how good the samples are.
 */
@Command(
    name = "sampler-error",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Prints the distance to the samples of many steps, for each method and grid.")
public final class SamplerError implements Callable<Integer> {
  private static final ImmutableMap<String, TimeGrid> GRIDS =
      ImmutableMap.of(
          "trailing", TimeGrid.trailing(),
          "Karras", TimeGrid.karras(),
          "exponential", TimeGrid.exponential());

  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      required = true,
      description = "folder of a trained pair")
  private Path models;

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "number of pairs")
  private int pairs = 2;

  @Mixin private SizeOption sizes = new SizeOption();

  @Option(names = "--seed", description = "seed of the noise")
  private long seed = 5;

  @Option(
      names = "--calls",
      converter = OptionValues.Positive.class,
      split = ",",
      description = "network calls of each chain, even")
  private int[] calls = {10, 20};

  @Option(
      names = "--reference",
      converter = OptionValues.Positive.class,
      description = "steps of UniPC that stand for the exact result")
  private int reference = 100;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new SamplerError(), args);
  }

  @Override
  public Integer call() {
    for (int count : calls) {
      if (count % 2 != 0) {
        throw new IllegalArgumentException("--calls: expected even numbers, found " + count);
      }
    }
    try (OnnxPair pair = OnnxPair.open(models)) {
      sizes.told(pair).ifPresent(System.err::println);
      ImageSize size = sizes.of(pair);
      PairedSampler sampler = pair.sampler();
      PairBatch exact =
          sampled(
              sampler,
              size,
              SamplingMethod.of(UniPc.ofOrder(3), reference).withGrid(TimeGrid.exponential()));
      System.out.println("| calls | method | grid | x | y |\n|---|---|---|---|---|");
      for (int count : calls) {
        for (Map.Entry<String, TimeGrid> grid : GRIDS.entrySet()) {
          for (Map.Entry<String, SamplingMethod> method :
              methods(count, grid.getValue()).entrySet()) {
            PairBatch found = sampled(sampler, size, method.getValue());
            System.out.printf(
                "| %d | %s | %s | %.4f | %.4f |%n",
                count,
                method.getKey(),
                grid.getKey(),
                difference(exact.x(), found.x()),
                difference(exact.y(), found.y()));
          }
        }
      }
    }
    return 0;
  }

  /** Heun's rule has an odd number of calls, here one less than the others. */
  private static ImmutableMap<String, SamplingMethod> methods(int calls, TimeGrid grid) {
    return ImmutableMap.<String, SamplingMethod>builder()
        .put("DDIM", Ddim.ofSteps(calls).withGrid(grid))
        .put("Heun", Heun.ofSteps(calls / 2).withGrid(grid))
        .put("PNDM", Pndm.ofSteps(calls - 1).withGrid(grid))
        .put("DEIS 2", SamplingMethod.of(new Deis(2), calls).withGrid(grid))
        .put("DEIS 3", SamplingMethod.of(new Deis(3), calls).withGrid(grid))
        .put(
            "DPM-Solver++ 2", SamplingMethod.of(DpmSolverPlusPlus.ofOrder(2), calls).withGrid(grid))
        .put(
            "DPM-Solver++ 3", SamplingMethod.of(DpmSolverPlusPlus.ofOrder(3), calls).withGrid(grid))
        .put("UniPC 2", SamplingMethod.of(UniPc.ofOrder(2), calls).withGrid(grid))
        .put("UniPC 3", SamplingMethod.of(UniPc.ofOrder(3), calls).withGrid(grid))
        .buildOrThrow();
  }

  private PairBatch sampled(PairedSampler sampler, ImageSize size, SamplingMethod method) {
    SamplingRequest request =
        SamplingRequest.builder()
            .count(pairs)
            .batchSize(pairs)
            .size(size.height(), size.width())
            .seed(seed)
            .method(method)
            .build();
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      return batches.findFirst().orElseThrow();
    }
  }

  /** The root of the mean square. */
  private static double difference(Tensor a, Tensor b) {
    FloatBuffer left = a.buffer();
    FloatBuffer right = b.buffer();
    double sum = 0;
    for (int i = 0; i < left.limit(); i++) {
      double difference = left.get(i) - right.get(i);
      sum += difference * difference;
    }
    return Math.sqrt(sum / left.limit());
  }
}
