package org.pigdiffusion.examples.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.FeatureMoments;
import org.pigdiffusion.evaluation.FeatureSet;
import org.pigdiffusion.evaluation.FrechetDistance;
import org.pigdiffusion.examples.common.PictureLevels;
import org.pigdiffusion.onnx.OnnxFeatureExtractor;

/**
 * The Parquet table and the distance of its images beside those of one machine. The driver is this
 * JVM, the executor another one, with the packaged job.
 */
class TableTest {
  @BeforeAll
  static void chooseTheCluster() {
    System.setProperty("spark.master", "local-cluster[1,1,1024]");
    System.setProperty("spark.executor.cores", "1");
    System.setProperty(
        "spark.jars", Path.of("target/lib/pig-spark-job.jar").toAbsolutePath().toString());
  }

  @AfterAll
  static void leaveTheCluster() {
    List.of("spark.master", "spark.executor.cores", "spark.jars").forEach(System::clearProperty);
  }

  private static final PairJob JOB = new PairJob(20, 3, 11, 2, "64x64", "ddim@trailing:4", 3);
  private static final PairJob REFERENCE = new PairJob(26, 0, 12, 2, "64x64", "ddim@trailing:4", 2);

  @TempDir Path folder;

  @Test
  void theTableAndItsDistanceAreThoseOfOneMachine() throws IOException {
    Path one = folder.resolve("one");
    Path reference = folder.resolve("reference");
    OneMachine.sample(JOB, one);
    OneMachine.sample(REFERENCE, reference);
    Path extractor = Files.write(folder.resolve("averages.onnx"), averages());
    String table = folder.resolve("pairs.parquet").toString();
    try (SparkSession session = Session.open("test")) {
      Session.ship(session, OneMachine.MODELS);
      session.sparkContext().addFile(extractor.toUri().toString());
      JobCounters counters = JobCounters.of(session.sparkContext());
      new PairRows(JOB, counters).table(session).write().parquet(table);
      assertRows(session.read().parquet(table).orderBy("index").collectAsList(), one);
      // 10 batches of 4 steps
      assertTrue(counters.description(Role.Y).startsWith("40 calls of model Y, "));

      FeatureMoments ofTable = FrechetOnSpark.moments(session, table, "averages.onnx");
      FeatureMoments ofFolder =
          FrechetOnSpark.moments(session, reference.resolve("images").toString(), "averages.onnx");
      double expected =
          FrechetDistance.to(features(extractor, reference, REFERENCE))
              .of(features(extractor, one, JOB))
              .value();
      assertEquals(20, ofTable.count());
      assertEquals(26, ofFolder.count());
      assertTrue(expected > 1e-3, "a distance near 0 would prove little: " + expected);
      assertEquals(expected, FrechetDistance.between(ofTable, ofFolder), 1e-6 * expected);
    }
  }

  private static void assertRows(List<Row> rows, Path one) throws IOException {
    assertEquals(JOB.pairs(), rows.size());
    String manifest = Files.readString(one.resolve("manifest.json"));
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      String name = "%06d.png".formatted(JOB.first() + i);
      assertEquals(JOB.first() + i, row.<Long>getAs("index"));
      assertEquals(JOB.seed(), row.<Long>getAs("seed"));
      assertArrayEquals(Files.readAllBytes(one.resolve("images/" + name)), row.getAs("image"));
      assertArrayEquals(Files.readAllBytes(one.resolve("masks/" + name)), row.getAs("mask"));
      row.<String, String>getJavaMap(row.fieldIndex("provenance"))
          .forEach((key, value) -> assertTrue(manifest.contains(key) && !value.isEmpty(), key));
    }
  }

  private static FeatureSet features(Path extractor, Path pairs, PairJob job) {
    try (OnnxFeatureExtractor opened = OnnxFeatureExtractor.open(extractor)) {
      return FeatureSet.of(
          opened.extract(
              Tensor.concatBatch(
                  LongStream.range(job.first(), job.first() + job.pairs())
                      .mapToObj(index -> image(pairs, index))
                      .toList())));
    }
  }

  private static Tensor image(Path pairs, long index) {
    String name = "images/%06d.png".formatted(index);
    try {
      return PictureLevels.of(Files.readAllBytes(pairs.resolve(name)), name)
          .map(level -> level / 127.5f - 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A graph whose 16 features are the means of the fields of a 4x4 board. */
  private static byte[] averages() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("averages")
            .addInput(value("image", 1, 64, 64))
            .addOutput(value("features", 16))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("AveragePool")
                    .addInput("image")
                    .addOutput("board")
                    .addAttribute(ints("kernel_shape"))
                    .addAttribute(ints("strides")))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("Flatten")
                    .addInput("board")
                    .addOutput("features"));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static AttributeProto ints(String name) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addInts(16)
        .addInts(16)
        .build();
  }

  private static ValueInfoProto value(String name, int... sides) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("n"));
    for (int side : sides) {
      shape.addDim(Dimension.newBuilder().setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  /** What README tells to run without an installation. */
  @Test
  void theOptionsOfJavaAreThoseThatSparkNeeds() throws IOException {
    assertEquals(
        List.of(JavaModuleOptions.defaultModuleOptionArray()),
        Files.readAllLines(Path.of("java.options")));
  }
}
