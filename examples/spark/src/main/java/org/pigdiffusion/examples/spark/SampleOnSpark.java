package org.pigdiffusion.examples.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.common.MethodOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.SizeOption;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Samples pairs on the executors of a Spark cluster. */
@Command(
    name = "sample-on-spark",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Samples image-mask pairs on a Spark cluster, as folders or as a Parquet table.")
public final class SampleOnSpark implements Callable<Integer> {
  /** What the executors write. */
  enum Format {
    FOLDERS,
    PARQUET
  }

  @Option(
      names = "--models",
      required = true,
      converter = OptionValues.ExistingFolder.class,
      description = "folder of the trained pair, on the machine that starts the job")
  private Path models;

  @Option(
      names = "--out",
      required = true,
      description = "FOLDERS: a folder that all machines share; PARQUET: anything Spark writes to")
  private String out;

  @Option(
      names = "--format",
      description =
          "${COMPLETION-CANDIDATES}: PNG files, one folder a partition, which goes on after a kill;"
              + " or one table")
  private Format format = Format.FOLDERS;

  @Option(
      names = "--partitions",
      required = true,
      converter = OptionValues.Positive.class,
      description = "tasks into which the pairs are divided; some minutes each are good")
  private int partitions;

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "number of pairs")
  private int pairs = 16;

  @Option(
      names = "--first",
      converter = OptionValues.Index.class,
      description = "number of the first pair")
  private long first;

  @Option(names = "--seed", description = "seed of the noise")
  private long seed = 7;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs of a network call")
  private int batch = 8;

  @Mixin private SizeOption sizes = new SizeOption();

  @Mixin private MethodOption how = new MethodOption(Preset.fast().method());

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new SampleOnSpark(), args);
  }

  @Override
  public Integer call() throws Exception {
    return ExecutorFault.unwrapped(this::sample);
  }

  private int sample() throws IOException {
    PairJob job = job(size());
    job.ofPartition(0, Path.of("none")); // refuses more partitions than batches
    try (SparkSession session = Session.open("pig: sample pairs")) {
      Session.ship(session, models);
      JobCounters counters = JobCounters.of(session.sparkContext());
      write(session, job, counters);
      System.out.printf("%s has %d pairs in %d partitions.%n", out, pairs, partitions);
      for (Role role : Role.values()) {
        System.out.println(counters.description(role));
      }
    }
    return 0;
  }

  private PairJob job(ImageSize size) {
    return new PairJob(
        pairs, first, seed, batch, size.toString(), how.method().description(), partitions);
  }

  private ImageSize size() {
    try (OnnxPair pair = OnnxPair.open(models)) {
      sizes.told(pair).ifPresent(System.out::println);
      return sizes.of(pair);
    }
  }

  private void write(SparkSession session, PairJob job, JobCounters counters) throws IOException {
    if (format == Format.PARQUET) {
      new PairRows(job, counters).table(session).write().parquet(out);
    } else {
      String shared = Path.of(out).toAbsolutePath().toString();
      new PairFolders(job, shared, counters)
          .run(JavaSparkContext.fromSparkContext(session.sparkContext()));
    }
  }
}
