package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Ordering;
import com.google.common.primitives.Ints;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@PropertyDefaults(tries = 200)
class TimeGridProperties {

  private static void assertFits(List<Integer> times, int steps, int total) {
    assertEquals(steps, times.size());
    assertTrue(Ordering.natural().reverse().isStrictlyOrdered(times), times.toString());
    assertTrue(times.get(0) < total && times.get(steps - 1) >= 0, times.toString());
  }

  @Property
  void evenGridsGiveExactlyNFallingTimesInRange(
      @ForAll @IntRange(min = 1, max = 3000) int total, @ForAll @IntRange(min = 1) int any) {
    int steps = 1 + any % total;
    assertFits(TimeGrid.leading().checkedTimes(steps, total), steps, total);
    assertFits(TimeGrid.trailing().checkedTimes(steps, total), steps, total);
    assertFits(TimeGrid.linspace().checkedTimes(steps, total), steps, total);
  }

  @Example
  void evenGridsGiveExactlyNFallingTimesForEveryNOfTheUsualT() {
    for (int total : new int[] {1, 2, 3, 10, 1000, 1024}) {
      for (int steps = 1; steps <= total; steps++) {
        assertFits(TimeGrid.leading().checkedTimes(steps, total), steps, total);
        assertFits(TimeGrid.trailing().checkedTimes(steps, total), steps, total);
        assertFits(TimeGrid.linspace().checkedTimes(steps, total), steps, total);
      }
    }
  }

  @Property
  void quadGivesExactlyNFallingTimesOrRefuses(
      @ForAll @IntRange(min = 1, max = 3000) int total, @ForAll @IntRange(min = 1) int any) {
    int steps = 1 + any % total;
    ImmutableList<Integer> times = TimeGrid.quad().times(steps, total);
    if (ImmutableSet.copyOf(times).size() == times.size()) {
      assertFits(TimeGrid.quad().checkedTimes(steps, total), steps, total);
    } else {
      assertRefused("grid quad", () -> TimeGrid.quad().checkedTimes(steps, total));
    }
  }

  @Property
  void moreStepsThanTimesAreRefused(
      @ForAll @IntRange(min = 1, max = 100) int total, @ForAll @IntRange(min = 1) int more) {
    int steps = total + Math.min(more, Integer.MAX_VALUE - total);
    for (TimeGrid grid : List.of(TimeGrid.leading(), TimeGrid.trailing(), TimeGrid.linspace())) {
      assertRefused("steps", () -> grid.checkedTimes(steps, total));
      assertRefused("steps", () -> grid.checkedTimes(0, total));
    }
  }

  @Property
  void anExplicitListIsTakenAsItIsOrRefused(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = -1, max = 10) Integer> times) {
    TimeGrid grid = TimeGrid.explicit(Ints.toArray(times));
    boolean falls = Ordering.natural().reverse().isStrictlyOrdered(times);
    if (falls && Collections.min(times) >= 0 && Collections.max(times) < 10) {
      assertEquals(times, grid.checkedTimes(times.size(), 10));
    } else {
      assertRefused("grid " + times, () -> grid.checkedTimes(times.size(), 10));
    }
    assertRefused("grid", () -> grid.checkedTimes(times.size() + 1, 10));
  }

  /** The paper's grid visits the last time step first; that of the authors' code never does. */
  @Example
  void trailingBeginsAtTheLastTimeAndLeadingEndsAtTheFirst() {
    assertEquals(1023, TimeGrid.trailing().times(256, 1024).get(0));
    assertEquals(3, TimeGrid.trailing().times(256, 1024).get(255));
    assertEquals(1020, TimeGrid.leading().times(256, 1024).get(0));
    assertEquals(0, TimeGrid.leading().times(256, 1024).get(255));
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
    assertTimes(TimeGrid.quad(), 800, 632, 483, 355, 246, 158, 88, 39, 9, 0);
  }

  private static void assertTimes(TimeGrid grid, Integer... times) {
    assertEquals(List.of(times), grid.checkedTimes(times.length, 1000), grid.toString());
  }

  @Example
  void oneStepIsAllowed() {
    assertEquals(List.of(0), TimeGrid.leading().checkedTimes(1, 1000));
    assertEquals(List.of(999), TimeGrid.trailing().checkedTimes(1, 1000));
    assertEquals(List.of(999), TimeGrid.linspace().checkedTimes(1, 1000));
    assertEquals(List.of(0), TimeGrid.quad().checkedTimes(1, 1000));
  }

  @Example
  void aGridOfTheUsersOwnIsChecked() {
    TimeGrid own = (steps, total) -> ImmutableList.of(total, 0);
    assertRefused("grid", () -> own.checkedTimes(2, 10));
    assertRefused("grid", () -> own.checkedTimes(3, 10));
  }
}
