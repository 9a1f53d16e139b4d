package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

class LinearSchedulerTest {
  private static final Shape ONE = new Shape(1, 1, 1, 1);
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.ofBetas(0.1, 0.2, 0.3, 0.4);

  private static Scheduler.Step advance(Scheduler.Run run, int step, double sample) {
    Tensor one = Tensor.of(ONE, (float) sample);
    return run.advance(
        step, one, new Estimate(one.map(v -> 10 * v), one.map(v -> 100 * v)), () -> one);
  }

  /** What each term of a row stands for, by numbers that show where they come from. */
  @Test
  void aRowAddsUpWhatTheEvaluationsSaw() {
    Combination none = Combination.builder().sample(0, 1).build();
    Combination all =
        Combination.builder()
            .sample(0, 2)
            .clean(1, 3)
            .noise(2, 5)
            .noise(2, 2)
            .freshNoise(7)
            .build();
    Scheduler scheduler =
        new LinearScheduler(
            "rows",
            SCHEDULE,
            clean -> clean.map(v -> v + 0.5),
            ImmutableList.of(Point.at(3, SCHEDULE), Point.at(-1, SCHEDULE)),
            path ->
                ImmutableList.of(
                    new Evaluation(path.get(0), none),
                    new Evaluation(path.get(0), none),
                    new Evaluation(path.get(0), all)));
    Scheduler.Run run = scheduler.newRun();
    assertEquals(Tensor.of(ONE, 1), advance(run, 0, 1).next());
    assertEquals(Tensor.of(ONE, 2), advance(run, 1, 2).next());
    Scheduler.Step last = advance(run, 2, 4);
    assertEquals(Tensor.of(ONE, 40.5f), last.clean());
    assertEquals(Tensor.of(ONE, 2 * 4 + 3 * 20.5f + 7 * 100 + 7 * 4), last.next());
  }

  @Test
  void termsThatCancelAreGone() {
    Combination combination = Combination.builder().clean(3, 2).noise(0, 1).clean(3, -2).build();
    assertEquals(0, combination.reach());
    assertEquals(1, combination.factors().size());
  }

  @Test
  void aStepWithoutTheOnesBeforeItIsRefused() {
    Scheduler scheduler = DpmSolverPlusPlus.ofSteps(4).withOrder(3).on(SCHEDULE);
    String message = assertRefused("step", () -> advance(scheduler.newRun(), 2, 1));
    assertTrue(message.contains("found 2 without 1"), message);
    Scheduler.Run run = scheduler.newRun();
    advance(run, 0, 1);
    assertRefused("step", () -> advance(run, 2, 1));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertRefused("steps", () -> DpmSolverPlusPlus.ofSteps(0));
    assertRefused("steps", () -> UniPc.ofSteps(-1));
    assertRefused("steps", () -> Deis.ofSteps(0));
    assertRefused("steps", () -> Pndm.ofSteps(0));
    assertRefused("steps", () -> Heun.ofSteps(0));
    assertRefused("steps", () -> Euler.ofSteps(0));
    assertRefused("steps", () -> Ddim.ofSteps(0));
    assertRefused("steps", () -> Ddpm.ofSteps(0));
    assertRefused("order", () -> DpmSolverPlusPlus.ofSteps(5).withOrder(0));
    assertRefused("order", () -> DpmSolverPlusPlus.ofSteps(5).withOrder(4));
    assertRefused("order", () -> Deis.ofSteps(5).withOrder(4));
    assertRefused("order", () -> UniPc.ofSteps(5).withOrder(1));
  }

  @Test
  void methodsNameTheirSettings() {
    assertEquals(
        "DpmSolverPlusPlus[steps=20, order=2, variant=MIDPOINT, noise=ODE, grid=karras,"
            + " thresholding=NONE]",
        DpmSolverPlusPlus.ofSteps(20)
            .withGrid(TimeGrid.karras())
            .on(NoiseSchedule.paper())
            .description());
  }
}
