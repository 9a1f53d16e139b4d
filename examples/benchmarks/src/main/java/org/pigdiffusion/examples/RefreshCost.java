package org.pigdiffusion.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Overlap;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.examples.common.MethodOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.SizeOption;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what it saves, and what it changes, to call model x at some steps only. */
@Command(
    name = "refresh-cost",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Samples the same pairs under several policies and compares them with those of the first.")
public final class RefreshCost implements Callable<Integer> {
  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      description = "folder of a trained pair; the embedded one if absent")
  private Path models;

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "number of pairs")
  private int pairs = 8;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs computed together")
  private int batch = 8;

  @Option(
      names = "--in-flight",
      converter = OptionValues.Positive.class,
      description = "batches under way at once")
  private int inFlight = 1;

  @Mixin private MethodOption how = new MethodOption(Ddim.ofSteps(50));

  @Mixin private SizeOption sizes = new SizeOption();

  @Option(names = "--seed", description = "seed of the noise")
  private long seed = 7;

  @Option(
      names = "--policy",
      converter = OptionValues.Refresh.class,
      description = "when model x is called, such as every(4); repeatable")
  private List<GuideRefresh> policies =
      List.of(
          GuideRefresh.always(),
          GuideRefresh.every(2),
          GuideRefresh.every(4),
          GuideRefresh.every(8),
          GuideRefresh.frozenAfter(25),
          GuideRefresh.noiseLevelWithin(0.5, 1),
          GuideRefresh.whileChanging(0.005),
          GuideRefresh.noiseLevelWithin(0.9, 1).or(GuideRefresh.whileChanging(0.005)));

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new RefreshCost(), args);
  }

  @Override
  public Integer call() throws Exception {
    ForkJoinPool threads = new ForkJoinPool(inFlight);
    try (OnnxPair pair = EmbeddedPair.PHANTOMS.unless(models, settings -> settings)) {
      sizes.told(pair).ifPresent(System.err::println);
      ImageSize size = sizes.of(pair);
      PairedSampler sampler = pair.sampler();
      sample(sampler, size, GuideRefresh.frozenAfter(1), threads); // warms up
      List<PairBatch> reference = List.of();
      System.out.printf(
          "%-42s %8s %10s %10s %12s%n", "policy", "calls", "s a pair", "mask Dice", "image diff.");
      for (GuideRefresh policy : policies) {
        long start = System.nanoTime();
        List<PairBatch> batches = sample(sampler, size, policy, threads);
        double seconds = (System.nanoTime() - start) / 1e9 / pairs;
        reference = reference.isEmpty() ? batches : reference;
        System.out.printf(
            "%-42s %8.1f %10.3f %10.4f %12.4f%n",
            policy.description(),
            calls(batches),
            seconds,
            dice(reference, batches),
            apart(reference, batches));
      }
    } finally {
      threads.shutdown();
    }
    return 0;
  }

  /** A parallel stream that is consumed within a pool has the threads of that pool. */
  private List<PairBatch> sample(
      PairedSampler sampler, ImageSize size, GuideRefresh refresh, ForkJoinPool threads)
      throws InterruptedException, ExecutionException {
    SamplingRequest request =
        SamplingRequest.builder()
            .count(pairs)
            .batchSize(batch)
            .size(size.height(), size.width())
            .seed(seed)
            .method(how.method())
            .guideRefresh(refresh)
            .build();
    return threads
        .submit(
            () -> {
              try (Stream<PairBatch> batches = sampler.sample(request)) {
                return batches.parallel().toList();
              }
            })
        .get();
  }

  /** Calls of both networks for a pair, on average. */
  private static double calls(List<PairBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.calls().stream())
        .mapToInt(calls -> calls.x() + calls.y())
        .average()
        .orElseThrow();
  }

  /** Of all pixels of all masks, as of one. */
  private static double dice(List<PairBatch> reference, List<PairBatch> batches) {
    Tensor expected = planes(all(reference.stream().map(PairBatch::annotation)));
    Tensor found = planes(all(batches.stream().map(PairBatch::annotation)));
    return Overlap.pooled(Overlap.ofEach(found, expected)).dice();
  }

  /** Each channel of each mask as a mask of its own. */
  private static Tensor planes(Tensor masks) {
    Shape shape = masks.shape();
    return Tensor.adopt(
        shape.withBatch(shape.batch() * shape.channels()).withChannels(1), masks.toArray());
  }

  /** The mean absolute difference of the images. */
  private static double apart(List<PairBatch> reference, List<PairBatch> batches) {
    float[] a = all(reference.stream().map(PairBatch::y)).toArray();
    float[] b = all(batches.stream().map(PairBatch::y)).toArray();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  private static Tensor all(Stream<Tensor> tensors) {
    return Tensor.concatBatch(tensors.toList());
  }
}
