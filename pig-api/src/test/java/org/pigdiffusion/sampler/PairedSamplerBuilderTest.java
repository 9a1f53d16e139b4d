package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;

/** What is wrong with the parts of a sampler is said when it is built, not seen in its pictures. */
class PairedSamplerBuilderTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(100, 1e-3, 0.2);
  private static final GuideTransform BINARY = GuideTransform.binary(Threshold.absolute(0));
  private static final GuideTransform IDENTITY = GuideTransform.identity();

  private static DenoiserSpec spec(int channels, int conditionChannels) {
    return FunctionDenoiser.pointwise(channels, conditionChannels).spec();
  }

  private static Denoiser model(DenoiserSpec spec) {
    return new FunctionDenoiser(spec, (noisy, condition, time) -> noisy);
  }

  private static Denoiser model(int channels, int conditionChannels) {
    return model(spec(channels, conditionChannels));
  }

  private static Denoiser model(Role role) {
    return model(spec(1, 1).toBuilder().role(role).build());
  }

  private static PairedSampler.Builder of(Denoiser x, Denoiser y) {
    return PairedSampler.builder().x(x).y(y).schedule(SCHEDULE).guide(IDENTITY);
  }

  private static String refusal(PairedSampler.Builder builder) {
    return assertThrows(IllegalArgumentException.class, builder::build).getMessage();
  }

  private static void assertAsksWhetherSwapped(boolean asks, String message) {
    assertEquals(asks, message.endsWith("are the two models swapped?"), message);
  }

  @Test
  void modelsInEachOthersPlaceAreRefused() {
    Denoiser x = model(Role.X);
    Denoiser y = model(Role.Y);
    Denoiser foreign = model(1, 1);
    of(x, y).build();
    of(foreign, y).build();
    of(x, foreign).build();
    String message = refusal(of(y, x));
    assertTrue(message.startsWith("x: expected a model trained for role X, found"), message);
    assertAsksWhetherSwapped(true, message);
    assertAsksWhetherSwapped(true, refusal(of(y, foreign)));
    assertAsksWhetherSwapped(true, refusal(of(foreign, x)));
    assertTrue(refusal(of(foreign, x)).startsWith("y: expected"), refusal(of(foreign, x)));
  }

  @Test
  void twoModelsOfOneRoleAreNotSwappedButWrong() {
    assertAsksWhetherSwapped(false, refusal(of(model(Role.X), model(Role.X))));
    assertAsksWhetherSwapped(false, refusal(of(model(Role.Y), model(Role.Y))));
    Denoiser one = model(1, 1);
    assertTrue(refusal(of(one, one)).startsWith("models: expected two, found one"));
  }

  @Test
  void aModelOfTheGuideIsNoModelOfTheTargetAlone() {
    PairedSampler.Builder alone = PairedSampler.builder().schedule(SCHEDULE);
    assertTrue(
        refusal(alone.y(model(Role.X))).startsWith("y: expected a model trained for role Y"));
    alone.y(model(Role.Y)).build();
    alone.y(model(spec(1, 0).toBuilder().role(Role.X).build())).build();
  }

  @Test
  void partsThatAreMissingAreNamed() {
    PairedSampler.Builder builder = PairedSampler.builder();
    assertTrue(refusal(builder).startsWith("y: expected"));
    builder.y(model(1, 1));
    assertTrue(refusal(builder).startsWith("schedule: expected"));
    builder.schedule(SCHEDULE).build();
    builder.x(model(1, 1));
    assertTrue(refusal(builder).startsWith("guide: expected"));
    builder.guide(IDENTITY).build();
  }

  @Test
  void transformsWithoutAModelXWouldBeIgnored() {
    PairedSampler.Builder builder = PairedSampler.builder().y(model(1, 1)).schedule(SCHEDULE);
    assertTrue(refusal(builder.annotation(BINARY)).startsWith("annotation: expected none"));
    assertTrue(refusal(builder.guide(BINARY)).startsWith("guide: expected none"));
  }

  @Test
  void theScheduleIsThatOfTheTraining() {
    NoiseSchedule other = NoiseSchedule.cosine(100);
    Denoiser x = model(spec(1, 1).toBuilder().role(Role.X).schedule(SCHEDULE).build());
    Denoiser y = model(spec(1, 1).toBuilder().role(Role.Y).schedule(SCHEDULE).build());
    PairedSampler told = PairedSampler.builder().x(x).y(y).guide(IDENTITY).build();
    PairBatch batch =
        told.sample(SamplingRequest.builder().size(4, 4).method(Ddim.ofSteps(2)).build())
            .toList()
            .get(0);
    assertEquals(SCHEDULE, batch.provenance().noiseSchedule());

    of(x, y).build();
    of(x, model(1, 1)).build();
    assertTrue(
        refusal(of(x, model(1, 1)).schedule(other))
            .startsWith("schedule: expected " + SCHEDULE + ", which model x says"));
    assertTrue(refusal(of(model(1, 1), y).schedule(other)).contains("which model y says"));
    Denoiser strange = model(spec(1, 1).toBuilder().schedule(other).build());
    assertTrue(
        refusal(PairedSampler.builder().x(x).y(strange).guide(IDENTITY))
            .startsWith("schedule of x: expected " + other));
  }

  @Test
  void transformsThatDoNotFitTheGuideAreRefusedWithOneThatDoes() {
    Denoiser classes = model(3, 2);
    Denoiser image = model(2, 3);
    String message = refusal(of(classes, image).annotation(BINARY));
    assertEquals(
        "annotation: binary(absolute,0.0): expected a guide of 1 channel, found 3 channels; where"
            + " each channel is a class, take classes(3)",
        message);
    assertTrue(refusal(of(classes, image).guide(BINARY)).startsWith("guide: binary"));
    assertTrue(
        refusal(of(classes, image).annotation(GuideTransform.classes(4)))
            .endsWith("expected a guide of 1 or 4 channels, found 3; take classes(3)"));
    of(classes, image).annotation(GuideTransform.ternary()).build();
  }

  /** Of two models without cards the transform may tell: a mask of one channel, an RGB image. */
  @Test
  void aTransformThatFitsTheTargetOnlyTellsThatTheModelsAreSwapped() {
    Denoiser mask = model(1, 3);
    Denoiser rgb = model(3, 1);
    of(mask, rgb).annotation(BINARY).build();
    assertAsksWhetherSwapped(true, refusal(of(rgb, mask).annotation(BINARY)));
    Denoiser two = model(2, 3);
    assertAsksWhetherSwapped(false, refusal(of(model(3, 2), two).annotation(BINARY)));
  }

  @Test
  void tensorsOfTheOtherRoleAskWhetherSomethingIsSwapped() {
    PairedSampler sampler = of(model(1, 3), model(3, 1)).build();
    Tensor mask = Tensor.filled(new Shape(2, 1, 4, 4), -1);
    Tensor rgb = Tensor.filled(new Shape(2, 3, 4, 4), -1);
    SamplingRequest.Builder request = SamplingRequest.builder().method(Ddim.ofSteps(2));
    SamplingRequest swappedStart = request.start(rgb, mask).build();
    assertAsksWhetherSwapped(
        true,
        assertThrows(IllegalArgumentException.class, () -> sampler.sample(swappedStart))
            .getMessage()
            .replace("the two, or the two models, swapped", "the two models swapped"));
    SamplingRequest fixed = request.start(mask, rgb).fixedX(rgb).build();
    assertAsksWhetherSwapped(
        true,
        assertThrows(IllegalArgumentException.class, () -> sampler.sample(fixed)).getMessage());
    assertEquals(2, sampler.sample(request.fixedX(mask).build()).toList().get(0).size());
  }

  @Test
  void masksOfZeroAndOneAreNoMasks() {
    Tensor mask = Tensor.of(new Shape(1, 1, 1, 4), 0, 1, 0, 0);
    SamplingRequest request =
        SamplingRequest.builder().method(Ddim.ofSteps(2)).fixedX(mask).build();
    PairedSampler binary = of(model(1, 1), model(1, 1)).annotation(BINARY).build();
    assertRefused("fixedX", () -> binary.sample(request));
    Tensor scaled = mask.map(value -> 2 * value - 1);
    SamplingRequest good = SamplingRequest.builder().method(Ddim.ofSteps(2)).fixedX(scaled).build();
    assertEquals(scaled, binary.sample(good).toList().get(0).annotation());
    // Three classes in one channel are -1, 0 and 1: an image may lack the first.
    PairedSampler ternary =
        of(model(1, 1), model(1, 1)).annotation(GuideTransform.ternary()).build();
    assertEquals(mask, ternary.sample(request).toList().get(0).annotation());
  }

  /** Two pairs of two rows and two columns; every pixel but one is of the first class. */
  private static Tensor classes(float... last) {
    Tensor guides = Tensor.filled(new Shape(2, 3, 2, 2), -1);
    float[] values = guides.toArray();
    for (int n = 0; n < 2; n++) {
      for (int pixel = 0; pixel < 4; pixel++) {
        values[12 * n + pixel] = 1;
      }
    }
    for (int c = 0; c < 3; c++) {
      values[12 + 4 * c + 2] = last[c];
    }
    return Tensor.adopt(guides.shape(), values);
  }

  @Test
  void aFixedPixelOfNoClassOrOfSeveralIsRefusedWithItsPlace() {
    PairedSampler.Builder builder = of(model(3, 1), model(1, 3));
    PairedSampler sampler = builder.annotation(GuideTransform.classes(3)).build();
    SamplingRequest.Builder request = SamplingRequest.builder().method(Ddim.ofSteps(2));
    String place = " at row 1, column 0 of guide 1; ";
    SamplingRequest none = request.fixedX(classes(-1, -1, -1)).build();
    String noClass = assertRefused("fixedX", () -> sampler.sample(none));
    assertTrue(noClass.contains("no class" + place + "the background is a class too"), noClass);
    for (float[] several : new float[][] {{1, -1, 1}, {1, 1, 1}, {1, 0, 1}}) {
      SamplingRequest bad = request.fixedX(classes(several)).build();
      String message = assertRefused("fixedX", () -> sampler.sample(bad));
      assertTrue(message.contains(" classes" + place + "keep one"), message);
    }
    Tensor good = classes(-1, -1, 1);
    SamplingRequest right = request.fixedX(good).build();
    assertEquals(good, sampler.sample(right).toList().get(0).annotation());
    // Channels that are no classes may all be -1.
    PairedSampler any = builder.annotation(IDENTITY).build();
    assertEquals(2, any.sample(none).toList().get(0).size());
  }

  /** Zeros and ones with two ones are no mask of another scale. */
  @Test
  void overlapIsNotTakenForAnotherScale() {
    PairedSampler sampler =
        of(model(2, 1), model(1, 2)).annotation(GuideTransform.classes(2)).build();
    SamplingRequest.Builder request = SamplingRequest.builder().method(Ddim.ofSteps(2));
    SamplingRequest ones = request.fixedX(Tensor.filled(new Shape(1, 2, 2, 2), 1)).build();
    String message = assertRefused("fixedX", () -> sampler.sample(ones));
    assertTrue(message.contains("2 classes at row 0, column 0 of guide 0"), message);
  }

  @Test
  void theGuideTransformFinishesTheAnnotationTooUnlessAnotherIsGiven() {
    PairBatch batch =
        of(model(1, 1), model(1, 1))
            .guide(GuideTransform.ternary())
            .build()
            .sample(SamplingRequest.builder().size(4, 4).method(Ddim.ofSteps(3)).build())
            .toList()
            .get(0);
    assertEquals(GuideTransform.ternary().apply(batch.x()), batch.annotation());
    assertEquals(GuideTransform.classes(3), batch.provenance().annotation());
  }

  @Test
  void theSamplerClosesNothing() {
    Denoiser x = model(1, 1);
    SamplingRequest request = SamplingRequest.builder().size(4, 4).method(Ddim.ofSteps(2)).build();
    of(x, model(1, 1)).build().sample(request).close();
    of(x, model(1, 1)).build().sample(request).forEach(batch -> {});
    Tensor one = Tensor.zeros(new Shape(1, 1, 4, 4));
    assertEquals(one, x.predict(one, one, 3));
  }
}
