package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.contract.JavaProcess;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.unet.UNetConfig;

/** What only the stage of model y needs is missing: that of model x must not begin. */
class FirstStepTest {
  @TempDir Path folder;

  /** Trains in the folder that it is given; a fault is told by its message alone. */
  static final class Trainer {
    private Trainer() {}

    public static void main(String[] args) {
      UNetConfig network =
          UNetConfig.builder(1, 1)
              .baseWidth(8)
              .groups(4)
              .multipliers(1)
              .attentionLevels(Set.of())
              .build();
      PairSource pairs = BreastPhantom.of(2, 1, 16);
      TrainingConfig config =
          TrainingConfig.builder()
              .targetCondition(TargetCondition.predictedClean()) // stage Y calls model x
              .steps(1, 1)
              .batch(1, 1)
              .build();
      try {
        DjlPairedTrainer.of(Path.of(args[0]), network, config)
            .train(pairs, pairs, TrainingListener.none());
      } catch (BackendException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void aMissingTemporaryFolderEndsTheRunBeforeIt() throws IOException, InterruptedException {
    Path missing = folder.resolve("missing");
    Path run = folder.resolve("run");
    JavaProcess process =
        JavaProcess.ofClass(List.of("-Djava.io.tmpdir=" + missing), Trainer.class, run.toString());
    assertEquals(0, process.exitCode(), process.output());
    assertTrue(process.output().contains("found no such folder at " + missing), process.output());
    assertFalse(Files.exists(run.resolve("x")), "stage X has begun");
  }
}
