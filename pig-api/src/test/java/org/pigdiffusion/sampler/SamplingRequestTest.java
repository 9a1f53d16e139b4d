package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  void aBuilderOfItKeepsEverySetting() {
    SamplingRequest request =
        request()
            .count(5)
            .firstIndex(3)
            .batchSize(2)
            .size(8, 16)
            .method(Ddim.ofSteps(3))
            .noise(NoiseSource.torch(1))
            .guideRefresh(GuideRefresh.every(2))
            .trajectoryEvery(4)
            .build();
    SamplingRequest again = request.toBuilder().build();
    assertEquals(request, again);
    assertEquals(request.hashCode(), again.hashCode());
    assertEquals(request.toString(), again.toString());
    assertNotEquals(request, request.toBuilder().seed(1).build());
  }

  /** Count and size are those of the tensors, so they change with these. */
  @Test
  void aBuilderOfItTakesOtherTensors() {
    SamplingRequest given = request().start(TWO, TWO).fixedX(TWO).build();
    assertEquals(given, given.toBuilder().build());
    Tensor three = Tensor.zeros(new Shape(3, 1, 8, 4));
    SamplingRequest other = given.toBuilder().start(three, three).fixedX(three).build();
    assertEquals(3, other.count());
    assertEquals(OptionalInt.of(8), other.height());
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertRefused("count", () -> request().count(0).build());
    assertRefused("firstIndex", () -> request().firstIndex(-1).build());
    String message =
        assertRefused("count", () -> request().count(6).firstIndex(Long.MAX_VALUE - 5).build());
    assertTrue(message.contains("at most 5 after"), message);
    assertEquals(5, request().count(5).firstIndex(Long.MAX_VALUE - 5).build().count());
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
  void countAndSizeOfATensorNeedNotBeSaid() {
    Tensor three = Tensor.zeros(new Shape(3, 1, 8, 4));
    for (SamplingRequest request :
        List.of(request().fixedX(three).build(), request().start(three, three).build())) {
      assertEquals(3, request.count());
      assertEquals(OptionalInt.of(8), request.height());
      assertEquals(OptionalInt.of(4), request.width());
    }
    assertEquals(3, request().count(3).size(8, 4).fixedX(three).build().count());
  }

  @Test
  void aSizeThatContradictsATensorIsRefused() {
    assertRefused("height", () -> request().size(8, 4).fixedX(TWO).build());
    assertRefused("width", () -> request().size(4, 8).fixedX(TWO).build());
    assertRefused("height", () -> request().size(8, 4).start(TWO, TWO).build());
    assertRefused("count", () -> request().count(0).fixedX(TWO).build());
    Tensor larger = Tensor.zeros(new Shape(2, 1, 8, 4));
    assertRefused("height", () -> request().start(TWO, TWO).fixedX(larger).build());
  }

  @ParameterizedTest
  @ValueSource(floats = {255, 1.001f, -1.001f, Float.NaN, Float.NEGATIVE_INFINITY})
  void guidesOutOfRangeAreRefused(float value) {
    float[] values = TWO.toArray();
    values[5] = value;
    Tensor guides = Tensor.of(TWO.shape(), values);
    assertRefused("fixedX", () -> request().fixedX(guides).build());
  }

  @Test
  void noiseMayBeOutOfRange() {
    Tensor noise = Tensor.filled(TWO.shape(), 4);
    assertEquals(noise, request().start(noise, noise).build().start().orElseThrow().y());
  }

  @Test
  void startsMustBeFinite() {
    Tensor broken = Tensor.filled(TWO.shape(), Float.NaN);
    assertRefused("start x", () -> request().count(2).start(broken, TWO).build());
    assertRefused("start y", () -> request().count(2).start(TWO, broken).build());
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
    assertEquals(GuideTransform.clamped(), fast.guide());

    Preset code = Preset.authorsCode();
    assertEquals(paper.schedule(), code.schedule());
    assertEquals(Ddim.ofSteps(256).withGrid(TimeGrid.leading()), code.method());
    assertEquals(GuideTransform.authors().description(), code.guide().description());
    assertEquals(1020, code.method().on(code.schedule()).time(0));
    assertEquals(0, code.method().on(code.schedule()).time(255));
  }

  /** With the words of the methods that help. */
  @Test
  void aFixedXOutOfRangeIsRefusedWithTheRemedy() {
    Tensor soft = Tensor.filled(new Shape(1, 1, 2, 2), 1.2f);
    String message = assertRefused("fixedX", () -> SamplingRequest.builder().fixedX(soft).build());
    assertTrue(message.endsWith("clamp a soft guide by clamp(-1, 1)"), message);
  }
}
