package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** How calls of a {@link Denoiser} get on with each other, and with its end. */
abstract class DenoiserCallsContract {
  /** A new, open denoiser of a network with one channel and one condition channel. */
  abstract Denoiser createTiny() throws Exception;

  /** The largest difference allowed between two calls with equal arguments. */
  protected double repeatTolerance() {
    return 0;
  }

  @Test
  void sizesMayAlternate() throws Exception {
    Call small = Call.of(1, 8, 8, 5);
    Call large = Call.of(3, 16, 8, 6);
    try (Denoiser denoiser = createTiny()) {
      Tensor first = small.predict(denoiser);
      Tensor second = large.predict(denoiser);
      assertClose(first, small.predict(denoiser), repeatTolerance());
      assertClose(second, large.predict(denoiser), repeatTolerance());
    }
  }

  @Test
  void resultsAreTheCallersOwn() throws Exception {
    try (Denoiser denoiser = createTiny()) {
      Tensor result = Call.of(1, 8, 8, 1).predict(denoiser);
      float[] before = result.toArray();
      Tensor unused = Call.of(1, 8, 8, 2).predict(denoiser);
      assertClose(Tensor.adopt(result.shape(), before), result, 0);
      assertEquals(result.shape(), unused.shape());
    }
  }

  @Test
  void concurrentCallsEqualSerialOnes() throws Exception {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      calls.add(Call.of(1 + i % 3, 8, i % 2 == 0 ? 8 : 12, i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Denoiser denoiser = createTiny()) {
      List<Tensor> serial = calls.stream().map(call -> call.predict(denoiser)).toList();
      List<Future<Tensor>> running = new ArrayList<>();
      for (Call call : calls) {
        running.add(threads.submit(() -> call.predict(denoiser)));
      }
      for (int i = 0; i < calls.size(); i++) {
        assertClose(serial.get(i), running.get(i).get(), repeatTolerance());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void closeMayBeCalledTwiceAndNothingAfterIt() throws Exception {
    Denoiser denoiser = createTiny();
    denoiser.close();
    denoiser.close();
    assertThrows(IllegalStateException.class, () -> Call.of(1, 8, 8, 1).predict(denoiser));
    assertEquals(1, denoiser.spec().channels());
  }

  /** Each thread calls until it is refused; what was let in must come out right. */
  @Test
  void closeWaitsForRunningCalls() throws Exception {
    int count = 4;
    CountDownLatch allHaveCalled = new CountDownLatch(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    Denoiser denoiser = createTiny();
    try {
      Tensor expected = Call.of(1, 8, 8, 1).predict(denoiser);
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        running.add(threads.submit(() -> callUntilRefused(denoiser, expected, allHaveCalled)));
      }
      assertTrue(allHaveCalled.await(1, TimeUnit.MINUTES), "a thread got no result");
      denoiser.close();
      for (Future<Integer> thread : running) {
        assertTrue(thread.get() >= 1);
      }
    } finally {
      denoiser.close();
      threads.shutdown();
    }
  }

  private int callUntilRefused(Denoiser denoiser, Tensor expected, CountDownLatch called) {
    for (int calls = 1; ; calls++) {
      Tensor actual;
      try {
        actual = Call.of(1, 8, 8, 1).predict(denoiser);
      } catch (IllegalStateException closed) {
        return calls;
      }
      assertClose(expected, actual, repeatTolerance());
      called.countDown();
    }
  }

  private record Call(Tensor noisy, Tensor condition, double time) {
    static Call of(int batch, int height, int width, int seed) {
      Shape shape = new Shape(batch, 1, height, width);
      return new Call(
          RandomWeights.input(shape, 2L * seed), RandomWeights.input(shape, 2L * seed + 1), seed);
    }

    Tensor predict(Denoiser denoiser) {
      return denoiser.predict(noisy, condition, time);
    }
  }
}
