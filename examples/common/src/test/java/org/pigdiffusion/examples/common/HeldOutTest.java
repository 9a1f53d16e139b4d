package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  @Test
  void checkpointsTellWhatModelsHaveLearntFrom() {
    Path models = Path.of("run", "pair");
    assertEquals(HeldOut.NOT_KNOWN, HeldOut.require(models, run -> Optional.empty()));
    assertEquals(HeldOut.UNLEARNT, HeldOut.require(models, run -> Optional.of(true)));
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> HeldOut.require(models, run -> Optional.of(false)))
            .getMessage();
    assertTrue(refusal.startsWith("--models: expected models that have learnt from"), refusal);
  }

  /** The checkpoints are looked for in the folder around the pair, however that is written. */
  @Test
  void theRunLiesAroundThePair() {
    Path run = Path.of("run").toAbsolutePath();
    assertEquals(run, HeldOut.runOf(Path.of("run", "pair")));
    assertEquals(run, HeldOut.runOf(Path.of("run", "pair", ".")));
    assertEquals(run, HeldOut.runOf(Path.of("run", "other", "..", "pair")));
  }
}
