package org.pigdiffusion.examples.common;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hears of an interrupt from the keyboard. The process then waits until the work has ended at a
 * checkpoint and this is closed.
 */
public final class Interruption implements AutoCloseable {
  private static final int LONGEST_STEP_SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::cancelAndWait, "cancel");
  private volatile boolean cancelled;

  /** Begins to listen. */
  public Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void cancelAndWait() {
    cancelled = true;
    try {
      if (!ended.await(LONGEST_STEP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Gave up waiting; the run goes on from its last checkpoint.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether to stop. */
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void close() {
    ended.countDown();
    if (!cancelled) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
