package org.pigdiffusion.examples.reliability;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.SizeOption;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many threads sample from one sampler at once. */
@Command(
    name = "many-threads",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Compares what many threads sample at once from one sampler with what one does.")
public final class ManyThreads implements Callable<Integer> {
  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      description = "folder of a pair; the embedded one if absent")
  private Path models;

  @Option(names = "--threads", converter = OptionValues.Positive.class, description = "how many")
  private int threads = 64;

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "pairs of each thread, which has a seed of its own")
  private int pairs = 2;

  @Mixin private SizeOption sizes = new SizeOption();

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new ManyThreads(), args);
  }

  @Override
  public Integer call() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (OnnxPair pair = EmbeddedPair.PHANTOMS.unless(models, settings -> settings)) {
      PairedSampler sampler = pair.sampler();
      sizes.told(pair).ifPresent(System.err::println);
      ImageSize size = sizes.of(pair);
      List<Future<List<PairBatch.Pair>>> atOnce = new ArrayList<>();
      for (int seed = 0; seed < threads; seed++) {
        long own = seed;
        atOnce.add(pool.submit(() -> sample(sampler, size, own)));
      }
      int equal = 0;
      for (int seed = 0; seed < threads; seed++) {
        equal += same(sample(sampler, size, seed), atOnce.get(seed).get()) ? 1 : 0;
      }
      System.out.printf(
          "%d threads of %d pairs at once: %d bit-equal to one thread%n", threads, pairs, equal);
      return equal == threads ? 0 : 1;
    } finally {
      pool.shutdownNow();
    }
  }

  private List<PairBatch.Pair> sample(PairedSampler sampler, ImageSize size, long seed) {
    SamplingRequest request =
        SamplingRequest.builder()
            .count(pairs)
            .size(size.height(), size.width())
            .method(Ddim.ofSteps(3))
            .seed(seed)
            .build();
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      return batches.flatMap(batch -> batch.pairs().stream()).toList();
    }
  }

  private static boolean same(List<PairBatch.Pair> one, List<PairBatch.Pair> other) {
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).image().equals(other.get(i).image())
          || !one.get(i).annotation().equals(other.get(i).annotation())) {
        return false;
      }
    }
    return one.size() == other.size();
  }
}
