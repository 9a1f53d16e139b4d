package org.pigdiffusion.examples.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.pigdiffusion.Role;
import org.pigdiffusion.sampler.SamplingListener;

/**
 * Counts and times sampling in a Micrometer registry.
 *
 * <pre>{@code
 * SamplingMeters meters = new SamplingMeters(registry);
 * sampler.sample(request, meters.and(progressBar)).forEach(batch -> store(batch));
 * }</pre>
 *
 * <table>
 *   <caption>What it registers</caption>
 *   <tr><th>meter</th><th>tells</th></tr>
 *   <tr><td>counter {@value #PAIRS}</td><td>pairs of finished batches</td></tr>
 *   <tr><td>counter {@value #LOST}</td><td>pairs of batches that failed or were cancelled</td></tr>
 *   <tr><td>timer {@value #CALLS}, tag {@code model} = {@code x} or {@code y}</td><td>calls of a
 *       network: how many, how long in all, the longest of late</td></tr>
 *   <tr><td>gauge {@value #UNDER_WAY}</td><td>batches under way</td></tr>
 * </table>
 *
 * <p>One object may serve any number of runs at the same time. Safe to share between threads. A
 * registry takes one object: a second would share its counters, but not its gauge.
 */
public final class SamplingMeters implements SamplingListener {
  /** Name of the counter of finished pairs. */
  public static final String PAIRS = "pig.sampling.pairs";

  /** Name of the counter of pairs whose batch came to nothing. */
  public static final String LOST = "pig.sampling.pairs.lost";

  /** Name of the timers of calls. */
  public static final String CALLS = "pig.sampling.calls";

  /** Name of the gauge of batches under way. */
  public static final String UNDER_WAY = "pig.sampling.batches.underway";

  private final Counter pairs;
  private final Counter lost;
  private final Map<Role, Timer> calls = new EnumMap<>(Role.class);
  private final AtomicInteger underWay = new AtomicInteger();

  /** Registers all meters; those of a network that is never called stay 0. */
  public SamplingMeters(MeterRegistry registry) {
    pairs = Counter.builder(PAIRS).baseUnit("pairs").register(registry);
    lost = Counter.builder(LOST).baseUnit("pairs").register(registry);
    for (Role role : Role.values()) {
      String model = role.name().toLowerCase(Locale.ROOT);
      calls.put(role, Timer.builder(CALLS).tag("model", model).register(registry));
    }
    Gauge.builder(UNDER_WAY, underWay, AtomicInteger::get).baseUnit("batches").register(registry);
  }

  /** The timer of a network's calls. */
  public Timer calls(Role role) {
    return calls.get(role);
  }

  @Override
  public void onBatchBegun(long firstIndex, int size) {
    underWay.incrementAndGet();
  }

  @Override
  public void onCall(Call call) {
    calls.get(call.role()).record(call.time());
  }

  @Override
  public void onBatchEnded(long firstIndex, int size, boolean finished) {
    underWay.decrementAndGet();
    (finished ? pairs : lost).increment(size);
  }
}
