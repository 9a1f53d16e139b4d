package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.SamplingMethod;

class ProvenanceTest {
  private static final Provenance.Model X = new Provenance.Model("sha256:aa", "cuda:0");
  private static final Provenance.Model Y = new Provenance.Model("sha256:bb on cpu", "cpu");
  static final Provenance FULL =
      Provenance.builder(
              NoiseSource.torch(7),
              SamplingMethod.parse("unipc(order=3)@exponential(0.033,500):20:dynamic(0.995,2)"),
              NoiseSchedule.cosine(500).zeroTerminalSnr(),
              Y)
          .startGiven(true)
          .guide(GuideTransform.authors())
          .annotation(GuideTransform.classes(3))
          .guideRefresh(GuideRefresh.every(4).or(GuideRefresh.frozenAfter(3)).extrapolating())
          .modelX(X)
          .build();

  /** As files hold it: this must be read for ever. */
  private static final Map<String, String> WRITTEN =
      Map.of(
          "pig.pair.format", "1",
          "pig.pair.noise", "keyed(-3)",
          "pig.pair.start", "drawn",
          "pig.pair.method", "ddim@leading:7",
          "pig.pair.schedule", "linear(1000,1.0E-4,0.02)",
          "pig.pair.guide", "identity",
          "pig.pair.annotation", "classes(3)",
          "pig.pair.guideRefresh", "every(4)",
          "pig.pair.modelY.id", "sha256:bb",
          "pig.pair.modelY.device", "cpu");

  @Test
  void isReadBackAsItWasWritten() {
    Provenance read = Provenance.fromProperties(new HashMap<>(FULL.toProperties()));
    assertEquals(FULL, read);
    assertEquals(FULL.hashCode(), read.hashCode());
    assertEquals(FULL.toString(), read.toString());
    assertEquals(NoiseSource.torch(7), read.noise());
    assertTrue(read.startGiven());
    assertEquals(FULL.method(), read.method());
    assertEquals(FULL.noiseSchedule(), read.noiseSchedule());
    assertEquals(GuideTransform.authors(), read.guide());
    assertEquals(GuideTransform.classes(3), read.annotation());
    assertEquals(FULL.guideRefresh().description(), read.guideRefresh().description());
    assertEquals(Optional.of(X), read.modelX());
    assertEquals(Y, read.modelY());
    assertNotEquals(
        FULL, Provenance.builder(FULL.noise(), FULL.method(), FULL.noiseSchedule(), Y).build());
  }

  @Test
  void theTextOfVersion1IsReadForEver() {
    Map<String, String> amongOthers = new HashMap<>(WRITTEN);
    amongOthers.put("pig.role", "y");
    Provenance read = Provenance.fromProperties(amongOthers);
    assertEquals(NoiseSource.keyed(-3), read.noise());
    assertFalse(read.startGiven());
    assertEquals("ddim@leading:7", read.method().description());
    assertEquals(NoiseSchedule.linear(1000, 1e-4, 0.02), read.noiseSchedule());
    assertEquals(GuideTransform.identity(), read.guide());
    assertEquals(GuideTransform.classes(3), read.annotation());
    assertEquals("every(4)", read.guideRefresh().description());
    assertEquals(Optional.empty(), read.modelX());
    assertEquals("sha256:bb on cpu", read.modelY().toString());
    assertEquals(WRITTEN, read.toProperties());
  }

  @Test
  void theOrderOfTheTextIsFixed() {
    assertEquals(
        List.of("format", "noise", "start", "method", "schedule", "guide", "annotation"),
        FULL.toProperties().keySet().stream()
            .limit(7)
            .map(key -> key.substring("pig.pair.".length()))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format",
        "noise",
        "start",
        "method",
        "schedule",
        "guide",
        "annotation",
        "guideRefresh",
        "modelX.id",
        "modelX.device",
        "modelY.id",
        "modelY.device"
      })
  void aMissingEntryIsRefusedByItsKey(String key) {
    Map<String, String> properties = new HashMap<>(FULL.toProperties());
    properties.remove("pig.pair." + key);
    assertRefused("pig.pair." + key, () -> Provenance.fromProperties(properties));
  }

  @ParameterizedTest
  @CsvSource({
    "format, 2",
    "noise, mine",
    "noise, keyed(1.5)",
    "noise, keyed(99999999999999999999)",
    "noise, torch(-1)",
    "start, perhaps",
    "method, guess:7",
    "schedule, steep",
    "guide, my own",
    "annotation, my own",
    "guideRefresh, sometimes",
  })
  void aMalformedEntryIsRefusedByItsKey(String key, String value) {
    Map<String, String> properties = new HashMap<>(FULL.toProperties());
    properties.put("pig.pair." + key, value);
    String message = assertRefused("pig.pair." + key, () -> Provenance.fromProperties(properties));
    assertTrue(message.contains("expected") && message.contains(value), message);
  }

  /** It is named in the text, for people; but what it does is in no file. */
  @Test
  void aTransformOfTheUsersOwnIsWrittenAndNotRead() {
    GuideTransform own =
        new GuideTransform() {
          @Override
          public Tensor apply(Tensor cleanEstimate) {
            return cleanEstimate;
          }

          @Override
          public String description() {
            return "my own";
          }
        };
    Provenance provenance =
        Provenance.builder(FULL.noise(), FULL.method(), FULL.noiseSchedule(), Y).guide(own).build();
    assertEquals("my own", provenance.toProperties().get("pig.pair.guide"));
    assertRefused("pig.pair.guide", () -> Provenance.fromProperties(provenance.toProperties()));
  }
}
