package org.pigdiffusion.trainer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;

class TrainingReportTest {

  private static StageReport stage(Role role, StopReason reason) {
    UNetConfig config =
        UNetConfig.builder(1, 1)
            .baseWidth(4)
            .groups(2)
            .multipliers(1)
            .attentionLevels(ImmutableSet.of())
            .build();
    return StageReport.builder(role, config, InitialWeights.of(new UNet(config), 1), reason)
        .steps(10)
        .best(5, 0.5)
        .coarseFirst(2)
        .trainingLoss(List.of(new LossPoint(1, 0.9)))
        .build();
  }

  private static TrainingReport report(StageReport... stages) {
    return new TrainingReport(ImmutableList.copyOf(stages));
  }

  @Test
  void aBuilderOfAStageKeepsAll() {
    StageReport x = stage(Role.X, StopReason.STEPS_DONE);
    StageReport again = x.toBuilder().build();
    assertEquals(x, again);
    assertEquals(x.hashCode(), again.hashCode());
    assertEquals(x.toString(), again.toString());
    assertNotEquals(x, x.toBuilder().steps(9).build());
    assertEquals(2, again.coarseFirst());
    assertNotEquals(x, x.toBuilder().coarseFirst(1).build());
  }

  @Test
  void aRunIsCompleteWhenAllItsStagesEndedByThemselves() {
    StageReport x = stage(Role.X, StopReason.NO_IMPROVEMENT);
    assertTrue(report(x, stage(Role.Y, StopReason.STEPS_DONE)).complete());
    assertFalse(report(x, stage(Role.Y, StopReason.CANCELLED)).complete());
    assertFalse(report(stage(Role.X, StopReason.CANCELLED)).complete());
    assertTrue(report(x).complete());
    assertTrue(
        report(stage(Role.X, StopReason.GIVEN), stage(Role.Y, StopReason.STEPS_DONE)).complete());
    assertFalse(report().complete());
  }

  @Test
  void aStageIsFoundByItsRole() {
    StageReport x = stage(Role.X, StopReason.CANCELLED);
    assertSame(x, report(x).stage(Role.X));
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> report(x).stage(Role.Y));
    assertEquals("stage Y has not begun", refusal.getMessage());
  }

  @Test
  void theSilentListenerNeverStops() {
    TrainingListener none = TrainingListener.none();
    assertDoesNotThrow(() -> none.onStep(TrainingListener.Step.builder(Role.X).step(1, 2).build()));
    assertDoesNotThrow(
        () -> none.onValidation(new TrainingListener.Validation(Role.Y, 1, 0.5, true)));
    assertFalse(none.isCancelled());
  }

  @Test
  void aFailureKeepsItsCause() {
    Exception cause = new IllegalStateException("disk full");
    assertSame(cause, new TrainingException("stage X, step 3", cause).getCause());
    assertEquals("stage X, step 3", new TrainingException("stage X, step 3").getMessage());
  }

  @Test
  void aPairIsTwoSingleImagesOfOneSize() {
    Tensor one = Tensor.zeros(new Shape(1, 1, 4, 4));
    Tensor colour = Tensor.zeros(new Shape(1, 3, 4, 4));
    assertEquals(colour, new PairExample("a", "p1", one, colour).y());
    Tensor two = Tensor.zeros(new Shape(2, 1, 4, 4));
    assertRefused("x", () -> new PairExample("a", "p1", two, two));
    assertRefused("y", () -> new PairExample("a", "p1", one, two));
    assertRefused("y", () -> new PairExample("a", "p1", one, Tensor.zeros(new Shape(1, 1, 4, 5))));
  }
}
