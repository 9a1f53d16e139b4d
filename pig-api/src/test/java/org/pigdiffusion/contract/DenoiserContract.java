package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * What every {@link Denoiser} does, whatever its network. The test of a denoiser extends this class
 * and says how the denoiser is made. The images are made to fit its spec.
 */
public abstract class DenoiserContract {

  /** A new, open denoiser; each time of the same network. */
  protected abstract Denoiser create() throws Exception;

  /** The largest difference that the rounding of the backend may make to a predicted value. */
  protected abstract double tolerance();

  /** The largest difference allowed between two calls with equal arguments. */
  protected double repeatTolerance() {
    return 0;
  }

  /** T: the denoiser takes the whole times from 0 to T - 1. At least 10. */
  protected int timeSteps() {
    return 1000;
  }

  @Test
  void predictsFiniteValuesInTheShapeOfTheSample() throws Exception {
    try (Denoiser denoiser = create()) {
      for (double time : new double[] {0, timeSteps() - 1}) {
        DenoiserCall call = DenoiserCall.of(denoiser, 2, 16, time);
        Tensor prediction = call.predict(denoiser);
        assertEquals(call.noisy().shape(), prediction.shape());
        assertTrue(prediction.isFinite(), "at time " + time);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void anImageDoesNotDependOnItsBatchMates(int batch) throws Exception {
    try (Denoiser denoiser = create()) {
      DenoiserCall all = DenoiserCall.of(denoiser, batch, 8, Math.floorDiv(timeSteps(), 10));
      Tensor together = all.predict(denoiser);
      for (int i = 0; i < batch; i++) {
        assertClose(
            all.image(i, all.time()).predict(denoiser), together.slice(i, i + 1), tolerance());
      }
    }
  }

  /** Of two and of one: whoever takes one time at a call has to sort them. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void imagesMayHaveTimesOfTheirOwn(int batch) throws Exception {
    int last = timeSteps() - 1;
    double[] times = Arrays.copyOf(new double[] {last, 3, last, 7, 3}, batch);
    double[] given = times.clone();
    try (Denoiser denoiser = create()) {
      DenoiserCall all = DenoiserCall.of(denoiser, batch, 8, 0);
      Tensor together = denoiser.predict(all.noisy(), all.condition(), given);
      assertArrayEquals(times, given, "the times belong to the caller");
      for (int i = 0; i < batch; i++) {
        assertClose(
            all.image(i, times[i]).predict(denoiser), together.slice(i, i + 1), tolerance());
      }
    }
  }

  @Test
  void oneTimeIsTheSameTimeForEachImage() throws Exception {
    try (Denoiser denoiser = create()) {
      DenoiserCall all = DenoiserCall.of(denoiser, 3, 8, 5);
      assertClose(
          all.predict(denoiser),
          denoiser.predict(all.noisy(), all.condition(), new double[] {5, 5, 5}),
          repeatTolerance());
    }
  }

  @Test
  void wrongTimesAreNamed() throws Exception {
    try (Denoiser denoiser = create()) {
      DenoiserCall two = DenoiserCall.of(denoiser, 2, 8, 1);
      for (double[] times : new double[][] {{}, {1}, {1, 2, 3}}) {
        assertRefused("times", () -> denoiser.predict(two.noisy(), two.condition(), times));
      }
      for (double time : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
        double[] times = {1, time};
        assertRefused("time", () -> denoiser.predict(two.noisy(), two.condition(), times));
        assertRefused("time", () -> denoiser.predict(two.noisy(), two.condition(), time));
      }
    }
  }

  /** As far as the spec tells the noise schedule; between the time steps is not beyond them. */
  @Test
  void timesBeyondTheNoiseScheduleAreNamed() throws Exception {
    try (Denoiser denoiser = create()) {
      Optional<NoiseSchedule> schedule = denoiser.spec().schedule();
      if (schedule.isEmpty()) {
        return;
      }
      int last = schedule.get().timeSteps() - 1;
      DenoiserCall one = DenoiserCall.of(denoiser, 1, 8, last);
      assertTrue(one.predict(denoiser).isFinite(), "at the last time step");
      for (double time : new double[] {last + 1e-9, last + 1, 5 * last}) {
        assertRefused("time", () -> denoiser.predict(one.noisy(), one.condition(), time));
      }
    }
  }

  @Test
  void wrongShapesAreNamed() throws Exception {
    try (Denoiser denoiser = create()) {
      Shape noisy = DenoiserCall.of(denoiser, 2, 8, 1).noisy().shape();
      Shape condition = noisy.withChannels(denoiser.spec().conditionChannels());
      assertShapesRefused(denoiser, "noisy", wider(noisy), condition);
      assertShapesRefused(denoiser, "condition", noisy, wider(condition));
      assertShapesRefused(denoiser, "condition", noisy, condition.withBatch(1));
      assertShapesRefused(
          denoiser, "condition", noisy, sized(condition, noisy.height(), noisy.width() + 1));
      SizeRule size = denoiser.spec().size();
      if (size.height() != 0 || size.multiple() > 1) {
        Shape tall = sized(noisy, noisy.height() + 1, noisy.width());
        assertShapesRefused(denoiser, "height", tall, tall.withChannels(condition.channels()));
      }
      if (size.width() != 0 || size.multiple() > 1) {
        Shape wide = sized(noisy, noisy.height(), noisy.width() + 1);
        assertShapesRefused(denoiser, "width", wide, wide.withChannels(condition.channels()));
      }
    }
  }

  private static Shape wider(Shape shape) {
    return shape.withChannels(shape.channels() + 1);
  }

  private static Shape sized(Shape shape, int height, int width) {
    return new Shape(shape.batch(), shape.channels(), height, width);
  }

  private static void assertShapesRefused(
      Denoiser denoiser, String argument, Shape noisy, Shape condition) {
    assertRefused(
        argument + ":", () -> denoiser.predict(Tensor.zeros(noisy), Tensor.zeros(condition), 1));
  }

  @Test
  void sizesMayAlternate() throws Exception {
    try (Denoiser denoiser = create()) {
      DenoiserCall small = DenoiserCall.of(denoiser, 1, 8, 5);
      DenoiserCall large = DenoiserCall.of(denoiser, 3, 16, 6);
      Tensor first = small.predict(denoiser);
      Tensor second = large.predict(denoiser);
      assertClose(first, small.predict(denoiser), repeatTolerance());
      assertClose(second, large.predict(denoiser), repeatTolerance());
    }
  }

  @Test
  void resultsAreTheCallersOwn() throws Exception {
    try (Denoiser denoiser = create()) {
      Tensor result = DenoiserCall.of(denoiser, 1, 8, 1).predict(denoiser);
      float[] before = result.toArray();
      Tensor unused = DenoiserCall.of(denoiser, 1, 8, 2).predict(denoiser);
      assertClose(Tensor.adopt(result.shape(), before), result, 0);
      assertEquals(result.shape(), unused.shape());
    }
  }

  @Test
  void concurrentCallsEqualSerialOnes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Denoiser denoiser = create()) {
      List<DenoiserCall> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        calls.add(DenoiserCall.of(denoiser, 1 + i % 3, i % 2 == 0 ? 8 : 12, i % timeSteps()));
      }
      List<Tensor> serial = calls.stream().map(call -> call.predict(denoiser)).toList();
      List<Future<Tensor>> running = new ArrayList<>();
      for (DenoiserCall call : calls) {
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
    Denoiser denoiser = create();
    DenoiserSpec spec = denoiser.spec();
    DenoiserCall call = DenoiserCall.of(denoiser, 1, 8, 1);
    denoiser.close();
    denoiser.close();
    assertThrows(IllegalStateException.class, () -> call.predict(denoiser));
    assertEquals(spec, denoiser.spec());
    assertFalse(spec.id().isEmpty() || spec.device().isEmpty(), spec.toString());
  }

  /** Each thread calls until it is refused; what was let in must come out right. */
  @Test
  void closeWaitsForRunningCalls() throws Exception {
    int count = 4;
    CountDownLatch allHaveCalled = new CountDownLatch(count);
    AtomicBoolean closed = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(count);
    Denoiser denoiser = create();
    try {
      DenoiserCall call = DenoiserCall.of(denoiser, 1, 8, 1);
      Tensor expected = call.predict(denoiser);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        running.add(
            threads.submit(
                () -> {
                  boolean mustRefuse;
                  do {
                    mustRefuse = closed.get();
                  } while (isRight(denoiser, call, expected, mustRefuse, allHaveCalled));
                }));
      }
      assertTrue(allHaveCalled.await(1, TimeUnit.MINUTES), "a thread got no result");
      denoiser.close();
      closed.set(true);
      for (Future<?> thread : running) {
        thread.get();
      }
    } finally {
      denoiser.close();
      threads.shutdownNow();
    }
  }

  /** Whether a call was let in; its result must be right then. */
  private boolean isRight(
      Denoiser denoiser,
      DenoiserCall call,
      Tensor expected,
      boolean mustRefuse,
      CountDownLatch called) {
    Tensor actual;
    try {
      actual = call.predict(denoiser);
    } catch (IllegalStateException refused) {
      return false;
    }
    assertFalse(mustRefuse, "a closed denoiser was called");
    assertClose(expected, actual, repeatTolerance());
    called.countDown();
    return true;
  }
}
