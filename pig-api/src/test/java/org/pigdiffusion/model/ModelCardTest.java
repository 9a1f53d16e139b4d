package org.pigdiffusion.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;

class ModelCardTest {
  private static final ModelCard FULL =
      ModelCard.builder(Role.Y, 3, 1, NoiseSchedule.cosine(500).zeroTerminalSnr())
          .prediction(PredictionType.VELOCITY)
          .size(new SizeRule(64, 0, 8))
          .trainedSize(new ImageSize(64, 48))
          .range(new ValueRange(0, 0.1))
          .guide(GuideTransform.authors())
          .annotation(GuideTransform.ternary())
          .provenance(ImmutableMap.of("data", "phantom, seed 1 = 2\nline", "steps", "6000"))
          .build();

  @Test
  void isReadBackAsItWasWritten() {
    ModelCard read = ModelCard.fromProperties(new HashMap<>(FULL.toProperties()));
    assertEquals(FULL, read);
    assertEquals(FULL.schedule().description(), read.schedule().description());
    assertEquals(GuideTransform.authors().description(), read.guideTransform().description());
    assertEquals(GuideTransform.ternary().description(), read.annotationTransform().description());
  }

  @Test
  void aBuilderOfItKeepsEveryEntry() {
    ModelCard again = FULL.toBuilder().build();
    assertEquals(FULL, again);
    assertEquals(FULL.hashCode(), again.hashCode());
    assertEquals(FULL.toString(), again.toString());
    assertNotEquals(FULL, FULL.toBuilder().provenance(Map.of()).build());
  }

  @Test
  void whatIsNotSetIsThePapers() {
    ModelCard card = ModelCard.builder(Role.X, 1, 1, NoiseSchedule.paper()).build();
    assertEquals(PredictionType.NOISE, card.prediction());
    assertEquals(new ValueRange(-1, 1), card.range());
    assertEquals(GuideTransform.identity().description(), card.guide());
    assertEquals(card.guide(), card.annotation());
    assertEquals(SizeRule.multipleOf(1), card.size());
    assertEquals(card, ModelCard.fromProperties(card.toProperties()));
  }

  @Test
  void anOlderCardTellsNoSizeThatItLearntFrom() {
    Map<String, String> older = new HashMap<>(FULL.toProperties());
    assertEquals("64x48", older.remove("pig.trainedSize"));
    ModelCard card = ModelCard.fromProperties(older);
    assertEquals(Optional.empty(), card.trainedSize());
    assertEquals(older, card.toProperties());
    assertNotEquals(FULL, card);
  }

  /** A model keeps the transform that it was trained with, whatever has a name of its own today. */
  @Test
  void anOlderCardOfTheAuthorsTransformMeansWhatItSays() {
    String older = "smoothed(5,binary(relative,0.75))"; // without the limit of today's
    Map<String, String> properties = new HashMap<>(FULL.toProperties());
    properties.put("pig.guide", older);
    ModelCard card = ModelCard.fromProperties(properties);
    assertEquals(
        GuideTransform.binary(Threshold.relative(0.75)).smoothed(5), card.guideTransform());
    assertEquals(older, card.toProperties().get("pig.guide"));
  }

  @Test
  void allKeysHaveThePrefixAndStrangersAreIgnored() {
    assertTrue(FULL.toProperties().keySet().stream().allMatch(key -> key.startsWith("pig.")));
    Map<String, String> more = new HashMap<>(FULL.toProperties());
    more.put("author", "somebody");
    assertEquals(FULL, ModelCard.fromProperties(more));
  }

  @Test
  void aCardIsRecognisedByItsFormat() {
    assertTrue(ModelCard.isIn(FULL.toProperties()));
    assertFalse(ModelCard.isIn(ImmutableMap.of("role", "x")));
  }

  @Test
  void aMissingEntryIsNamed() {
    for (String key : FULL.toProperties().keySet()) {
      if (!key.startsWith("pig.provenance.") && !key.equals("pig.trainedSize")) {
        Map<String, String> rest = new HashMap<>(FULL.toProperties());
        rest.remove(key);
        assertTrue(refusal(rest).startsWith(key + ": expected"), refusal(rest));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pig.format, 2",
    "pig.role, z",
    "pig.channels, one",
    "pig.channels, 0",
    "pig.conditionChannels, -1",
    "pig.prediction, sharpness",
    "pig.schedule, straight(10)",
    "pig.schedule, 'linear(10,a,b)'",
    "pig.size.height, -8",
    "pig.size.multiple, 0",
    "pig.trainedSize, 64",
    "pig.trainedSize, 0x64",
    "pig.trainedSize, 64x44",
    "pig.trainedSize, 64x2000000",
    "pig.range.low, NaN",
    "pig.range.high, -1",
    "pig.guide, fancy",
    "pig.annotation, fancy",
  })
  void aMalformedEntryIsRefused(String key, String value) {
    Map<String, String> properties = new HashMap<>(FULL.toProperties());
    properties.put(key, value);
    String message = refusal(properties);
    assertTrue(message.contains("expected") && message.contains(value), message);
  }

  /** Else a pair of an older and a newer file would be refused as two guides. */
  @Test
  void anOlderNameOfATransformIsTheSameCard() {
    ModelCard today =
        ModelCard.builder(Role.X, 1, 1, NoiseSchedule.paper())
            .guide(GuideTransform.clamped())
            .build();
    Map<String, String> older = new HashMap<>(today.toProperties());
    older.put("pig.guide", "limited");
    assertEquals(today, ModelCard.fromProperties(older));
  }

  @Test
  void aGuideThatCannotBeReadBackIsRefused() {
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
    ModelCard.Builder builder = ModelCard.builder(Role.X, 1, 1, NoiseSchedule.paper()).guide(own);
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("guide: expected"));
    builder.guide(GuideTransform.identity()).annotation(own);
    refusal = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("annotation: expected"));
  }

  /** Three class channels, thresholded each on its own, gave pixels in several classes or none. */
  @ParameterizedTest
  @EnumSource
  void transformsMustFitTheChannelsOfTheGuide(Role role) {
    ModelCard.Builder card =
        role == Role.X
            ? ModelCard.builder(role, 3, 1, NoiseSchedule.paper())
            : ModelCard.builder(role, 1, 3, NoiseSchedule.paper());
    GuideTransform binary = GuideTransform.binary(Threshold.absolute(0));
    card.annotation(binary);
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, card::build).getMessage());
    assertTrue(message.startsWith("annotation: binary") && message.endsWith("classes(3)"), message);
    Map<String, String> properties =
        new HashMap<>(card.annotation(GuideTransform.classes(3)).build().toProperties());
    properties.put("pig.guide", "binary(absolute,0.0)");
    assertTrue(refusal(properties).startsWith("guide: binary"), refusal(properties));
  }

  @Test
  void anUnconditionalTargetHasNoGuideToFit() {
    GuideTransform binary = GuideTransform.binary(Threshold.absolute(0));
    ModelCard card = ModelCard.builder(Role.Y, 3, 0, NoiseSchedule.paper()).guide(binary).build();
    assertEquals(binary, card.guideTransform());
  }

  private static String refusal(Map<String, String> properties) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> ModelCard.fromProperties(properties))
            .getMessage());
  }
}
