package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;

class SamplingRowTest {
  @Test
  void rowsAreReadAndNamed() {
    assertEquals("ddim:50", SamplingRow.parse("ddim@trailing:50/always").text());
    assertEquals(
        "unipc@karras(0.03,12):20~clamped/noiseLevelWithin(0.4,1.0)",
        SamplingRow.parse("unipc@karras(.03,12.0):20~limited/within(0.4,1)").text());
    assertEquals("ddim_50_every(2)", SamplingRow.parse("ddim:50/every(2)").folder());
    assertEquals("every(2)", SamplingRow.parse("ddim:50/every(2)").refresh().description());
    assertThrows(IllegalArgumentException.class, () -> SamplingRow.parse("euler-a:20"));
    assertThrows(IllegalArgumentException.class, () -> SamplingRow.parse("unipc:20/"));
    assertEquals(
        UniPc.ofSteps(20).withGrid(TimeGrid.trailing()),
        SamplingRow.parse("unipc@trailing:20").method());
    SamplingRow soft = SamplingRow.parse("unipc:20~softBinary(absolute,0,0.2)/every(2)");
    assertEquals(
        Optional.of("softBinary(absolute,0.0,0.2)"), soft.guide().map(GuideTransform::description));
    assertEquals(GuideRefresh.every(2).description(), soft.refresh().description());
    assertEquals(DpmSolverPlusPlus.ofSteps(15), SamplingRow.parse("dpm++2m:15").method());
    assertEquals(
        DpmSolverPlusPlus.ofSteps(20).withGrid(TimeGrid.karras(0.03, 25)),
        SamplingRow.parse("dpm++2m@karras(0.03,25):20").method());
    assertEquals(
        UniPc.ofSteps(20).withGrid(TimeGrid.exponential(0.03, 25)),
        SamplingRow.parse("unipc@exponential(0.03,25):20").method());
    assertThrows(IllegalArgumentException.class, () -> SamplingRow.parse("unipc@cosine:20"));
    assertEquals(20, SamplingRow.standard().stream().distinct().count());
  }
}
