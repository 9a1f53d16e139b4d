package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;

/**
 * A call that divides its batch among threads is computed whole, and its caller stays interrupted.
 */
class InterruptTest {
  private static final int CALLS = 100;
  private static final Tensor BATCH = RandomWeights.input(new Shape(7, 1, 16, 16), 1);

  @TempDir Path folder;
  private OnnxDenoiser denoiser;

  @BeforeEach
  void open() throws IOException {
    Path file = folder.resolve("tiny.onnx");
    UNetOnnxWriter.write(file, TestModels.tiny(1));
    denoiser = OnnxDenoiser.builder(file).threads(ThreadPool.own(3, Spinning.OFF)).open();
  }

  @AfterEach
  void close() {
    Thread.interrupted();
    denoiser.close();
  }

  @Test
  void aFlagThatWasSetBefore() {
    Tensor expected = denoiser.predict(BATCH, BATCH, 5);
    assertFalse(Thread.currentThread().isInterrupted());
    for (int i = 0; i < CALLS; i++) {
      Thread.currentThread().interrupt();
      assertEquals(expected, denoiser.predict(BATCH, BATCH, 5));
      assertTrue(Thread.interrupted(), "call " + i + " lost the flag");
    }
  }

  /** The flag is set while the call runs, or just before or after it: in each case it is there. */
  @Test
  void aFlagThatIsSetMeanwhile() throws InterruptedException {
    Tensor expected = denoiser.predict(BATCH, BATCH, 5);
    SynchronousQueue<Thread> callers = new SynchronousQueue<>();
    Thread interrupter =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < CALLS; i++) {
                  Thread caller = callers.take();
                  Thread.sleep(0, 100_000 * (i % 10));
                  caller.interrupt();
                }
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    interrupter.start();
    for (int i = 0; i < CALLS; i++) {
      callers.put(Thread.currentThread());
      assertEquals(expected, denoiser.predict(BATCH, BATCH, 5));
      long end = System.nanoTime() + 5_000_000_000L;
      while (!Thread.currentThread().isInterrupted()) {
        assertTrue(System.nanoTime() < end, "call " + i + " lost the flag");
        Thread.onSpinWait();
      }
      assertTrue(Thread.interrupted());
    }
    interrupter.join();
  }

  @Test
  void ofFeatures() throws IOException {
    TestGraph graph =
        new TestGraph()
            .input("images", DataType.FLOAT, "n", 1, 4, 4)
            .output("features", DataType.FLOAT, "n", 16);
    graph
        .writer()
        .nodeTo("features", "Reshape", List.of("images", graph.writer().integers("flat", 0, -1)));
    Tensor images = RandomWeights.input(new Shape(7, 1, 8, 8), 1);
    try (OnnxFeatureExtractor extractor =
        OnnxFeatureExtractor.builder(graph.writeTo(folder.resolve("features.onnx")))
            .threads(ThreadPool.own(3, Spinning.OFF))
            .open()) {
      float[][] expected = extractor.extract(images);
      for (int i = 0; i < CALLS; i++) {
        Thread.currentThread().interrupt();
        assertArrayEquals(expected, extractor.extract(images));
        assertTrue(Thread.interrupted(), "call " + i + " lost the flag");
      }
    }
  }
}
