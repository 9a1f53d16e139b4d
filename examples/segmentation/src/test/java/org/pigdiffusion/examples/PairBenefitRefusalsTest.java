package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.OutFolder;

/** What {@link PairBenefit} refuses before it begins anything. */
class PairBenefitRefusalsTest {
  @TempDir Path folder;

  @Test
  void optionsWithoutASayAreRefused() {
    refused("--no-pairs", "--hours=1");
    refused("--no-pairs", "--pair-width=8");
    refused("--no-pairs", "--pair-dropout=0.1");
    refused("--no-pairs", "--models=" + folder);
    refused("--models=" + folder, "--images=4");
    refused("--hours=1", "--pair-steps-x=4");
    refused("--no-pairs", "--images=99");
    refusedWith("expected at least 2 groups, since one chooses", "--images=1", "--no-pairs");
    refused("--augmentation=NONE", "--quarter-turns", "--no-pairs");
  }

  @Test
  void aGpuThatCannotBeUsedIsRefusedBeforeAnythingIsTimed() {
    refusedWith("--cuda: expected a GPU that can be used, found none", "--cuda=99");
    assertFalse(Files.exists(folder.resolve("refused")));
  }

  @Test
  void aFolderThatAnotherProgramHasIsRefused() throws IOException {
    try (OutFolder other = OutFolder.of(folder.resolve("refused"))) {
      other.make();
      refusedWith("--out: expected a folder that no other running program writes to", "--no-pairs");
    }
    assertFalse(Files.exists(folder.resolve("refused/rows")));
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIsTimed() {
    // Eight levels.
    refusedWith("--size: expected a multiple of 128", "--pair-coarse-first=5");
    refusedWith("--patch: expected a multiple of 2, at least 4", "--patch=2");
    refusedWith(
        "--quarter-turns: expected with --pair-flips BOTH",
        "--quarter-turns",
        "--pair-flips=LEFT_RIGHT");
    assertFalse(Files.exists(folder.resolve("refused")));
  }

  private void refused(String... options) {
    assertEquals(
        2, BenefitRuns.status(folder.resolve("refused"), options), String.join(" ", options));
  }

  private void refusedWith(String message, String... options) {
    BenefitRuns.refusedWith(folder.resolve("refused"), message, options);
  }
}
