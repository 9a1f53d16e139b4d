package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CloseableDenoiserTest {
  private static final Tensor IMAGE = Tensor.zeros(new Shape(1, 1, 2, 2));

  /** Stays inside a call until it is let go. */
  private static final class Holding extends CloseableDenoiser {
    private final CountDownLatch inside;
    private final CountDownLatch letGo;
    private final AtomicInteger released = new AtomicInteger();
    private volatile boolean releasedWhileRunning;

    Holding(int callers, CountDownLatch letGo) {
      super(DenoiserSpec.builder(1, 1, "holding").build());
      this.inside = new CountDownLatch(callers);
      this.letGo = letGo;
    }

    @Override
    protected Tensor run(Tensor noisy, Tensor condition, double[] times) {
      inside.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (released.get() > 0) {
        releasedWhileRunning = true;
      }
      return noisy;
    }

    @Override
    protected void release() {
      released.incrementAndGet();
    }
  }

  @Test
  void closeWaitsForCallsThatRunTogether() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    Holding denoiser = new Holding(2, letGo);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<Tensor> first = threads.submit(() -> denoiser.predict(IMAGE, IMAGE, 0));
      Future<Tensor> second = threads.submit(() -> denoiser.predict(IMAGE, IMAGE, 1));
      denoiser.inside.await(); // both are inside at once: calls do not wait for each other
      Future<?> closing = threads.submit(denoiser::close);
      assertEquals(0, denoiser.released.get());
      letGo.countDown();
      assertEquals(IMAGE, first.get());
      assertEquals(IMAGE, second.get());
      closing.get();
      assertFalse(denoiser.releasedWhileRunning);
      assertEquals(1, denoiser.released.get());
    } finally {
      letGo.countDown();
      threads.shutdown();
    }
  }

  @Test
  void closesOnceAndRefusesCallsAfterIt() {
    Holding denoiser = new Holding(1, new CountDownLatch(0));
    denoiser.close();
    denoiser.close();
    assertEquals(1, denoiser.released.get());
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> denoiser.predict(IMAGE, IMAGE, 0));
    assertTrue(refusal.getMessage().contains("holding is closed"), refusal.getMessage());
    assertEquals("holding", denoiser.spec().id());
  }

  @Test
  void argumentsAreCheckedBeforeTheNetworkRuns() {
    Holding denoiser = new Holding(1, new CountDownLatch(0));
    Tensor two = Tensor.zeros(new Shape(1, 2, 2, 2));
    assertRefused("noisy", () -> denoiser.predict(two, IMAGE, 0));
    assertRefused("condition", () -> denoiser.predict(IMAGE, two, 0));
    assertRefused("time", () -> denoiser.predict(IMAGE, IMAGE, -0.5));
    assertRefused("time", () -> denoiser.predict(IMAGE, IMAGE, Double.NaN));
    assertRefused("time", () -> denoiser.predict(IMAGE, IMAGE, Double.POSITIVE_INFINITY));
    Tensor both = Tensor.concatBatch(List.of(IMAGE, IMAGE));
    assertRefused("time", () -> denoiser.predict(both, both, new double[] {1, -1}));
    assertRefused("times", () -> denoiser.predict(both, both, new double[] {1}));
    assertRefused("times", () -> denoiser.predict(both, both, new double[3]));
    assertEquals(1, denoiser.inside.getCount());
  }
}
