package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkPlanTest {
  /** Two folds, ten networks, and a hundred pairs of two seconds. */
  private static final WorkPlan.Amount AMOUNT = new WorkPlan.Amount(2, 10, 100);

  private static final Rates RATES = new Rates(0.5, 1.5, 0, 2, 0.1);

  @TempDir Path folder;

  @Test
  void whatNetworksAndSamplingLeaveIsDividedAmongTheFolds() {
    WorkPlan plan = WorkPlan.ofHours(1, 1, AMOUNT, RATES, 1000);
    // An hour, less 10 * 1000 * 0.1 s and 200 s, for two folds of 2 s a step of both models.
    assertEquals(new WorkPlan("1.0", 1, 600, 600, 1000), plan);
  }

  @Test
  void networksTakeHalfOfTheTimeAtMost() {
    WorkPlan plan = WorkPlan.ofHours(0.5, 0.5, AMOUNT, RATES, 1000);
    assertEquals(new WorkPlan("0.5", 0.5, 175, 175, 900), plan);
    assertTrue(plan.told(AMOUNT, RATES, 0).contains("10 segmentation networks of 900 steps"));
  }

  @Test
  void validationsTakeTheirTimeAndOneHourIsTheTimeOfEverything() {
    Rates rates = new Rates(0.5, 1.5, 20, 2, 0.1);
    WorkPlan plan = WorkPlan.ofHours(2, 1.5, AMOUNT, rates, 1000);
    // 1.5 hours, less 1000 s and 200 s, are 2100 s a fold; ten validations take 200 s, and each
    // step
    // takes 2 s and its share of a validation every 500 steps.
    assertEquals(new WorkPlan("2.0", 2, 931, 931, 1000), plan);
    assertTrue(plan.told(AMOUNT, rates, 0.25).contains("about 2.0 hours"));
    assertTrue(
        plan.told(AMOUNT, rates, 0.25)
            .endsWith("; 30.0 minutes for the rest, such as measuring and the report."));
    WorkPlan given = WorkPlan.ofSteps(931, 931, 1000, AMOUNT, rates);
    assertEquals(1.5, given.expectedHours(), 2e-3);
  }

  @Test
  void timingThatTakesHalfOfTheHoursIsRefused() {
    HoursBudget.from(1).requireTimingIsShort();
    HoursBudget over = new HoursBudget(1, System.nanoTime() - 31L * 60 * 1_000_000_000);
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, over::requireTimingIsShort);
    assertTrue(String.valueOf(fault.getMessage()).contains("found 1.0, of which half are over"));
    assertEquals(0.85 * 29 / 60, over.left(), 1e-3);
  }

  @Test
  void tooFewHoursAreRefused() {
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class, () -> WorkPlan.ofHours(0.1, 0.1, AMOUNT, RATES, 1000));
    assertTrue(String.valueOf(fault.getMessage()).contains("0.06 hours of sampling"));
  }

  @Test
  void givenStepsSayTheTime() {
    WorkPlan plan = WorkPlan.ofSteps(100, 200, 1000, AMOUNT, RATES);
    double seconds = 2 * (100 * 0.5 + 200 * 1.5) + 200 + 1000;
    assertEquals(seconds / 3600, plan.expectedHours(), 1e-12);
    assertTrue(
        plan.told(AMOUNT, RATES, 0)
            .endsWith("200 of y. The time of measuring and of the report comes on top."),
        plan.told(AMOUNT, RATES, 0));
  }

  @Test
  void aFolderGoesOnWithThePlanThatItBeganWith() throws IOException {
    Map<String, String> options = Map.of("--size", "32", "--pair-width", "24");
    assertEquals(Optional.empty(), WorkPlan.read(folder, "1.0", options));
    WorkPlan plan = WorkPlan.ofHours(1, 1, AMOUNT, RATES, 1000);
    plan.write(folder, options);
    WorkPlan read = WorkPlan.read(folder, "1.0", options).orElseThrow();
    assertEquals(plan, read);
    assertEquals(plan, read.continued(1, 1, 7));
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> WorkPlan.read(folder, "2.0", options));
    assertTrue(String.valueOf(fault.getMessage()).startsWith("--hours: expected 1.0, with which"));
    for (String other : List.of("", "soon", plan(folder) + "soon")) {
      Files.writeString(folder.resolve("plan.txt"), other);
      assertThrows(IllegalArgumentException.class, () -> WorkPlan.read(folder, "1.0", options));
    }
  }

  private static String plan(Path folder) throws IOException {
    return Files.readString(folder.resolve("plan.txt"));
  }

  /** The steps were chosen with these: with others the hours would be others. */
  @Test
  void otherOptionsThanThoseOfTheStepsAreRefusedByName() throws IOException {
    WorkPlan plan = WorkPlan.ofHours(1, 1, AMOUNT, RATES, 1000);
    plan.write(folder, Map.of("--size", "32", "--window", " a\nb "));
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> WorkPlan.read(folder, "1.0", Map.of("--size", "64", "--window", "a b")));
    assertEquals(
        "%s was timed with --size 32, found 64: give the options as before, or choose another folder"
            .formatted(folder.resolve("plan.txt")),
        fault.getMessage());
    Map<String, String> same = Map.of("--size", "32", "--later", "1");
    assertEquals(Optional.of(plan), WorkPlan.read(folder, "1.0", same));
  }

  /** As it was written before options were kept. */
  @Test
  void aPlanWithoutOptionsGoesOnWithAny() throws IOException {
    Files.writeString(
        folder.resolve("plan.txt"),
        "budget=1.0 expected-hours=1.0 pair-steps-x=600 pair-steps-y=600 steps=1000\n");
    assertEquals(
        Optional.of(new WorkPlan("1.0", 1, 600, 600, 1000)),
        WorkPlan.read(folder, "1.0", Map.of("--size", "64")));
  }
}
