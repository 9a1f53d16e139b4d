package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.contract.FunctionDenoiser;

/**
 * What a {@link SamplingListener} hears of batches and calls, in which order, from which thread.
 */
class SamplingEventsTest extends RecordedSampler {

  /** Writes down what it hears, and from which thread. */
  private static class Heard implements SamplingListener {
    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    final Map<Thread, List<String>> byThread = Collections.synchronizedMap(new HashMap<>());

    private void add(String event) {
      events.add(event);
      byThread.computeIfAbsent(Thread.currentThread(), thread -> new ArrayList<>()).add(event);
    }

    @Override
    public void onBatchBegun(long firstIndex, int size) {
      add("begun %d+%d".formatted(firstIndex, size));
    }

    @Override
    public void onCall(Call call) {
      calls.add(call);
      add("%s of %d".formatted(call.role(), call.images()));
    }

    @Override
    public void onEvaluation(Progress progress) {
      add("evaluation " + progress.finishedEvaluations());
    }

    @Override
    public void onBatchEnded(long firstIndex, int size, boolean finished) {
      add("%s %d+%d".formatted(finished ? "finished" : "ended", firstIndex, size));
    }
  }

  private static List<String> ofBatch(long first, int size) {
    List<String> events = new ArrayList<>(List.of("begun %d+%d".formatted(first, size)));
    for (int i = 1; i <= 3; i++) {
      events.addAll(List.of("X of " + size, "Y of " + size, "evaluation " + i));
    }
    events.add("finished %d+%d".formatted(first, size));
    return events;
  }

  @Test
  void aBatchIsBegunCalledForAndEndedInThisOrder() {
    Heard heard = new Heard();
    assertEquals(2, recorded().sample(request(3).firstIndex(40).build(), heard).toList().size());
    List<String> expected = new ArrayList<>(ofBatch(40, 2));
    expected.addAll(ofBatch(42, 1));
    assertEquals(expected, heard.events);
    assertEquals(Set.of(Thread.currentThread()), heard.byThread.keySet());
  }

  @Test
  void eachThreadOfAParallelStreamTellsOfOneBatchAfterTheOther() {
    Heard heard = new Heard();
    List<PairBatch> batches = recorded().sample(request(40).build(), heard).parallel().toList();
    assertEquals(20, batches.size());
    for (List<String> ofThread : heard.byThread.values()) {
      assertEquals(0, ofThread.size() % 11, ofThread.toString());
      for (int i = 0; i < ofThread.size(); i += 11) {
        long first = Long.parseLong(ofThread.get(i).replaceAll("begun |\\+2", ""));
        assertEquals(ofBatch(first, 2), ofThread.subList(i, i + 11));
      }
    }
  }

  @Test
  void aCallTellsHowLongTheNetworkTook() {
    Heard heard = new Heard();
    FunctionDenoiser slow =
        new FunctionDenoiser(
            1,
            1,
            PredictionType.NOISE,
            (noisy, condition, time) -> {
              Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(20));
              return noisy;
            });
    PairedSampler sampler = recorded(FunctionDenoiser.pointwise(1, 1), slow);
    assertEquals(1, sampler.sample(request(1).build(), heard).toList().size());
    for (SamplingListener.Call call : heard.calls) {
      Duration time = call.time();
      assertEquals(call.role() == Role.Y, time.compareTo(Duration.ofMillis(20)) >= 0, "" + call);
    }
    assertEquals(6, heard.calls.size());
  }

  @Test
  void aBatchThatFailsIsEndedUnfinished() {
    Heard heard = new Heard();
    FunctionDenoiser broken =
        new FunctionDenoiser(
            1, 1, PredictionType.NOISE, (noisy, y, time) -> noisy.map(value -> Double.NaN));
    PairedSampler sampler = recorded(FunctionDenoiser.pointwise(1, 1), broken);
    assertThrows(BackendException.class, () -> sampler.sample(request(2).build(), heard).toList());
    assertEquals(List.of("begun 0+2", "X of 2", "Y of 2", "ended 0+2"), heard.events);
  }

  @Test
  void twoListenersHearTheSameAndEachMayStop() {
    Heard first = new Heard();
    Heard second =
        new Heard() {
          @Override
          public boolean isCancelled() {
            return calls.size() == 1;
          }
        };
    assertFalse(first.and(first).isCancelled());
    assertThrows(
        SamplingCancelledException.class,
        () -> recorded().sample(request(2).build(), first.and(second)).toList());
    assertEquals(List.of("begun 0+2", "X of 2", "ended 0+2"), first.events);
    assertEquals(first.events, second.events);
    assertTrue(second.and(first).isCancelled());
    assertTrue(first.and(second).isCancelled());
  }

  /** A method that comes later must not be forgotten here. */
  @Test
  void twoListenersHearOfEverything() {
    Set<String> inherited = new TreeSet<>();
    for (Method method : BothListeners.class.getMethods()) {
      if (method.getDeclaringClass() == SamplingListener.class
          && !Modifier.isStatic(method.getModifiers())) {
        inherited.add(method.getName());
      }
    }
    assertEquals(Set.of("and"), inherited);
  }
}
