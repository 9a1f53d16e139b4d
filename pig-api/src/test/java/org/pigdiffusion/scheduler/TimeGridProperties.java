package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Ordering;
import com.google.common.primitives.Doubles;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.pigdiffusion.noise.NoiseSchedule;

@PropertyDefaults(tries = 200)
class TimeGridProperties {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000, 1e-4, 0.02);

  private static NoiseSchedule ofSteps(int total) {
    return NoiseSchedule.constant(total, 0.01);
  }

  private static void assertFits(TimeGrid grid, int steps, NoiseSchedule schedule) {
    List<Double> times = grid.checkedTimes(steps, schedule);
    assertEquals(steps, times.size());
    assertTrue(Ordering.natural().reverse().isStrictlyOrdered(times), times.toString());
    assertTrue(
        times.get(0) < schedule.timeSteps() && times.get(steps - 1) >= 0, () -> grid + " " + times);
  }

  @Property
  void evenGridsGiveExactlyNFallingTimesInRange(
      @ForAll @IntRange(min = 1, max = 3000) int total, @ForAll @IntRange(min = 1) int any) {
    int steps = 1 + any % total;
    assertFits(TimeGrid.leading(), steps, ofSteps(total));
    assertFits(TimeGrid.trailing(), steps, ofSteps(total));
    assertFits(TimeGrid.linspace(), steps, ofSteps(total));
    assertFits(TimeGrid.karras(), steps, ofSteps(total));
    assertFits(TimeGrid.exponential(), steps, ofSteps(total));
  }

  @Example
  void evenGridsGiveExactlyNFallingTimesForEveryNOfTheUsualT() {
    for (int total : new int[] {1, 2, 3, 10, 1000, 1024}) {
      NoiseSchedule schedule = ofSteps(total);
      for (int steps = 1; steps <= total; steps++) {
        assertFits(TimeGrid.leading(), steps, schedule);
        assertFits(TimeGrid.trailing(), steps, schedule);
        assertFits(TimeGrid.linspace(), steps, schedule);
        assertFits(TimeGrid.karras(), steps, schedule);
        assertFits(TimeGrid.exponential(), steps, schedule);
        if (steps < total) {
          assertFits(TimeGrid.evenStrides(), steps, schedule);
        }
      }
    }
  }

  /** T time steps make T - 1 strides. */
  @Example
  void strideForEveryTimeStepIsOneTooMany() {
    assertRefused("grid evenStrides", () -> TimeGrid.evenStrides().checkedTimes(10, ofSteps(10)));
  }

  @Property
  void whatRoundingMakesEqualIsRefused(
      @ForAll @IntRange(min = 1, max = 3000) int total, @ForAll @IntRange(min = 1) int any) {
    int steps = 1 + any % total;
    NoiseSchedule schedule = ofSteps(total);
    for (TimeGrid grid :
        List.of(TimeGrid.quad(), TimeGrid.karras().whole(), TimeGrid.exponential().whole())) {
      List<Double> times = grid.times(steps, schedule);
      assertTrue(times.stream().allMatch(time -> time == Math.rint(time)), times.toString());
      if (ImmutableSet.copyOf(times).size() == times.size()) {
        assertFits(grid, steps, schedule);
      } else {
        assertRefused("grid " + grid, () -> grid.checkedTimes(steps, schedule));
      }
    }
  }

  @Property
  void moreStepsThanTimesAreRefused(
      @ForAll @IntRange(min = 1, max = 100) int total, @ForAll @IntRange(min = 1) int more) {
    int steps = total + Math.min(more, Integer.MAX_VALUE - total);
    for (TimeGrid grid : List.of(TimeGrid.leading(), TimeGrid.trailing(), TimeGrid.karras())) {
      assertRefused("steps", () -> grid.checkedTimes(steps, ofSteps(total)));
      assertRefused("steps", () -> grid.checkedTimes(0, ofSteps(total)));
    }
  }

  @Property
  void anExplicitListIsTakenAsItIsOrRefused(
      @ForAll @Size(min = 1, max = 5) List<@DoubleRange(min = -1, max = 10) Double> times) {
    TimeGrid grid = TimeGrid.explicit(Doubles.toArray(times));
    boolean falls = Ordering.natural().reverse().isStrictlyOrdered(times);
    if (falls && Collections.min(times) >= 0 && Collections.max(times) <= 9) {
      assertEquals(times, grid.checkedTimes(times.size(), ofSteps(10)));
    } else {
      assertRefused("grid " + grid, () -> grid.checkedTimes(times.size(), ofSteps(10)));
    }
    assertRefused("grid", () -> grid.checkedTimes(times.size() + 1, ofSteps(10)));
  }

  @Example
  void notANumberIsRefused() {
    TimeGrid grid = TimeGrid.explicit(Double.NaN);
    assertRefused("grid", () -> grid.checkedTimes(1, ofSteps(10)));
  }

  /** The paper's grid visits the last time step first; that of the authors' code never does. */
  @Example
  void trailingBeginsAtTheLastTimeAndLeadingEndsAtTheFirst() {
    List<Double> trailing = TimeGrid.trailing().times(256, NoiseSchedule.paper());
    List<Double> leading = TimeGrid.leading().times(256, NoiseSchedule.paper());
    assertEquals(1023, trailing.get(0));
    assertEquals(3, trailing.get(255));
    assertEquals(1020, leading.get(0));
    assertEquals(0, leading.get(255));
  }

  /** From diffusers, T = 1000; where N does not divide T, as in 13, one step too many is easy. */
  @Example
  void tensAndThirteensOfAThousand() {
    assertTimes(TimeGrid.leading(), 900, 800, 700, 600, 500, 400, 300, 200, 100, 0);
    assertTimes(TimeGrid.leading(), 912, 836, 760, 684, 608, 532, 456, 380, 304, 228, 152, 76, 0);
    assertTimes(TimeGrid.linspace(), 999, 888, 777, 666, 555, 444, 333, 222, 111, 0);
    assertTimes(TimeGrid.linspace(), 999, 916, 832, 749, 666, 583, 500, 416, 333, 250, 166, 83, 0);
    assertTimes(TimeGrid.trailing(), 999, 899, 799, 699, 599, 499, 399, 299, 199, 99);
    assertTimes(
        TimeGrid.trailing(), 999, 922, 845, 768, 691, 614, 537, 461, 384, 307, 230, 153, 76);
    assertTimes(TimeGrid.evenStrides(), 999, 899, 799, 699, 599, 500, 400, 300, 200, 100);
    assertTimes(
        TimeGrid.evenStrides(), 999, 922, 845, 768, 692, 615, 538, 461, 384, 307, 231, 154, 77);
    assertTimes(TimeGrid.quad(), 800, 632, 483, 355, 246, 158, 88, 39, 9, 0);
  }

  private static void assertTimes(TimeGrid grid, double... times) {
    assertEquals(Doubles.asList(times), grid.checkedTimes(times.length, LINEAR), grid.toString());
  }

  @Example
  void oneStepIsAllowed() {
    for (TimeGrid grid : List.of(TimeGrid.leading(), TimeGrid.quad())) {
      assertEquals(List.of(0.0), grid.checkedTimes(1, LINEAR));
    }
    for (TimeGrid grid :
        List.of(
            TimeGrid.trailing(), TimeGrid.linspace(), TimeGrid.evenStrides(), TimeGrid.karras())) {
      assertEquals(List.of(999.0), grid.checkedTimes(1, LINEAR));
    }
  }

  @Example
  void gridsNameThemselves() {
    Map.of(
            "evenStrides", TimeGrid.evenStrides(),
            "karras(0.03,25)", TimeGrid.karras(0.03, 25),
            "exponential(0.03,25)", TimeGrid.exponential(0.03, 25),
            "whole(karras)", TimeGrid.karras().whole(),
            "explicit(9,0.5)", TimeGrid.explicit(9, 0.5))
        .forEach(
            (text, grid) -> {
              assertEquals(text, grid.description());
              assertEquals(text, grid.toString());
            });
  }

  @Example
  void aGridOfTheUsersOwnIsChecked() {
    record Beyond() implements TimeGrid {
      @Override
      public List<Double> times(int steps, NoiseSchedule schedule) {
        return List.of((double) schedule.timeSteps(), 0.0);
      }

      @Override
      public String description() {
        return "beyond";
      }
    }

    assertRefused("grid beyond", () -> new Beyond().checkedTimes(2, ofSteps(10)));
    assertRefused("grid beyond", () -> new Beyond().checkedTimes(3, ofSteps(10)));
  }
}
