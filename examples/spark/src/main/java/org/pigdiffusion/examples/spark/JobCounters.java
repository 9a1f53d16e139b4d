package org.pigdiffusion.examples.spark;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.metrics.SamplingMeters;
import org.pigdiffusion.sampler.SamplingListener;

/**
 * What a job did, as Spark's accumulators, which its web page shows while the job runs: each task
 * that succeeds adds the Micrometer meters of its sampling. What a killed task did is not in them.
 *
 * @param byRole those of each model
 */
record JobCounters(Map<Role, OfModel> byRole) implements Serializable {

  /**
   * Those of one model.
   *
   * @param calls how often it was called
   * @param micros how long the calls took, in microseconds
   */
  record OfModel(LongAccumulator calls, LongAccumulator micros) implements Serializable {}

  static JobCounters of(SparkContext spark) {
    Map<Role, OfModel> byRole = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      byRole.put(
          role,
          new OfModel(
              spark.longAccumulator("calls of model " + role),
              spark.longAccumulator("microseconds in model " + role)));
    }
    return new JobCounters(byRole);
  }

  /**
   * Meters for the sampling of this task, which are added when the task succeeds. Here an
   * application would give the registry of its own monitoring instead.
   */
  SamplingListener ofTask() {
    SamplingMeters meters = new SamplingMeters(new SimpleMeterRegistry());
    TaskContext task = TaskContext.get();
    TaskCompletionListener add =
        done ->
            byRole.forEach(
                (role, counters) -> {
                  Timer timer = meters.calls(role);
                  counters.calls().add(timer.count());
                  counters.micros().add((long) timer.totalTime(TimeUnit.MICROSECONDS));
                });
    task.addTaskCompletionListener(add);
    return meters.and(
        new SamplingListener() {
          @Override
          public boolean isCancelled() {
            return task.isInterrupted();
          }
        });
  }

  /** Such as {@code 4,000 calls of model X, 21.4 ms each}. */
  String description(Role role) {
    OfModel counters = Objects.requireNonNull(byRole.get(role), "a counter for each role");
    long count = counters.calls().value();
    double millis = count == 0 ? 0 : counters.micros().value() / 1000.0 / count;
    return String.format(Locale.ROOT, "%,d calls of model %s, %.1f ms each", count, role, millis);
  }
}
