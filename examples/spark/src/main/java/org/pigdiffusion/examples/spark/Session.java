package org.pigdiffusion.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Begins a Spark session; who opens it closes it. */
final class Session {
  private static final String LOOPBACK = "127.0.0.1";

  private Session() {}

  /**
   * Of the cluster that {@code spark-submit} or {@code -Dspark.master} names, else of this machine
   * alone.
   */
  static SparkSession open(String name) {
    SparkConf conf =
        new SparkConf()
            .setIfMissing("spark.master", "local[1]")
            .setIfMissing("spark.app.name", name)
            // Else a task of a table does not get the files that the job ships.
            .set("spark.sql.artifact.isolation.enabled", "false");
    if (conf.get("spark.master").startsWith("local")) {
      // Nothing listens to other machines then.
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK)
          .setIfMissing("spark.driver.host", LOOPBACK)
          .setIfMissing("spark.ui.enabled", "false");
    }
    String[] jar = JavaSparkContext.jarOfClass(Session.class);
    if (jar != null && jar.length > 0) {
      conf.setIfMissing("spark.jars", jar[0]);
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** Has the files of a folder copied to each executor: a model, and weights beside it. */
  static void ship(SparkSession session, Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      session.sparkContext().addFile(file.toAbsolutePath().toUri().toString());
    }
  }
}
