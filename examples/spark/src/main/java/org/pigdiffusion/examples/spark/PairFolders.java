package org.pigdiffusion.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.pigdiffusion.picture.SamplingJob;

/**
 * Samples each partition into a folder of its own, that of a shard: a task that Spark repeats,
 * since its executor died, goes on where the first one was.
 *
 * @param job what is sampled
 * @param out the folder of those folders, the same on all machines
 * @param counters what becomes of each task's meters
 */
record PairFolders(PairJob job, String out, JobCounters counters)
    implements FlatMapFunction<Iterator<Integer>, Long> {

  /** Runs the job, and gives the number of pairs. */
  long run(JavaSparkContext spark) throws IOException {
    requireOneTaskAPartition(spark);
    List<Integer> partitions = IntStream.range(0, job.partitions()).boxed().toList();
    long pairs =
        spark.parallelize(partitions, job.partitions()).mapPartitions(this).reduce(Long::sum);
    for (int partition : partitions) {
      requireSeen(folder(partition));
    }
    return pairs;
  }

  /** Two tasks that sample the same folder would not wait for each other: the second one fails. */
  private static void requireOneTaskAPartition(JavaSparkContext spark) {
    if (spark.getConf().getBoolean("spark.speculation", false)) {
      throw new IllegalArgumentException(
          "spark.speculation: expected false, since a folder is written by one task at a time,"
              + " found true; switch it off, or use --format PARQUET");
    }
  }

  /** An executor with a disk of its own would write there, and nobody would notice. */
  private static void requireSeen(Path folder) throws IOException {
    if (!Files.exists(folder.resolve("manifest.json"))) {
      throw new IOException(
          folder
              + ": expected a finished folder, since an executor wrote it, found none on this"
              + " machine; choose a folder that all machines share, or use --format PARQUET");
    }
  }

  @Override
  public Iterator<Long> call(Iterator<Integer> partition) throws IOException {
    int number = partition.next();
    SamplingJob.Outcome outcome =
        job.ofPartition(number, folder(number))
            .run(ExecutorModels.pair().sampler(), counters.ofTask());
    if (!outcome.isFinished()) {
      throw new IOException(
          folder(number) + ": interrupted after " + outcome.finishedPairs() + " pairs");
    }
    return List.of(outcome.finishedPairs()).iterator();
  }

  private Path folder(int partition) {
    return Path.of(out, "%d-of-%d".formatted(partition + 1, job.partitions()));
  }
}
