package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.contract.RecordingDenoiser.Call;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingCancelledException;
import org.pigdiffusion.sampler.SamplingListener;
import org.pigdiffusion.sampler.SamplingRequest;

/**
 * How every {@link org.pigdiffusion.sampler.PairedSampler} made of two denoisers streams, tells of
 * its progress and stops.
 */
public abstract class PairedSamplerRunContract {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(100, 1e-3, 0.2);

  private final List<Call> calls = new ArrayList<>();

  /** A sampler of the two denoisers, which it owns. */
  protected abstract PairedSampler create(
      Denoiser x,
      Denoiser y,
      NoiseSchedule schedule,
      GuideTransform guide,
      GuideTransform annotation);

  private PairedSampler create(Denoiser x, Denoiser y) {
    return create(
        new RecordingDenoiser(Role.X, x, calls),
        new RecordingDenoiser(Role.Y, y, calls),
        SCHEDULE,
        GuideTransform.identity(),
        GuideTransform.identity());
  }

  private PairedSampler create() {
    return create(FunctionDenoiser.pointwise(1, 1), FunctionDenoiser.pointwise(1, 1));
  }

  private static SamplingRequest.Builder request(int count) {
    return SamplingRequest.builder().count(count).size(4, 4).steps(3).batchSize(2);
  }

  @Test
  void nothingIsComputedBeforeItIsAskedForAndThenOneBatch() {
    Iterator<PairBatch> batches = create().sample(request(5).build()).iterator();
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
    assertEquals(2, create().sample(request(1000).build()).limit(2).toList().size());
    assertEquals(12, calls.size());
  }

  @Test
  void progressIsToldAfterEachJointStep() {
    List<SamplingListener.Progress> told = new ArrayList<>();
    List<PairBatch> batches =
        create()
            .sample(
                request(3).build(),
                new SamplingListener() {
                  @Override
                  public void onStep(Progress progress) {
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
        told.stream().map(SamplingListener.Progress::finishedSteps).toList());
    assertTrue(told.stream().allMatch(progress -> progress.pairs() == 3 && progress.steps() == 3));
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
    List<PairBatch> whole = create().sample(request(6).build()).toList();
    calls.clear();
    List<PairBatch> received = new ArrayList<>();
    SamplingCancelledException stop =
        assertThrows(
            SamplingCancelledException.class,
            () ->
                create()
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
    assertEquals(3, create().sample(request(6).build(), late).toList().size());
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
              awaitUninterrupted(cancelled);
              return noisy;
            });
    SamplingListener listener =
        new SamplingListener() {
          @Override
          public boolean isCancelled() {
            return flag.get();
          }
        };
    PairedSampler sampler = create(slow, FunctionDenoiser.pointwise(1, 1));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<SamplingCancelledException> stop =
          thread.submit(
              () ->
                  assertThrows(
                      SamplingCancelledException.class,
                      () -> sampler.sample(request(4).build(), listener).toList()));
      running.await();
      flag.set(true);
      cancelled.countDown();
      assertEquals(0, stop.get().finishedPairs());
      assertEquals(1, calls.size());
    } finally {
      thread.shutdown();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
