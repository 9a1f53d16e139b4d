package org.pigdiffusion.examples.speed;

import java.io.IOException;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.PairedTrainer;
import org.pigdiffusion.trainer.TrainingListener;

/**
 * Optimiser steps of a trainer that runs in a thread of its own. The trainer waits in its listener
 * until it may go on, so that it makes steps when it is its turn and is idle otherwise; everything
 * that it does from one step to the next is timed.
 */
final class TrainerContestant implements Contestant {
  private final String name;
  private final Role role;
  private final Semaphore allowed = new Semaphore(0);
  private final Semaphore done = new Semaphore(0);
  private final CompletableFuture<?> training;
  private volatile boolean closed;
  private volatile TrainingListener.Step latest;
  private double lossSum;

  /**
   * Starts training and waits for the first step of the stage.
   *
   * @param role the stage to time; a stage before it runs through
   * @param trainer with more steps in that stage than will be timed
   */
  TrainerContestant(String name, Role role, PairedTrainer trainer, PairSource pairs)
      throws IOException {
    this.name = name;
    this.role = role;
    this.latest = TrainingListener.Step.builder(role).build();
    this.training =
        CompletableFuture.runAsync(
            () -> trainer.train(pairs, pairs, new Turns()), task -> new Thread(task).start());
    await(1);
  }

  private final class Turns implements TrainingListener {
    @Override
    public void onStep(Step step) {
      if (step.role() == role) {
        latest = step;
        lossSum += step.loss();
        done.release();
        allowed.acquireUninterruptibly();
      }
    }

    @Override
    public boolean isCancelled() {
      return closed;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Timing run(int steps) throws IOException {
    lossSum = 0;
    long start = System.nanoTime();
    allowed.release(steps);
    await(steps);
    double millis = (System.nanoTime() - start) / 1e6 / steps;
    System.err.printf("%s: loss %.4f up to step %d%n", name, lossSum / steps, latest.step());
    return new Timing(millis, OptionalDouble.empty());
  }

  private void await(int steps) throws IOException {
    try {
      while (!done.tryAcquire(steps, 1, TimeUnit.SECONDS)) {
        if (training.isDone()) {
          training.join();
          throw new IOException(name + ": the training ended after step " + latest.step());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted", e);
    } catch (CompletionException e) {
      throw new IOException(name + ": " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    allowed.release();
    training.join();
  }
}
