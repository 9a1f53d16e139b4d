package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.sampler.SamplingListener.Progress;

/**
 * What a {@link PairedSampler} of two denoisers does when its stream is made parallel, so that
 * several batches are under way at once.
 */
class ParallelSamplingTest extends RecordedSampler {

  /** A network that answers once so many calls are under way at once. */
  private static Denoiser meeting(int callers) {
    CountDownLatch met = new CountDownLatch(callers);
    Denoiser network = FunctionDenoiser.pointwise(1, 1);
    return new FunctionDenoiser(
        1,
        1,
        PredictionType.NOISE,
        (noisy, condition, time) -> {
          met.countDown();
          try {
            assertTrue(met.await(30, TimeUnit.SECONDS), "calls under way at once");
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return network.predict(noisy, condition, time);
        });
  }

  /** Runs the task with so many threads for its parallel streams. */
  private static <T> T inParallel(int threads, Callable<T> task) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(task).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void batchesAreMadeAtOnceAndComeInTheirOrder(int threads) throws Exception {
    List<PairBatch> serial = recorded().sample(request(16).build()).toList();
    PairedSampler sampler = recorded(meeting(threads), FunctionDenoiser.pointwise(1, 1));
    List<PairBatch> parallel =
        inParallel(threads, () -> sampler.sample(request(16).build()).parallel().toList());
    assertEquals(serial, parallel);
  }

  @Test
  void theListenerIsToldOfEveryStepAndEveryFinishedPair() throws Exception {
    List<Progress> told = Collections.synchronizedList(new ArrayList<>());
    SamplingListener listener =
        new SamplingListener() {
          @Override
          public void onEvaluation(Progress progress) {
            told.add(progress);
          }
        };
    PairedSampler sampler = recorded(meeting(2), FunctionDenoiser.pointwise(1, 1));
    inParallel(2, () -> sampler.sample(request(7).build(), listener).parallel().toList());
    assertEquals(12, told.size());
    List<Long> finished =
        told.stream()
            .filter(progress -> progress.finishedEvaluations() == progress.evaluations())
            .map(Progress::finishedPairs)
            .sorted()
            .toList();
    assertEquals(4, finished.size());
    assertEquals(4, finished.stream().distinct().count());
    assertEquals(7, finished.get(3));
  }

  @Test
  void cancellingStopsAllBatchesUnderWay() {
    AtomicInteger steps = new AtomicInteger();
    AtomicBoolean cancelled = new AtomicBoolean();
    SamplingListener listener =
        new SamplingListener() {
          @Override
          public void onEvaluation(Progress progress) {
            cancelled.compareAndSet(false, steps.incrementAndGet() == 4);
          }

          @Override
          public boolean isCancelled() {
            return cancelled.get();
          }
        };
    PairedSampler sampler = recorded(meeting(2), FunctionDenoiser.pointwise(1, 1));
    assertThrows(
        SamplingCancelledException.class,
        () ->
            inParallel(
                2, () -> sampler.sample(request(400).build(), listener).parallel().toList()));
    // Each of two threads may be within a step when the flag is set.
    assertTrue(calls.size() <= 2 * 4 + 2 * 2, "calls: " + calls.size());
  }

  @Test
  void aFailureOfOneBatchComesThrough() {
    BackendException failure = new BackendException("no memory");
    AtomicInteger called = new AtomicInteger();
    FunctionDenoiser failing =
        new FunctionDenoiser(
            1,
            1,
            PredictionType.NOISE,
            (noisy, condition, time) -> {
              if (called.incrementAndGet() == 5) {
                throw failure;
              }
              return noisy;
            });
    PairedSampler sampler = recorded(failing, FunctionDenoiser.pointwise(1, 1));
    BackendException thrown =
        assertThrows(
            BackendException.class,
            () -> inParallel(2, () -> sampler.sample(request(40).build()).parallel().toList()));
    assertEquals("no memory", thrown.getMessage());
  }

  @Test
  void closingAModelEndsTheStream() {
    Denoiser x = FunctionDenoiser.pointwise(1, 1);
    PairedSampler sampler = recorded(x, FunctionDenoiser.pointwise(1, 1));
    SamplingListener closing =
        new SamplingListener() {
          @Override
          public void onEvaluation(Progress progress) {
            x.close();
          }
        };
    assertThrows(
        IllegalStateException.class,
        () ->
            inParallel(2, () -> sampler.sample(request(40).build(), closing).parallel().toList()));
  }
}
