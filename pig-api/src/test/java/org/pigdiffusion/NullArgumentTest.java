package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.Provenance;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.SamplingMethod;

/** A null is refused where it is given, by the argument's name, and not where it is missed. */
class NullArgumentTest {
  private static final SamplingMethod METHOD = Ddim.ofSteps(3);
  private static final Threshold ZERO = Threshold.absolute(0);

  private static void assertNamed(Map<String, Executable> calls) {
    calls.forEach(
        (name, call) ->
            assertEquals(name, assertThrows(NullPointerException.class, call, name).getMessage()));
  }

  @Test
  void methodsAndTexts() {
    assertNamed(
        Map.of(
            "rule", () -> SamplingMethod.of(null, 3).description(),
            "grid", () -> METHOD.withGrid(null).description(),
            "thresholding", () -> METHOD.withThresholding(null).description(),
            "method", () -> SamplingMethod.parse(null).description(),
            "noise schedule", () -> NoiseSchedule.parse(null),
            "noise source", () -> NoiseSource.parse(null),
            "guide transform", () -> GuideTransform.parse(null),
            "guide refresh", () -> GuideRefresh.parse(null)));
  }

  @Test
  void samplersAndRequests() {
    PairedSampler.Builder sampler = PairedSampler.builder();
    assertNamed(
        Map.of(
            "x", () -> sampler.x(null),
            "y", () -> sampler.y(null),
            "schedule", () -> sampler.schedule(null),
            "guide", () -> sampler.guide(null),
            "annotation", () -> sampler.annotation(null)));
    SamplingRequest.Builder request = SamplingRequest.builder();
    assertNamed(
        Map.of(
            "method", () -> request.method(null),
            "noise", () -> request.noise(null),
            "guideRefresh", () -> request.guideRefresh(null),
            "fixedX", () -> request.fixedX(null),
            "start x", () -> request.start(null, null)));
  }

  @Test
  void transformsAndPolicies() {
    for (Executable call :
        List.<Executable>of(
            () -> GuideTransform.binary(null), () -> GuideTransform.softBinary(null, 1))) {
      assertNamed(Map.of("threshold", call));
    }
    assertNamed(
        Map.of(
            "lower", () -> GuideTransform.ternary(null, ZERO),
            "upper", () -> GuideTransform.ternary(ZERO, null),
            "next", () -> GuideTransform.identity().then(null),
            "other", () -> GuideRefresh.always().or(null)));
  }

  @Test
  void whatModelsAndPairsSayOfThemselves() {
    NoiseSchedule schedule = NoiseSchedule.paper();
    NoiseSource noise = NoiseSource.keyed(0);
    Provenance.Model model = new Provenance.Model("id", "cpu");
    assertNamed(
        Map.of(
            "id", () -> new Provenance.Model(null, "cpu"),
            "device", () -> new Provenance.Model("id", null),
            "noise", () -> Provenance.builder(null, METHOD, schedule, model),
            "method", () -> Provenance.builder(noise, null, schedule, model),
            "noiseSchedule", () -> Provenance.builder(noise, METHOD, null, model),
            "modelY", () -> Provenance.builder(noise, METHOD, schedule, null)));
    DenoiserSpec.Builder spec = DenoiserSpec.builder(1, 1, "id");
    assertNamed(
        Map.of(
            "id", () -> DenoiserSpec.builder(1, 1, null),
            "prediction", () -> spec.prediction(null),
            "size", () -> spec.size(null),
            "device", () -> spec.device(null),
            "role", () -> spec.role(null),
            "schedule", () -> spec.schedule(null)));
    ModelCard.Builder card = ModelCard.builder(Role.X, 1, 1, schedule);
    assertNamed(
        Map.of(
            "role", () -> ModelCard.builder(null, 1, 1, schedule),
            "schedule", () -> ModelCard.builder(Role.X, 1, 1, null),
            "prediction", () -> card.prediction(null),
            "size", () -> card.size(null),
            "range", () -> card.range(null),
            "guide", () -> card.guide(null),
            "annotation", () -> card.annotation(null)));
  }
}
