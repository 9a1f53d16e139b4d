package org.pigdiffusion.examples.spark;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Serializable;
import java.util.Locale;
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
 * @param calls calls of model x and of model y
 * @param micros how long they took, in microseconds
 */
record JobCounters(LongAccumulator[] calls, LongAccumulator[] micros) implements Serializable {

  static JobCounters of(SparkContext spark) {
    LongAccumulator[] calls = new LongAccumulator[Role.values().length];
    LongAccumulator[] micros = new LongAccumulator[calls.length];
    for (Role role : Role.values()) {
      calls[role.ordinal()] = spark.longAccumulator("calls of model " + role);
      micros[role.ordinal()] = spark.longAccumulator("microseconds in model " + role);
    }
    return new JobCounters(calls, micros);
  }

  /**
   * Meters for the sampling of this task, which are added when the task succeeds. Here an
   * application would give the registry of its own monitoring instead.
   */
  SamplingListener ofTask() {
    SamplingMeters meters = new SamplingMeters(new SimpleMeterRegistry());
    TaskContext task = TaskContext.get();
    TaskCompletionListener add =
        done -> {
          for (Role role : Role.values()) {
            calls[role.ordinal()].add(meters.calls(role).count());
            micros[role.ordinal()].add((long) meters.calls(role).totalTime(TimeUnit.MICROSECONDS));
          }
        };
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
    long count = calls[role.ordinal()].value();
    double millis = count == 0 ? 0 : micros[role.ordinal()].value() / 1000.0 / count;
    return String.format(Locale.ROOT, "%,d calls of model %s, %.1f ms each", count, role, millis);
  }
}
