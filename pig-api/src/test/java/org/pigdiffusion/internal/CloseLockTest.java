package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CloseLockTest {
  private final CloseLock lock = new CloseLock("denoiser x");
  private final AtomicInteger released = new AtomicInteger();

  @Test
  void callsRunUntilItIsClosedOnce() {
    assertEquals(7, lock.whileOpen(() -> 7));
    lock.close(released::incrementAndGet);
    lock.close(released::incrementAndGet);
    assertEquals(1, released.get());
    assertEquals(
        "denoiser x is closed",
        assertThrows(IllegalStateException.class, () -> lock.whileOpen(() -> 7)).getMessage());
  }

  @Test
  void closingWaitsForARunningCallBesideWhichOthersRun() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Boolean> call =
        CompletableFuture.supplyAsync(
            () ->
                lock.whileOpen(
                    () -> {
                      running.countDown();
                      boolean told = await(mayEnd);
                      ended.set(true);
                      return told;
                    }));
    assertTrue(await(running));
    assertEquals(1, lock.whileOpen(() -> 1));
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(() -> lock.close(() -> assertTrue(ended.get())));
    Thread.sleep(50);
    assertFalse(closing.isDone());
    mayEnd.countDown();
    assertTrue(call.get(10, TimeUnit.SECONDS));
    closing.get(10, TimeUnit.SECONDS);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** It would wait for itself for ever. */
  @Test
  void aCallCannotCloseWhatItRunsOn() {
    assertThrows(
        IllegalStateException.class,
        () ->
            lock.whileOpen(
                () -> {
                  lock.close(released::incrementAndGet);
                  return 0;
                }));
    assertEquals(0, released.get());
  }

  @Test
  void itIsClosedThoughReleasingFailed() {
    assertThrows(
        IOException.class,
        () ->
            lock.close(
                () -> {
                  throw new IOException("stuck");
                }));
    assertThrows(IllegalStateException.class, () -> lock.whileOpen(() -> 7));
  }
}
