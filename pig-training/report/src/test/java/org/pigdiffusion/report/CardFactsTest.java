package org.pigdiffusion.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.trainer.TargetCondition;

class CardFactsTest {
  private static ModelCard.Builder card(Role role, int channels, int conditionChannels) {
    return ModelCard.builder(role, channels, conditionChannels, NoiseSchedule.paper());
  }

  private static String fact(ModelCard.Builder card, String label) {
    return CardFacts.of(card.build()).getOrDefault(label, "no such fact");
  }

  @Test
  void aTrainedModelIsToldInWordsAndInOrder() {
    Map<String, String> facts =
        CardFacts.of(
            card(Role.Y, 1, 3)
                .prediction(PredictionType.VELOCITY)
                .size(SizeRule.multipleOf(8))
                .trainedSize(new ImageSize(64, 48))
                .guide(GuideTransform.clamped())
                .annotation(GuideTransform.classes(3))
                .provenance(
                    Map.ofEntries(
                        Map.entry("data", "57 pairs of nuclei"),
                        Map.entry("steps", "3000"),
                        Map.entry("batch", "8"),
                        Map.entry("coarseFirst", "2"),
                        Map.entry("bestStep", "2500"),
                        Map.entry("validationLoss", "0.21117003836175974"),
                        Map.entry("targetCondition", "PREDICTED_CLEAN_LIMITED"),
                        Map.entry("horizontalFlip", "0.5"),
                        Map.entry("verticalFlip", "0.0"),
                        Map.entry("quarterTurns", "false"),
                        Map.entry("maxShift", "2"),
                        Map.entry("seed", "1"),
                        Map.entry("hospital", "ours")))
                .build());
    List<String> lines = new ArrayList<>();
    facts.forEach((label, value) -> lines.add(label + ": " + value));
    assertEquals(
        List.of(
            "makes: images that fit the masks; it is model y, the target",
            "learnt from: 57 pairs of nuclei",
            "learnt at: 64x48 pixels",
            "trained for: 3,000 steps of 8 pairs",
            "smaller sizes first: 2, each with as many steps",
            "weights kept: those after step 2,500",
            "validation loss: 0.211",
            "model y learnt with: masks as model x estimates them, limited to -1 to 1",
            "pairs changed at random: left and right exchanged (probability 0.5), shifted by up to 2"
                + " pixels",
            "random seed: 1",
            "channels: 1, grey",
            "also sees: the mask as model x estimates it (channels: 3)",
            "predicts: velocity, a mixture of the clean picture and the noise",
            "noise schedule: linear, 1,024 time steps, beta from 0.0001 to 0.02",
            "sizes in pixels: any whose sides are multiples of 8",
            "values of pixels: from -1 to 1",
            "model y is shown masks: as model x estimates them, limited to -1 to 1",
            "masks at the end: the likeliest class of each pixel",
            "hospital: ours"),
        lines);
  }

  @Test
  void bothRolesSayWhatTheyMakeAndSee() {
    assertEquals("masks; it is model x, the guide", fact(card(Role.X, 1, 1), "makes"));
    assertEquals("the noisy image (channels: 1)", fact(card(Role.X, 1, 1), "also sees"));
    assertEquals("images, without masks", fact(card(Role.Y, 3, 0), "makes"));
    assertEquals("nothing", fact(card(Role.Y, 3, 0), "also sees"));
    assertEquals("3, colour", fact(card(Role.Y, 3, 0), "channels"));
    assertEquals("3, one for each class and the background", fact(card(Role.X, 3, 1), "channels"));
  }

  @Test
  void settingsWithoutWordsAreShownAsTheyAre() {
    ModelCard.Builder card =
        card(Role.X, 1, 1).guide(GuideTransform.binary(Threshold.relative(0.75)));
    assertEquals("binary(relative,0.75)", fact(card, "model y is shown masks"));
    String schedule =
        fact(
            ModelCard.builder(Role.X, 1, 1, NoiseSchedule.cosine(100).zeroTerminalSnr())
                .prediction(PredictionType.CLEAN),
            "noise schedule");
    assertTrue(schedule.startsWith("zeroTerminalSnr(cosine(100)), 100 time steps"), schedule);
  }

  @Test
  void everyConditionOfModelYHasWords() {
    for (TargetCondition condition :
        List.of(
            TargetCondition.trueClean(),
            TargetCondition.noisy(),
            TargetCondition.predictedClean(),
            TargetCondition.predictedClean(GuideTransform.clamped()))) {
      String told =
          fact(
              card(Role.Y, 1, 1).provenance(Map.of("targetCondition", condition.description())),
              "model y learnt with");
      assertTrue(told.contains("masks"), condition.description() + ": " + told);
    }
  }

  @Test
  void sizesAreToldAsSides() {
    String label = "sizes in pixels";
    assertEquals("any", fact(card(Role.X, 1, 1), label));
    assertEquals("64 high, 32 wide", fact(card(Role.X, 1, 1).size(SizeRule.fixed(64, 32)), label));
    assertEquals(
        "64 high, any multiple of 8 wide",
        fact(card(Role.X, 1, 1).size(new SizeRule(64, 0, 8)), label));
  }

  /** The card of another author may hold anything under any name. */
  @Test
  void whatIsNoNumberIsShownAsItIsAndLongTextIsCut() {
    Map<String, String> facts =
        CardFacts.of(
            card(Role.X, 1, 1)
                .provenance(
                    Map.of(
                        "steps", "many",
                        "validationLoss", "Infinity",
                        "predicts", "the weather",
                        "data", "{" + "a".repeat(1500)))
                .build());
    assertEquals("many steps", facts.get("trained for"));
    assertEquals("not measured", facts.get("validation loss"));
    assertEquals("the weather", facts.get("author's predicts"));
    assertEquals("{" + "a".repeat(199) + "… (1,501 characters)", facts.get("learnt from"));
  }
}
