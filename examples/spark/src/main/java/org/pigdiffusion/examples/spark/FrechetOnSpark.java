package org.pigdiffusion.examples.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.pigdiffusion.evaluation.FeatureMoments;
import org.pigdiffusion.evaluation.FrechetDistance;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures on a Spark cluster how far sampled images are from real ones. */
@Command(
    name = "frechet-on-spark",
    mixinStandardHelpOptions = true,
    description = {
      "The Frechet distance between the features of two sets of images, on a Spark cluster.",
      "A set is a folder of PNG files, a pattern such as 'pairs/*/images', or a Parquet table of"
          + " SampleOnSpark, whose name then ends in .parquet."
    })
public final class FrechetOnSpark implements Callable<Integer> {
  @Option(names = "--sampled", required = true, description = "the sampled images")
  private String sampled;

  @Option(names = "--reference", required = true, description = "the real images")
  private String reference;

  @Option(
      names = "--extractor",
      required = true,
      converter = OptionValues.ExistingFile.class,
      description = "ONNX graph of the features, values from 0 to 1")
  private Path extractor;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new FrechetOnSpark(), args);
  }

  @Override
  public Integer call() throws Exception {
    return ExecutorFault.unwrapped(this::measure);
  }

  private int measure() throws IOException {
    try (SparkSession session = Session.open("pig: Frechet distance")) {
      session.sparkContext().addFile(extractor.toAbsolutePath().toUri().toString());
      String name = extractor.getFileName().toString();
      FeatureMoments ofSampled = moments(session, sampled, name);
      FeatureMoments ofReference = moments(session, reference, name);
      System.out.printf(
          Locale.ROOT,
          "Frechet distance %.6f of %d images from %d, by %d features of %s%n",
          FrechetDistance.between(ofSampled, ofReference),
          ofSampled.count(),
          ofReference.count(),
          ofSampled.dimensions(),
          name);
    }
    return 0;
  }

  /** Those of each partition, put together as a tree is, so that no machine holds many at once. */
  static FeatureMoments moments(SparkSession session, String place, String extractor)
      throws IOException {
    Dataset<byte[]> pictures = pictures(session, place);
    if (pictures.isEmpty()) {
      throw new IOException(place + ": expected pictures, found none");
    }
    return pictures
        .toJavaRDD()
        // A covariance is large, so there is one for each core, not one for each file.
        .coalesce(session.sparkContext().defaultParallelism())
        .mapPartitions(new PartialMoments(extractor))
        .treeReduce(FeatureMoments::plus);
  }

  private static Dataset<byte[]> pictures(SparkSession session, String place) {
    boolean table = place.endsWith(".parquet");
    return (table
            ? session.read().parquet(place).select("image")
            : session
                .read()
                .format("binaryFile")
                .option("pathGlobFilter", "*.png")
                .load(place)
                .select("content"))
        .as(Encoders.BINARY());
  }
}
