package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.contract.RecordingDenoiser;
import org.pigdiffusion.contract.RecordingDenoiser.Call;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Ddpm;
import org.pigdiffusion.scheduler.Deis;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.Euler;
import org.pigdiffusion.scheduler.Heun;
import org.pigdiffusion.scheduler.Pndm;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;

/**
 * The order of Proposition 1, {@code p_x(x_(t-1) | x_t, y_t) p_y(y_(t-1) | x0hat, y_t)}, for any
 * request: observed from the outside, by what the two networks are given.
 */
class PropositionOneProperties {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(50, 1e-3, 0.3);

  @Provide
  Arbitrary<TimeGrid> grids() {
    return Arbitraries.of(TimeGrid.leading(), TimeGrid.trailing(), TimeGrid.linspace());
  }

  @Provide
  Arbitrary<SamplingMethod> methods() {
    Arbitrary<Integer> steps = Arbitraries.integers().between(1, 12);
    Arbitrary<SamplingMethod> ddim =
        steps.flatMap(
            n ->
                Arbitraries.of(0.0, 0.3, 1.0)
                    .flatMap(
                        eta ->
                            grids()
                                .map(grid -> SamplingMethod.of(new Ddim(eta), n).withGrid(grid))));
    Arbitrary<SamplingMethod> ddpm =
        steps.flatMap(n -> grids().map(grid -> Ddpm.ofSteps(n).withGrid(grid)));
    Arbitrary<SamplingMethod> fast =
        steps.flatMap(
            n ->
                Arbitraries.of(
                    Euler.ofSteps(n),
                    Heun.ofSteps(n),
                    Pndm.ofSteps(n),
                    SamplingMethod.of(new Pndm(Pndm.Start.RUNGE_KUTTA), n),
                    Deis.ofSteps(n),
                    DpmSolverPlusPlus.ofSteps(n),
                    SamplingMethod.of(
                        DpmSolverPlusPlus.ofOrder(2).withNoise(DpmSolverPlusPlus.Noise.SDE), n),
                    SamplingMethod.of(UniPc.ofOrder(3), n)));
    return Arbitraries.oneOf(ddim, ddpm, fast);
  }

  @Provide
  Arbitrary<GuideTransform> guides() {
    return Arbitraries.of(
        GuideTransform.identity(),
        GuideTransform.authors(),
        GuideTransform.ternary(),
        GuideTransform.binary(Threshold.absolute(0)).smoothed(3));
  }

  /** Keeps what another transform returned. */
  private record Kept(GuideTransform transform, List<Tensor> returned) implements GuideTransform {
    @Override
    public Tensor apply(Tensor cleanEstimate) {
      returned.add(transform.apply(cleanEstimate));
      return returned.get(returned.size() - 1);
    }

    @Override
    public String description() {
      return transform.description();
    }
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void xGivenTheNoisyTargetThenYGivenTheTransformedCleanGuide(
      @ForAll("methods") SamplingMethod method,
      @ForAll("guides") GuideTransform transform,
      @ForAll @IntRange(min = 1, max = 5) int count,
      @ForAll @IntRange(min = 1, max = 3) int batchSize,
      @ForAll long seed) {
    List<Call> calls = new ArrayList<>();
    Kept guide = new Kept(transform, new ArrayList<>());
    PairedSampler sampler =
        PairedSampler.builder()
            .x(new RecordingDenoiser(Role.X, FunctionDenoiser.pointwise(1, 1), calls))
            .y(new RecordingDenoiser(Role.Y, FunctionDenoiser.pointwise(1, 1), calls))
            .schedule(SCHEDULE)
            .guide(guide)
            .build();
    List<PairBatch> batches =
        sampler
            .sample(
                SamplingRequest.builder()
                    .count(count)
                    .batchSize(batchSize)
                    .size(3, 4)
                    .method(method)
                    .seed(seed)
                    .trajectoryEvery(1)
                    .build())
            .toList();

    int evaluations = method.on(SCHEDULE).evaluations();
    assertEquals((count + batchSize - 1) / batchSize, batches.size());
    assertEquals(2 * evaluations * batches.size(), calls.size());
    for (int batch = 0; batch < batches.size(); batch++) {
      for (int evaluation = 0; evaluation < evaluations; evaluation++) {
        int at = batch * evaluations + evaluation;
        Call x = calls.get(2 * at);
        Call y = calls.get(2 * at + 1);
        TrajectoryPoint point = batches.get(batch).trajectory().get(evaluation);
        assertEquals(Role.X, x.role());
        assertEquals(Role.Y, y.role());
        assertEquals(method.on(SCHEDULE).time(evaluation), x.time());
        assertEquals(x.time(), y.time());
        assertSame(point.x(), x.noisy());
        assertSame(point.y(), x.condition(), "x must be conditioned on y_t");
        assertSame(point.y(), y.noisy());
        // Each batch transforms once more at its end, for the annotation.
        Tensor returned = guide.returned().get(at + batch);
        assertSame(returned, y.condition(), "y must be conditioned on what the transform returned");
        assertEquals(transform.apply(point.xClean()), returned);
      }
    }
  }
}
