package org.pigdiffusion.examples.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows whether memory grows while pairs are sampled one after another. */
@Command(
    name = "sampling-memory",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Samples pairs, keeps none, and prints now and then what the process holds.")
public final class SamplingMemory implements Callable<Integer> {
  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      description = "folder of a trained pair; the paper's networks on random weights if absent")
  private Path models;

  @Option(names = "--embedded", description = "the small pair of phantoms, for very many pairs")
  private boolean embedded;

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "number of pairs")
  private int pairs = 1000;

  @Option(
      names = "--every",
      converter = OptionValues.Positive.class,
      description = "pairs from one line to the next")
  private int every = 100;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs computed together; divides --every")
  private int batch = 1;

  @Option(
      names = "--steps",
      converter = OptionValues.Positive.class,
      description = "steps of deterministic DDIM")
  private int steps = 4;

  @Option(
      names = "--size",
      converter = OptionValues.Positive.class,
      description = "height and width")
  private int size = 64;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new SamplingMemory(), args);
  }

  @Override
  public Integer call() throws IOException {
    if (every % batch != 0) {
      throw new IllegalArgumentException(
          "--every: expected a multiple of --batch %d, found %d".formatted(batch, every));
    }
    SamplingRequest request =
        SamplingRequest.builder()
            .count(pairs)
            .batchSize(batch)
            .size(size, size)
            .method(Ddim.ofSteps(steps))
            .build();
    try (OnnxPair pair = open();
        Stream<PairBatch> batches = pair.sampler().sample(request)) {
      System.out.println("MB of 2^20 bytes; heap after a garbage collection");
      System.out.printf(
          "%8s %8s %10s %10s %6s %8s %s%n",
          "pairs", "heap", "resident", "peak", "files", "threads", "bytes allocated a step");
      print(0, OptionalDouble.empty());
      int done = 0;
      long before = ProcessMemory.allocated();
      for (Iterator<PairBatch> left = batches.iterator(); left.hasNext(); ) {
        done += left.next().size();
        if (done % every == 0 || done == pairs) {
          int since = done % every == 0 ? every : done % every;
          double ofSteps = (double) (ProcessMemory.allocated() - before);
          print(done, OptionalDouble.of(ofSteps * batch / since / steps));
          before = ProcessMemory.allocated();
        }
      }
    }
    return 0;
  }

  private OnnxPair open() throws IOException {
    if (embedded) {
      return EmbeddedPair.PHANTOMS.unless(models, settings -> settings);
    }
    return models == null ? RandomPair.open() : OnnxPair.open(models);
  }

  private static void print(int done, OptionalDouble allocated) throws IOException {
    System.out.printf(
        "%8d %8.1f %10s %10s %6s %8s %s%n",
        done,
        ProcessMemory.heap(),
        text("%.0f", ProcessMemory.resident()),
        text("%.0f", ProcessMemory.peak()),
        text("%.0f", ProcessMemory.descriptors()),
        text("%.0f", ProcessMemory.threads()),
        text("%.0f", allocated));
  }

  private static String text(String format, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }
}
