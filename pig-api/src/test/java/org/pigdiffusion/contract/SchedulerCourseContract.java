package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.Scheduler;
import org.pigdiffusion.scheduler.TimeGrid;

/**
 * What every {@link SamplingMethod} does whatever its arithmetic: its times, its refusals, its
 * runs.
 */
abstract class SchedulerCourseContract {
  static final Shape SHAPE = new Shape(2, 1, 4, 4);

  /** The method on a grid, without thresholding. */
  protected abstract SamplingMethod create(int steps, TimeGrid grid);

  /** How many network evaluations so many steps on a grid take. */
  protected int evaluations(int steps) {
    return steps;
  }

  /** A grid, the number of steps asked for, and T. */
  record Course(TimeGrid grid, int steps, int total) {
    NoiseSchedule schedule() {
      return NoiseSchedule.linear(total, 1e-4, total < 100 ? 0.5 : 0.02);
    }

    @Override
    public String toString() {
      return "%s, %d of %d".formatted(grid, steps, total);
    }
  }

  static Stream<Course> courses() {
    int[][] sizes = {{1, 1}, {1, 10}, {2, 10}, {7, 10}, {10, 10}, {13, 1000}, {50, 1000}};
    Stream<Course> even =
        Stream.of(TimeGrid.leading(), TimeGrid.trailing(), TimeGrid.linspace())
            .flatMap(grid -> Stream.of(sizes).map(size -> new Course(grid, size[0], size[1])));
    return Stream.concat(
        even,
        Stream.of(
            new Course(TimeGrid.quad(), 1, 10),
            new Course(TimeGrid.quad(), 3, 10),
            new Course(TimeGrid.quad(), 13, 1000),
            new Course(TimeGrid.evenStrides(), 13, 1000),
            new Course(TimeGrid.karras(), 1, 10),
            new Course(TimeGrid.karras(), 10, 10),
            new Course(TimeGrid.karras(), 13, 1000),
            new Course(TimeGrid.karras().whole(), 13, 1000),
            new Course(TimeGrid.exponential(), 2, 10),
            new Course(TimeGrid.exponential(), 50, 1000),
            new Course(TimeGrid.explicit(9, 4, 3, 0), 4, 10),
            new Course(TimeGrid.explicit(8.7, 4.2, 3.9), 3, 10),
            new Course(TimeGrid.explicit(5), 1, 10)));
  }

  @ParameterizedTest
  @MethodSource("courses")
  void visitsTheTimesOfTheGrid(Course course) {
    Scheduler scheduler = on(course);
    assertEquals(evaluations(course.steps()), scheduler.evaluations());
    List<Double> times = new ArrayList<>();
    for (int step = 0; step < scheduler.evaluations(); step++) {
      times.add(scheduler.time(step));
    }
    assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    List<Double> grid = course.grid().times(course.steps(), course.schedule());
    assertTrue(times.containsAll(grid), times + " without some of " + grid);
    assertEquals(grid.get(0), times.get(0));
    assertEquals(grid.get(grid.size() - 1), times.get(times.size() - 1));
    if (scheduler.evaluations() == course.steps()) {
      assertEquals(grid, times);
    }
  }

  @ParameterizedTest
  @MethodSource("courses")
  void aGridOfTimeStepsLeadsToTimeStepsOnly(Course course) {
    Scheduler scheduler = on(course);
    assumeTrue(
        course.grid().times(course.steps(), course.schedule()).stream()
            .allMatch(time -> time == Math.rint(time)),
        "a grid between the time steps");
    for (int step = 0; step < scheduler.evaluations(); step++) {
      assertEquals(Math.rint(scheduler.time(step)), scheduler.time(step));
    }
  }

  @ParameterizedTest
  @MethodSource("courses")
  void alphaBarFollowsTheTimesAndEndsAtExactlyOne(Course course) {
    Scheduler scheduler = on(course);
    for (int step = 0; step < scheduler.evaluations(); step++) {
      assertEquals(course.schedule().alphaBar(scheduler.time(step)), scheduler.alphaBar(step));
      assertTrue(scheduler.alphaBar(step) <= scheduler.alphaBar(step + 1), "at step " + step);
    }
    assertEquals(1.0, scheduler.alphaBar(scheduler.evaluations()));
  }

  @Test
  void oneSchedulerServesManyThreads() throws Exception {
    Scheduler scheduler = on(new Course(TimeGrid.trailing(), 20, 1000));
    List<Tensor> serial = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Tensor>> running = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        int pair = i;
        serial.add(wholeChain(scheduler, pair));
        running.add(threads.submit(() -> wholeChain(scheduler, pair)));
      }
      for (int i = 0; i < serial.size(); i++) {
        assertEquals(serial.get(i), running.get(i).get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void runsOfOneSchedulerDoNotDisturbEachOther() {
    Scheduler scheduler = on(new Course(TimeGrid.trailing(), 20, 1000));
    Chain a = chain(scheduler, 1);
    Chain b = chain(scheduler, 2);
    for (int step = 0; step < scheduler.evaluations(); step++) {
      a.advance(a.sample.map(Math::sin));
      b.advance(b.sample.map(Math::sin));
    }
    assertEquals(wholeChain(scheduler, 1), a.sample);
    assertEquals(wholeChain(scheduler, 2), b.sample);
    assertNotEquals(a.sample, b.sample);
  }

  private static Tensor wholeChain(Scheduler scheduler, int pair) {
    Chain chain = chain(scheduler, pair);
    for (int step = 0; step < scheduler.evaluations(); step++) {
      chain.advance(chain.sample.map(Math::sin));
    }
    return chain.sample;
  }

  private static Chain chain(Scheduler scheduler, int pair) {
    NoiseSource.Batch noise = NoiseSource.keyed(6).open(pair);
    return new Chain(scheduler, noise.next(Role.X, SHAPE), noise);
  }

  @Test
  void gridsOfSigmaAreRefusedWhereItIsInfinite() {
    NoiseSchedule zero = NoiseSchedule.linear(1000, 1e-4, 0.02).zeroTerminalSnr();
    assertRefused("grid karras", () -> create(10, TimeGrid.karras()).on(zero));
  }

  @Test
  void refusesWhatDoesNotFitTheNoiseSchedule() {
    NoiseSchedule ten = NoiseSchedule.linear(10, 1e-4, 0.5);
    assertRefused("steps", () -> create(11, TimeGrid.trailing()).on(ten));
    assertRefused("steps", () -> create(0, TimeGrid.trailing()).on(ten));
    assertRefused("grid", () -> create(2, TimeGrid.explicit(4, 4)).on(ten));
    assertRefused("grid", () -> create(2, TimeGrid.explicit(3, 4)).on(ten));
    assertRefused("grid", () -> create(2, TimeGrid.explicit(10, 4)).on(ten));
    assertRefused("grid", () -> create(2, TimeGrid.explicit(4, -1)).on(ten));
    assertRefused("grid", () -> create(3, TimeGrid.explicit(4, 1)).on(ten));
    assertRefused("grid", () -> create(10, TimeGrid.quad()).on(ten));
  }

  @Test
  void differentSettingsHaveDifferentDescriptions() {
    NoiseSchedule schedule = NoiseSchedule.paper();
    assertNotEquals(
        create(10, TimeGrid.trailing()).on(schedule).description(),
        create(11, TimeGrid.trailing()).on(schedule).description());
    assertNotEquals(
        create(10, TimeGrid.trailing()).on(schedule).description(),
        create(10, TimeGrid.leading()).on(schedule).description());
    assertEquals(schedule, create(10, TimeGrid.leading()).on(schedule).noiseSchedule());
  }

  final Scheduler on(Course course) {
    return create(course.steps(), course.grid()).on(course.schedule());
  }
}
