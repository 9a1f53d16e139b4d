package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimePlanTest {
  @TempDir Path folder;

  private static TableMethod method(String name, TableMethod.Kind kind) {
    return new TableMethod(
        name, "", kind, (where, steps) -> (fold, training, count) -> Optional.empty());
  }

  private static TimePlan plan(int steps) {
    return new TimePlan(
        steps,
        new TreeMap<>(Map.of("--size", "32", "--pair-width", "24")),
        new HashMap<>(
            Map.of(
                "pair", new TrainingCost(0.7, 0.5, 0.1, 0.1),
                "rival", new TrainingCost(0.3, 0.1, 0.1, 0.1))));
  }

  @Test
  void aRivalGetsTheCpuTimeOfThePair() {
    TimePlan plan = plan(3000);
    assertEquals(3000, plan.steps(method("pair", TableMethod.Kind.PAIRED), "pair"));
    assertEquals(7000, plan.steps(method("rival", TableMethod.Kind.CONDITIONAL), "pair"));
    assertEquals(0, plan.steps(method("none", TableMethod.Kind.UNTRAINED), "pair"));
  }

  @Test
  void anExperimentGoesOnWithThePlanThatItBeganWith() throws IOException {
    plan(3000).write(folder);
    assertEquals(plan(3000), TimePlan.open(folder, 3000, plan(3000).options()));
    String begin = folder.resolve("plan.json") + " was timed with ";
    assertRefused(begin + "--pair-steps 3000, found 4000: give", 4000, plan(3000).options());
    assertRefused(
        begin + "--pair-width 24, found 8; with --size 32, found 64: give the options",
        3000,
        Map.of("--pair-width", "8", "--size", "64"));
  }

  private void assertRefused(String expected, int steps, Map<String, String> options) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> TimePlan.open(folder, steps, options));
    assertTrue(refused.getMessage().startsWith(expected), refused::toString);
  }

  /** Options that came later than a plan, or went. */
  @Test
  void whatAPlanDoesNotTellMayBeAny() throws IOException {
    plan(3000).write(folder);
    Map<String, String> others = Map.of("--size", "32", "--later", "1");
    assertEquals(plan(3000), TimePlan.open(folder, 3000, others));
    Files.writeString(folder.resolve("plan.json"), "{\"pairSteps\":3000, \"costs\":{}}");
    assertEquals(new TimePlan(3000, Map.of(), Map.of()), TimePlan.open(folder, 3000, others));
  }

  /** The rivals would have other steps than those that they were trained with. */
  @Test
  void aPlanThatIsGoneFromWhatWasTrainedIsRefused() throws IOException {
    Path begun = Files.createDirectories(folder.resolve("images-8/draw-1"));
    assertEquals(Map.of(), TimePlan.open(folder, 3000, Map.of()).costs());
    Files.writeString(begun.resolve("settings.json"), "{}");
    assertRefused(
        "%s: expected the plan by which %s was begun, found no file; put it back from a copy, or"
            .formatted(folder.resolve("plan.json"), begun),
        3000,
        Map.of());
  }

  @Test
  void anotherTextIsRefused() throws IOException {
    for (String text :
        new String[] {"", "[]", "{\"pairSteps\":3000}", "{\"costs\":{\"a\":null}}"}) {
      Files.writeString(folder.resolve("plan.json"), text);
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class, () -> TimePlan.open(folder, 3000, Map.of()), text);
      assertTrue(refused.getMessage().contains("plan.json"), refused::toString);
    }
  }
}
