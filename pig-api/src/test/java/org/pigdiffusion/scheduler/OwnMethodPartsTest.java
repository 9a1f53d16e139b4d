package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/** Methods with a rule, grid or thresholding of the user's own. */
class OwnMethodPartsTest {
  /** A grid and a thresholding whose {@code toString} is the same whatever they do. */
  private record Own(int k) implements TimeGrid, Thresholding {
    @Override
    public List<Double> times(int steps, NoiseSchedule schedule) {
      return TimeGrid.trailing().times(steps, schedule);
    }

    @Override
    public Tensor apply(Tensor cleanEstimate) {
      return cleanEstimate;
    }

    @Override
    public String description() {
      return "own(" + k + ")";
    }

    @Override
    public String toString() {
      return "mine";
    }
  }

  /** What is stored tells them apart, and is not taken for a method of the library's. */
  @Test
  void partsOfTheUsersOwnAreNamedByTheirDescriptionAndNotReadBack() {
    SamplingMethod grid = Ddim.ofSteps(5).withGrid(new Own(3));
    SamplingMethod whole = Ddim.ofSteps(5).withGrid(new Own(3).whole());
    SamplingMethod thresholding = Ddim.ofSteps(5).withThresholding(new Own(4));
    assertEquals("ddim@own(3):5", grid.description());
    assertEquals("ddim@whole(own(3)):5", whole.description());
    assertEquals("ddim:5:own(4)", thresholding.description());
    for (SamplingMethod method : List.of(grid, whole, thresholding)) {
      assertEquals(method.description(), method.on(NoiseSchedule.paper()).description());
      assertRefused("method", () -> SamplingMethod.parse(method.description()));
    }
  }

  @Test
  void aRuleOfTheUsersOwnIsSampledWith() {
    record OwnRule() implements SamplingRule {
      @Override
      public List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule) {
        return SamplingRule.oneForEachStep(
            path,
            i ->
                Combination.builder()
                    .clean(0, path.get(i + 1).a())
                    .noise(0, path.get(i + 1).s())
                    .build());
      }

      @Override
      public TimeGrid defaultGrid() {
        return TimeGrid.trailing();
      }

      @Override
      public String description() {
        return "own";
      }
    }

    Scheduler scheduler = SamplingMethod.of(new OwnRule(), 5).on(NoiseSchedule.paper());
    assertEquals("own:5", scheduler.description());
    assertEquals(5, scheduler.evaluations());
  }
}
