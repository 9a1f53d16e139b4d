package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;

/** Graphs as other software might export them, opened from a file. */
abstract class ForeignGraphs {
  @TempDir Path folder;

  OnnxDenoiser open(TestGraph graph, UnaryOperator<OnnxDenoiser.Builder> settings)
      throws IOException {
    return Refusals.open(written(graph), settings);
  }

  OnnxDenoiser open(TestGraph graph) throws IOException {
    return open(graph, settings -> settings);
  }

  /** Fails unless the graph, with these settings, is refused with a message that has all words. */
  void assertRefused(TestGraph graph, UnaryOperator<OnnxDenoiser.Builder> settings, String... words)
      throws IOException {
    Refusals.assertRefused(written(graph), settings, words);
  }

  void assertRefused(TestGraph graph, String... words) throws IOException {
    assertRefused(graph, settings -> settings, words);
  }

  Path written(TestGraph graph) throws IOException {
    return graph.writeTo(folder.resolve("foreign.onnx"));
  }

  /** Fails unless the graph computes what all {@link TestGraph}s do. */
  static void assertComputes(OnnxDenoiser denoiser, int batch, int height, int width) {
    Tensor noisy = RandomWeights.input(new Shape(batch, 1, height, width), 1);
    Tensor condition = RandomWeights.input(noisy.shape(), 2);
    assertClose(
        TestGraph.expected(noisy, condition, 7), denoiser.predict(noisy, condition, 7), 1e-5);
    double[] times = IntStream.range(0, batch).mapToDouble(image -> 11 - image % 3).toArray();
    Tensor together = denoiser.predict(noisy, condition, times);
    for (int n = 0; n < batch; n++) {
      Tensor image = noisy.slice(n, n + 1);
      Tensor ofImage = condition.slice(n, n + 1);
      Tensor found = together.slice(n, n + 1);
      assertClose(TestGraph.expected(image, ofImage, times[n]), found, 1e-5);
      assertEquals(denoiser.predict(image, ofImage, times[n]), found);
    }
  }
}
