package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideRefresh.Moment;
import org.pigdiffusion.scheduler.Ddpm;

@PropertyDefaults(tries = 100, edgeCases = EdgeCasesMode.NONE)
class GuideRefreshProperties {

  @Provide
  Arbitrary<GuideRefresh> policies() {
    Arbitrary<Double> levels = Arbitraries.doubles().between(0, 1).ofScale(5);
    Arbitrary<GuideRefresh> plain =
        Arbitraries.oneOf(
            Arbitraries.just(GuideRefresh.always()),
            Arbitraries.integers().between(1, 9).map(GuideRefresh::every),
            Arbitraries.integers().between(1, 9).map(GuideRefresh::frozenAfter),
            levels.map(GuideRefresh::whileChanging),
            levels.flatMap(
                low ->
                    levels.map(
                        high -> GuideRefresh.noiseLevelWithin(low * high, Math.max(low, high)))));
    Arbitrary<GuideRefresh> combined =
        plain.flatMap(one -> Arbitraries.oneOf(plain.map(one::and), plain.map(one::or)));
    return Arbitraries.oneOf(
        plain,
        combined,
        combined.map(GuideRefresh::extrapolating),
        combined.flatMap(one -> combined.map(other -> one.or(other.extrapolating()))));
  }

  @Provide
  Arbitrary<Moment> moments() {
    return Arbitraries.integers()
        .between(1, 19)
        .flatMap(
            step ->
                Arbitraries.integers()
                    .between(1, step)
                    .flatMap(
                        age ->
                            Arbitraries.doubles()
                                .between(0, 1)
                                .map(v -> new Moment(step, 20, 1 - v * v, age, v))));
  }

  @Property
  void aDescriptionNamesThePolicy(
      @ForAll("policies") GuideRefresh policy, @ForAll("moments") Moment moment) {
    GuideRefresh parsed = GuideRefresh.parse(policy.description());
    assertEquals(policy, parsed);
    assertEquals(policy.description(), parsed.toString());
    assertEquals(policy.isDue(moment), parsed.isDue(moment));
    assertEquals(policy.extrapolates(), parsed.extrapolates());
  }

  @Property
  void combinationsAreConjunctionAndDisjunction(
      @ForAll("policies") GuideRefresh one,
      @ForAll("policies") GuideRefresh other,
      @ForAll("moments") Moment moment) {
    assertEquals(one.isDue(moment) && other.isDue(moment), one.and(other).isDue(moment));
    assertEquals(one.isDue(moment) || other.isDue(moment), one.or(other).isDue(moment));
  }

  private static PairBatch sample(int steps, long seed, GuideRefresh refresh) {
    SamplingRequest.Builder request =
        SamplingRequest.builder().count(2).size(2, 3).method(Ddpm.ofSteps(steps)).seed(seed);
    return PairedSampler.builder()
        .x(FunctionDenoiser.pointwise(1, 1))
        .y(FunctionDenoiser.pointwise(1, 1))
        .schedule(NoiseSchedule.linear(50, 1e-3, 0.3))
        .guide(GuideTransform.identity())
        .build()
        .sample(request.guideRefresh(refresh).build())
        .toList()
        .get(0);
  }

  @Property
  void everyKthOfNStepsIsNByKCallsRoundedUp(
      @ForAll @IntRange(min = 1, max = 20) int steps, @ForAll @IntRange(min = 1, max = 25) int k) {
    PairBatch.Calls expected = new PairBatch.Calls((steps + k - 1) / k, steps);
    assertEquals(List.of(expected, expected), sample(steps, 1, GuideRefresh.every(k)).calls());
  }

  @Property
  void frozenAfterCallsSoOften(
      @ForAll @IntRange(min = 1, max = 20) int steps, @ForAll @IntRange(min = 1, max = 25) int k) {
    PairBatch.Calls expected = new PairBatch.Calls(Math.min(steps, k), steps);
    assertEquals(
        List.of(expected, expected), sample(steps, 1, GuideRefresh.frozenAfter(k)).calls());
  }

  @Property
  void policiesThatAreAlwaysDueMakeTheSamePairsBitForBit(
      @ForAll @IntRange(min = 1, max = 20) int steps,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    PairBatch always = sample(steps, seed, GuideRefresh.always());
    for (GuideRefresh refresh :
        List.of(
            GuideRefresh.every(1),
            GuideRefresh.frozenAfter(steps),
            GuideRefresh.noiseLevelWithin(0, 1),
            GuideRefresh.every(7).or(GuideRefresh.always()))) {
      PairBatch batch = sample(steps, seed, refresh);
      assertEquals(always.x(), batch.x());
      assertEquals(always.y(), batch.y());
      assertEquals(always.calls(), batch.calls());
    }
  }

  @Example
  void settingsOutOfRangeAreRefused() {
    assertRefused("evaluations", () -> GuideRefresh.every(0));
    assertRefused("evaluations", () -> GuideRefresh.frozenAfter(0));
    assertRefused("threshold", () -> GuideRefresh.whileChanging(-1e-9));
    assertRefused("threshold", () -> GuideRefresh.whileChanging(Double.NaN));
    assertRefused("threshold", () -> GuideRefresh.whileChanging(Double.POSITIVE_INFINITY));
    assertRefused("noise level", () -> GuideRefresh.noiseLevelWithin(-0.1, 0.5));
    assertRefused("noise level", () -> GuideRefresh.noiseLevelWithin(0.5, 1.1));
    assertRefused("noise level", () -> GuideRefresh.noiseLevelWithin(0.6, 0.5));
    assertRefused("noise level", () -> GuideRefresh.noiseLevelWithin(Double.NaN, 1));
    assertRefused("noise level", () -> GuideRefresh.noiseLevelWithin(0, Double.NaN));
  }

  /** Stored texts of before the rename. */
  @Example
  void theOlderNameOfNoiseLevelWithinIsRead() {
    GuideRefresh parsed = GuideRefresh.parse("extrapolating(within(0.39,1))");
    assertEquals(GuideRefresh.noiseLevelWithin(0.39, 1).extrapolating(), parsed);
    assertEquals("extrapolating(noiseLevelWithin(0.39,1.0))", parsed.description());
  }

  /** The default grid's bounds are values of sigma, one of them no noise level. */
  @Example
  void aSigmaIsRefusedWithWhatItsNoiseLevelIs() {
    String message = assertRefused("noise level", () -> GuideRefresh.noiseLevelWithin(0.033, 500));
    assertTrue(message.contains("sigma / sqrt(1 + sigma^2)"), message);
  }

  @Example
  void descriptionsOfNoPolicyAreRefused() {
    for (String description :
        List.of(
            "",
            "Always",
            "always()",
            "every",
            "every()",
            "every(0)",
            "every(2.5)",
            "every(2",
            "every(2))",
            "noiseLevelWithin(0.5)",
            "noiseLevelWithin(0,x)",
            "extrapolating",
            "extrapolating(2)",
            "and(always)",
            "and(always,)",
            "or(always,every(2),always)",
            "frozenAfter(99999999999)")) {
      assertThrows(
          IllegalArgumentException.class, () -> GuideRefresh.parse(description), description);
    }
  }

  @Example
  void bothEndsOfAnIntervalBelongToIt() {
    GuideRefresh interval = GuideRefresh.parse("within(0.5,0.75)");
    assertTrue(interval.isDue(new Moment(1, 20, 0.5, 1, 0)));
    assertTrue(interval.isDue(new Moment(1, 20, 0.75, 1, 0)));
    assertFalse(interval.isDue(new Moment(1, 20, Math.nextDown(0.5), 1, 0)));
    assertFalse(interval.isDue(new Moment(1, 20, Math.nextUp(0.75), 1, 0)));
  }

  @Example
  void policiesOfOtherSettingsAreNotEqual() {
    assertNotEquals(GuideRefresh.every(2), GuideRefresh.every(3));
    assertNotEquals(GuideRefresh.every(2), GuideRefresh.every(2).extrapolating());
  }

  @Example
  void aPolicyOfOnesOwnHoldsUnlessItSaysOtherwise() {
    GuideRefresh own =
        new GuideRefresh() {
          @Override
          public boolean isDue(Moment moment) {
            return false;
          }

          @Override
          public String description() {
            return "own";
          }
        };
    assertFalse(own.extrapolates());
    assertTrue(own.extrapolating().extrapolates());
  }
}
