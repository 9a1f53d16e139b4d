package org.pigdiffusion.examples.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;
import org.pigdiffusion.picture.SamplingJob;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import scala.collection.mutable.Map;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Samples each partition as rows of a table, one batch at a time. A task that Spark repeats begins
 * its partition again.
 *
 * @param job what is sampled
 * @param counters what becomes of each task's meters
 */
record PairRows(PairJob job, JobCounters counters)
    implements FlatMapFunction<Iterator<Integer>, Row> {
  /** The bytes of the pictures are those of the PNG files that a folder would have. */
  private static final StructType COLUMNS =
      new StructType()
          .add("index", DataTypes.LongType, false)
          .add("seed", DataTypes.LongType, false)
          .add("image", DataTypes.BinaryType, false)
          .add("mask", DataTypes.BinaryType, false)
          .add(
              "provenance",
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false),
              false);

  /** The table of all pairs, not sampled before it is asked for. */
  Dataset<Row> table(SparkSession session) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    JavaRDD<Integer> partitions =
        spark.parallelize(IntStream.range(0, job.partitions()).boxed().toList(), job.partitions());
    return session.createDataFrame(partitions.mapPartitions(this), COLUMNS);
  }

  @Override
  public Iterator<Row> call(Iterator<Integer> partition) {
    SamplingJob part = job.ofPartition(partition.next(), Path.of("none"));
    SamplingRequest request =
        job.request().toBuilder().firstIndex(part.firstIndex()).count(part.pairs()).build();
    PairedSampler sampler = ExecutorModels.pair().sampler();
    Stream<PairBatch> batches = sampler.sample(request, counters.ofTask());
    return batches.flatMap(this::rows).iterator();
  }

  private Stream<Row> rows(PairBatch batch) {
    Map<String, String> provenance =
        CollectionConverters.asScala(batch.provenance().toProperties());
    return batch.pairs().stream()
        .map(
            pair ->
                RowFactory.create(pair.index(), job.seed(), image(pair), mask(pair), provenance));
  }

  private static byte[] image(PairBatch.Pair pair) {
    return png(Picture.ofImage(pair.image(), PixelDepth.EIGHT));
  }

  private static byte[] mask(PairBatch.Pair pair) {
    Tensor mask = pair.annotation();
    return png(
        mask.shape().channels() == 1
            ? Picture.ofImage(mask, PixelDepth.EIGHT)
            : Picture.ofMask(mask));
  }

  private static byte[] png(Picture picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      picture.writePng(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
