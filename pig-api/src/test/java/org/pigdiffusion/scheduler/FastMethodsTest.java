package org.pigdiffusion.scheduler;

import org.junit.jupiter.api.Nested;
import org.pigdiffusion.contract.SchedulerContract;

/** The contract for each fast method and its settings. */
class FastMethodsTest {

  @Nested
  class OfEuler extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return Euler.ofSteps(steps).withGrid(grid);
    }
  }

  @Nested
  class OfHeun extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return Heun.ofSteps(steps).withGrid(grid);
    }

    @Override
    protected int evaluations(int steps) {
      return 2 * steps - 1;
    }
  }

  @Nested
  class OfPndm extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return Pndm.ofSteps(steps).withGrid(grid);
    }

    @Override
    protected int evaluations(int steps) {
      return steps == 1 ? 1 : steps + 1;
    }
  }

  @Nested
  class OfPndmFromRungeKutta extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(new Pndm(Pndm.Start.RUNGE_KUTTA), steps).withGrid(grid);
    }

    @Override
    protected int evaluations(int steps) {
      return steps + 3 * Math.min(3, steps - 1);
    }
  }

  @Nested
  class OfDeisOfOrderTwo extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return Deis.ofSteps(steps).withGrid(grid);
    }
  }

  @Nested
  class OfDeisOfOrderThree extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(new Deis(3), steps).withGrid(grid);
    }
  }

  @Nested
  class OfDpmSolverOfOrderOne extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(DpmSolverPlusPlus.ofOrder(1), steps).withGrid(grid);
    }
  }

  @Nested
  class OfDpmSolverMidpoint extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return DpmSolverPlusPlus.ofSteps(steps).withGrid(grid);
    }
  }

  @Nested
  class OfDpmSolverHeun extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(
              DpmSolverPlusPlus.ofOrder(2).withVariant(DpmSolverPlusPlus.Variant.HEUN), steps)
          .withGrid(grid);
    }
  }

  @Nested
  class OfDpmSolverOfOrderThree extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(DpmSolverPlusPlus.ofOrder(3), steps).withGrid(grid);
    }
  }

  @Nested
  class OfDpmSolverWithNoise extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(
              DpmSolverPlusPlus.ofOrder(2).withNoise(DpmSolverPlusPlus.Noise.SDE), steps)
          .withGrid(grid);
    }
  }

  @Nested
  class OfDpmSolverOfOrderThreeWithNoise extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(
              DpmSolverPlusPlus.ofOrder(3).withNoise(DpmSolverPlusPlus.Noise.SDE), steps)
          .withGrid(grid);
    }
  }

  @Nested
  class OfUniPcBh1 extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(UniPc.ofOrder(2).withVariant(UniPc.Variant.BH1), steps)
          .withGrid(grid);
    }
  }

  @Nested
  class OfUniPcBh2 extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return UniPc.ofSteps(steps).withGrid(grid);
    }
  }

  @Nested
  class OfUniPcOfOrderThree extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(UniPc.ofOrder(3), steps).withGrid(grid);
    }
  }
}
