package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.noise.ForwardProcess;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.SamplingMethod;

class NoiseLevelTest {
  private static final NoiseSchedule PAPER = NoiseSchedule.paper();

  private static List<NoiseLevel> nearest(String method, Double... sigmas) {
    return NoiseLevel.nearest(List.of(sigmas), SamplingMethod.parse(method), PAPER);
  }

  @Test
  void stepsOfTheMethodAreTakenAndTheRestOfItFollows() {
    List<NoiseLevel> levels = nearest("ddim@explicit(1000,800,500,100):4", 4.0, 60.0, 61.0);
    assertEquals(List.of(1000.0, 500.0), levels.stream().map(NoiseLevel::time).toList());
    assertEquals("ddim@explicit(500,100):2", levels.get(1).onward().description());
    assertEquals(1 / Math.sqrt(PAPER.snr(500)), levels.get(1).sigma(), 1e-9);
  }

  @Test
  void movedNoiseIsTold() {
    List<NoiseLevel> levels = nearest("ddim@explicit(1000,800,500,100):4", 4.0, 60.0);
    double own = levels.get(1).sigma();
    assertEquals(Optional.empty(), NoiseLevel.moved(List.of(own), levels));
    assertEquals(Optional.empty(), NoiseLevel.moved(List.of(), levels));
    assertEquals(
        "Moved to the nearest step of --method, of the --sigmas that were asked: 4.0 to "
            + levels.get(1).sigmaText()
            + ".",
        NoiseLevel.moved(List.of(own, 4.0), levels).orElseThrow());
  }

  @Test
  void noiseThatTheMethodHasNotIsRefused() {
    for (double sigma : List.of(200.0, 0.001)) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> nearest("ddim:10", sigma));
      assertTrue(refused.getMessage().startsWith("--sigmas: expected from "), refused.getMessage());
      assertTrue(refused.getMessage().endsWith("found " + sigma), refused.getMessage());
    }
  }

  @Test
  void theStandardLevelsFollowTheSideOfTheImage() {
    SamplingMethod fine = SamplingMethod.parse("ddim:1024");
    List<Double> sigmas =
        NoiseLevel.standard(32, fine, PAPER).stream().map(NoiseLevel::sigma).toList();
    assertEquals(5, sigmas.size());
    for (int i = 0; i < 5; i++) {
      assertEquals(32.0 / (1 << i), sigmas.get(i), 0.02 * sigmas.get(i));
    }
    // Large images are decided in more noise than the schedule has.
    assertEquals(3, NoiseLevel.standard(512, fine, PAPER).size());
    IllegalArgumentException none =
        assertThrows(
            IllegalArgumentException.class,
            () -> NoiseLevel.standard(32, SamplingMethod.parse("ddim:1"), PAPER));
    assertTrue(none.getMessage().startsWith("--method: expected one with"), none.getMessage());
  }

  /** Its first step has no trace of the image. */
  @Test
  void pureNoiseIsNoLevel() {
    NoiseSchedule zero = PAPER.zeroTerminalSnr();
    SamplingMethod method = SamplingMethod.parse("ddim@explicit(1023,500):2");
    double sigma = ForwardProcess.sigma(zero.alphaBar(500));
    assertEquals(
        List.of(500.0),
        NoiseLevel.nearest(List.of(sigma), method, zero).stream().map(NoiseLevel::time).toList());
    assertThrows(
        IllegalArgumentException.class,
        () -> NoiseLevel.nearest(List.of(1e6), method, zero),
        "nearest to it would be pure noise");
  }

  @Test
  void eachPairHasItsNoiseAtEachLevelInAnyBatch() {
    List<NoiseLevel> levels = nearest("ddim:10", 40.0, 4.0);
    Tensor zeros = Tensor.zeros(new Shape(4, 1, 2, 2));
    PairSet clean = new PairSet(zeros, zeros);
    NoiseSource noise = NoiseSource.keyed(9);
    PairSet all = levels.get(0).noisy(clean, noise, 0);
    PairSet last = levels.get(0).noisy(clean.slice(2, 4), noise, 2);
    assertEquals(all.slice(2, 4), last);
    double s = levels.get(0).sigma() / Math.sqrt(1 + Math.pow(levels.get(0).sigma(), 2));
    double other = levels.get(1).sigma() / Math.sqrt(1 + Math.pow(levels.get(1).sigma(), 2));
    assertNotEquals(
        all.x().at(0, 0, 0, 0) / s,
        levels.get(1).noisy(clean, noise, 0).x().at(0, 0, 0, 0) / other,
        1e-3);
    assertNotEquals(all.x(), all.y());
  }
}
