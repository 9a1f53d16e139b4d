package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;

class SamplingRequestTest {
  private static final Tensor TWO = Tensor.zeros(new Shape(2, 1, 4, 4));

  private static SamplingRequest.Builder request() {
    return SamplingRequest.builder();
  }

  @Test
  void defaults() {
    SamplingRequest request = request().build();
    assertEquals(1, request.count());
    assertEquals(0, request.firstIndex());
    assertEquals(8, request.batchSize());
    assertEquals(OptionalInt.empty(), request.height());
    assertEquals(OptionalInt.empty(), request.width());
    assertEquals(Preset.fast().method(), request.method());
    assertEquals(NoiseSource.keyed(0), request.noise());
    assertEquals(0, request.trajectoryEvery());
    assertTrue(request.start().isEmpty() && request.fixedX().isEmpty());
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertRefused("count", () -> request().count(0).build());
    assertRefused("firstIndex", () -> request().firstIndex(-1).build());
    assertRefused("count", () -> request().count(2).firstIndex(Long.MAX_VALUE - 1).build());
    assertRefused("batchSize", () -> request().batchSize(0).build());
    assertRefused("height", () -> request().size(0, 4).build());
    assertRefused("width", () -> request().size(4, 0).build());
    assertRefused("trajectoryEvery", () -> request().trajectoryEvery(-1).build());
  }

  @Test
  void thereMustBeOneStartAndOneGuideForEachPair() {
    assertRefused("start", () -> request().count(3).start(TWO, TWO).build());
    assertRefused("fixedX", () -> request().count(3).fixedX(TWO).build());
    Tensor one = TWO.slice(0, 1);
    assertRefused("start y", () -> request().count(2).start(TWO, one).build());
    SamplingRequest fits = request().count(2).start(TWO, TWO).fixedX(TWO).build();
    assertEquals(TWO, fits.fixedX().orElseThrow());
  }

  @Test
  void startsAndGuidesMustBeFinite() {
    Tensor broken = Tensor.filled(TWO.shape(), Float.NaN);
    assertRefused("start x", () -> request().count(2).start(broken, TWO).build());
    assertRefused("start y", () -> request().count(2).start(TWO, broken).build());
    assertRefused("fixedX", () -> request().count(2).fixedX(broken).build());
  }

  @Test
  void thePaperTheFastOneAndTheAuthorsCodeDiffer() {
    Preset paper = Preset.paper();
    assertEquals(NoiseSchedule.linear(1024, 1e-4, 0.02), paper.schedule());
    assertEquals(Ddim.ofSteps(256), paper.method());
    assertEquals(GuideTransform.identity(), paper.guide());
    assertEquals(1023, paper.method().on(paper.schedule()).time(0));

    Preset fast = Preset.fast();
    assertEquals(UniPc.ofSteps(20).withGrid(TimeGrid.exponential(0.033, 500)), fast.method());
    assertEquals(GuideTransform.limited(), fast.guide());

    Preset code = Preset.authorsCode();
    assertEquals(paper.schedule(), code.schedule());
    assertEquals(Ddim.ofSteps(256).withGrid(TimeGrid.leading()), code.method());
    assertEquals("then(limited,smoothed(5,binary(relative,0.75)))", code.guide().description());
    assertEquals(1020, code.method().on(code.schedule()).time(0));
    assertEquals(0, code.method().on(code.schedule()).time(255));
  }
}
