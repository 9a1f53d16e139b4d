package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.OneTimeNetwork;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.SamplingMethod;

/** How a {@link PairedSampler} of two denoisers streams, tells of its progress and stops. */
class PairedSamplerRunTest extends RecordedSampler {

  @Test
  void nothingIsComputedBeforeItIsAskedForAndThenOneBatch() {
    Iterator<PairBatch> batches = recorded().sample(request(5).build()).iterator();
    assertEquals(0, calls.size());
    for (int batch = 1; batch <= 3; batch++) {
      assertTrue(batches.hasNext());
      assertEquals(batch < 3 ? 2 : 1, batches.next().size());
      assertEquals(6 * batch, calls.size());
    }
    assertTrue(!batches.hasNext());
  }

  @Test
  void aPartOfTheStreamCostsAPartOfTheCalls() {
    assertEquals(2, recorded().sample(request(1000).build()).limit(2).toList().size());
    assertEquals(12, calls.size());
  }

  @Test
  void progressIsToldAfterEachJointStep() {
    List<SamplingListener.Progress> told = new ArrayList<>();
    List<PairBatch> batches =
        recorded()
            .sample(
                request(3).build(),
                new SamplingListener() {
                  @Override
                  public void onEvaluation(Progress progress) {
                    assertEquals(2 * (told.size() + 1), calls.size());
                    told.add(progress);
                  }
                })
            .toList();
    assertEquals(
        List.of(0L, 0L, 2L, 2L, 2L, 3L),
        told.stream().map(SamplingListener.Progress::finishedPairs).toList());
    assertEquals(
        List.of(1, 2, 3, 1, 2, 3),
        told.stream().map(SamplingListener.Progress::finishedEvaluations).toList());
    assertTrue(
        told.stream().allMatch(progress -> progress.pairs() == 3 && progress.evaluations() == 3));
    assertEquals(batches.get(1).x(), told.get(5).xClean());
    assertEquals(batches.get(1).y(), told.get(5).yClean());
  }

  /** Answers that it is cancelled once it has been asked so often. */
  private record CancelAfter(int questions, AtomicInteger asked) implements SamplingListener {
    @Override
    public boolean isCancelled() {
      return asked.getAndIncrement() >= questions;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 6, 7, 11, 12, 17})
  void cancellingStopsBeforeTheNextNetworkCall(int finishedCalls) {
    List<PairBatch> whole = recorded().sample(request(6).build()).toList();
    calls.clear();
    List<PairBatch> received = new ArrayList<>();
    SamplingCancelledException stop =
        assertThrows(
            SamplingCancelledException.class,
            () ->
                recorded()
                    .sample(request(6).build(), new CancelAfter(finishedCalls, new AtomicInteger()))
                    .forEach(received::add));
    assertEquals(finishedCalls, calls.size());
    assertEquals(2L * (finishedCalls / 6), stop.finishedPairs());
    assertEquals(whole.subList(0, finishedCalls / 6), received);
    assertTrue(stop.getMessage().contains(stop.finishedPairs() + " of 6 pairs"), stop.getMessage());
  }

  @Test
  void aRunThatIsFinishedCannotBeCancelled() {
    SamplingListener late = new CancelAfter(18, new AtomicInteger());
    assertEquals(3, recorded().sample(request(6).build(), late).toList().size());
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS), "waited for another thread");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The network call that runs when another thread cancels is the last. */
  @Test
  void anotherThreadCancels() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicBoolean flag = new AtomicBoolean();
    FunctionDenoiser slow =
        new FunctionDenoiser(
            1,
            1,
            PredictionType.NOISE,
            (noisy, condition, time) -> {
              running.countDown();
              awaited(cancelled);
              return noisy;
            });
    SamplingListener listener =
        new SamplingListener() {
          @Override
          public boolean isCancelled() {
            return flag.get();
          }
        };
    PairedSampler sampler = recorded(slow, FunctionDenoiser.pointwise(1, 1));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<SamplingCancelledException> stop =
          thread.submit(
              () ->
                  assertThrows(
                      SamplingCancelledException.class,
                      () -> sampler.sample(request(4).build(), listener).toList()));
      awaited(running);
      flag.set(true);
      cancelled.countDown();
      assertEquals(0, stop.get().finishedPairs());
      assertEquals(1, calls.size());
    } finally {
      thread.shutdown();
    }
  }

  /** Whatever the number of steps, and though model x is not always called. */
  @ParameterizedTest
  @ValueSource(strings = {"always", "every(5)", "and(every(2),whileChanging(1))"})
  void aBatchHoldsNoMoreAtItsLastStepThanAtItsTenth(String policy) {
    List<WeakReference<Tensor>> predictions = Collections.synchronizedList(new ArrayList<>());
    OneTimeNetwork watched =
        (noisy, condition, time) -> {
          Tensor prediction = noisy.map(value -> value / 2);
          predictions.add(new WeakReference<>(prediction));
          return prediction;
        };
    List<Long> alive = new ArrayList<>();
    SamplingListener listener =
        new SamplingListener() {
          @Override
          public void onEvaluation(Progress progress) {
            if (progress.finishedEvaluations() % 10 == 0) {
              System.gc();
              alive.add(
                  predictions.stream().filter(prediction -> !prediction.refersTo(null)).count());
            }
          }
        };
    sampler(
            new FunctionDenoiser(1, 1, PredictionType.CLEAN, watched),
            new FunctionDenoiser(1, 1, PredictionType.CLEAN, watched),
            SCHEDULE,
            IDENTITY,
            IDENTITY)
        .sample(
            request(2)
                .method(SamplingMethod.of(DpmSolverPlusPlus.ofOrder(3), 50))
                .guideRefresh(GuideRefresh.parse(policy))
                .build(),
            listener)
        .forEach(batch -> {});
    assertEquals(5, alive.size());
    assertTrue(predictions.size() > 50, "predictions made");
    assertTrue(Collections.max(alive) <= alive.get(0), "predictions alive: " + alive);
  }
}
