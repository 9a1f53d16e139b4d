package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.SamplingMethod;

/** The order of a rule under guide transforms that jump and that do not. */
class GuideSmoothnessTest {

  private static void assertErrors(
      String guide, IntFunction<SamplingMethod> method, double order, double... expected) {
    double[] errors =
        GaussianPair.errors(
            expected.length, method, GuideTransform.parse(guide), GuideRefresh.always());
    for (int i = 0; i < errors.length; i++) {
      assertEquals(expected[i], errors[i], 0.06 * expected[i]);
    }
    assertEquals(order, GaussianPair.order(errors), 0.25);
  }

  @ParameterizedTest
  @CsvSource({
    "identity, 2, 3.0e-2, 5.8e-3, 1.2e-3, 2.9e-4",
    "clamped, 2, 2.9e-2, 5.7e-3, 1.2e-3, 2.8e-4",
    "'softBinary(absolute,0,0.5)', 2, 2.7e-2, 5.4e-3, 1.2e-3, 2.7e-4",
    "'softBinary(absolute,0,0.2)', 2, 2.2e-2, 5.0e-3, 1.2e-3, 2.8e-4",
    "'softBinary(absolute,0,0.1)', 2, 1.9e-2, 4.2e-3, 1.2e-3, 3.5e-4",
    "'binary(absolute,0)', 1, 1.9e-2, 6.1e-3, 2.8e-3, 1.3e-3",
  })
  void aMaskTakesDpmSolverItsSecondOrderAndASoftOneDoesNot(
      String guide, double order, double at20, double at40, double at80, double at160) {
    assertErrors(
        guide,
        steps -> DpmSolverPlusPlus.ofSteps(steps).withGrid(GaussianPair.GRID),
        order,
        at20,
        at40,
        at80,
        at160);
  }

  @ParameterizedTest
  @CsvSource({
    "clamped, 3.1e-2, 1.5e-2, 7.6e-3, 3.8e-3",
    "'binary(absolute,0)', 3.6e-2, 1.8e-2, 9.0e-3, 4.3e-3",
  })
  void ddimHasNoOrderToLose(String guide, double at20, double at40, double at80, double at160) {
    assertErrors(
        guide,
        steps -> Ddim.ofSteps(steps).withGrid(GaussianPair.GRID),
        1,
        at20,
        at40,
        at80,
        at160);
  }
}
