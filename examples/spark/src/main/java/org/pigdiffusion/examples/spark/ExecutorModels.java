package org.pigdiffusion.examples.spark;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.pigdiffusion.onnx.Device;
import org.pigdiffusion.onnx.OnnxFeatureExtractor;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.Spinning;
import org.pigdiffusion.onnx.ThreadPool;

/**
 * The models of an executor, that is of one JVM: opened by its first task, shared by all its tasks,
 * and closed when the JVM ends. Spark fetched their files to this machine with {@code addFile}.
 */
final class ExecutorModels {
  private static Optional<OnnxPair> pair = Optional.empty();
  private static Optional<OnnxFeatureExtractor> extractor = Optional.empty();
  private static boolean begun;

  private ExecutorModels() {}

  /** The pair in the files {@code x.onnx} and {@code y.onnx}. */
  static synchronized OnnxPair pair() {
    begin();
    if (pair.isEmpty()) {
      Path folder = Path.of(SparkFiles.get("x.onnx")).getParent();
      pair = Optional.of(OnnxPair.open(folder, device()));
    }
    return pair.get();
  }

  /** The feature extractor in a file of this name. */
  static synchronized OnnxFeatureExtractor extractor(String name) {
    begin();
    if (extractor.isEmpty()) {
      extractor =
          Optional.of(
              OnnxFeatureExtractor.builder(Path.of(SparkFiles.get(name))).device(device()).open());
    }
    return extractor.get();
  }

  private static void begin() {
    if (!begun) {
      begun = true;
      limitThreads(SparkEnv.get().conf());
      Runtime.getRuntime().addShutdownHook(new Thread(ExecutorModels::close, "close models"));
    }
  }

  /** Several executors may share a machine: each computes on the cores that it was given. */
  private static void limitThreads(SparkConf conf) {
    if (conf.contains("spark.executor.cores")) {
      ThreadPool.configureShared(conf.getInt("spark.executor.cores", 1), Spinning.OFF);
    }
  }

  /** The GPU that Spark gave to the task, if it was told to give one. */
  private static Device device() {
    ResourceInformation gpu = TaskContext.get().resourcesJMap().get("gpu");
    return gpu == null ? Device.cpu() : Device.cuda(Integer.parseInt(gpu.addresses()[0]));
  }

  /** Waits for the calls under way. */
  private static synchronized void close() {
    pair.ifPresent(OnnxPair::close);
    extractor.ifPresent(OnnxFeatureExtractor::close);
  }
}
