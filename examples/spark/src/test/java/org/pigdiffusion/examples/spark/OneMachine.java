package org.pigdiffusion.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.picture.SamplingJob;

/** The same job without Spark: what a cluster must give. */
final class OneMachine {
  static final Path MODELS = Path.of("../common/src/main/resources/phantom-64");

  private OneMachine() {}

  static void sample(PairJob job, Path folder) throws IOException {
    try (OnnxPair models = OnnxPair.open(MODELS)) {
      SamplingJob.builder(job.request(), folder).build().run(models.sampler());
    }
  }

  /** The bytes of all files but the lock, by path. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(
            folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    bytes.remove(".job.lock");
    return bytes;
  }
}
