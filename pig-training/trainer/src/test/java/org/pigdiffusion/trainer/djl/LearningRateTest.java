package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.trainer.LearningRateRule;

class LearningRateTest {

  @Test
  void warmsUpAndStaysConstant() {
    LearningRate rate = new LearningRate(new LearningRateRule.Constant(3), 8, 100);
    double[] expected = {2, 4, 6, 8, 8};
    for (int done = 0; done < expected.length; done++) {
      assertEquals(expected[done], rate.after(done, Plateau.START), 1e-12);
    }
  }

  @Test
  void fallsAlongACosine() {
    LearningRate rate = new LearningRate(new LearningRateRule.Cosine(10), 4, 110);
    assertEquals(4, rate.after(10, Plateau.START), 1e-12);
    assertEquals(2, rate.after(60, Plateau.START), 1e-12);
    assertTrue(rate.after(109, Plateau.START) > 0);
    assertEquals(0, rate.after(110, Plateau.START), 1e-12);
    assertEquals(0, rate.after(500, Plateau.START), 1e-12);
  }

  /** The rule of PyTorch's ReduceLROnPlateau: more than the patience without improvement. */
  @Test
  void fallsWhenTheLossStaysWhereItIs() {
    LearningRate rate = new LearningRate(new LearningRateRule.OnPlateau(0, 0.25, 2), 1, 100);
    double[] losses = {5, 4, 4, 3.9999, 4.1, 4, 3, 3, 3, 3, 3};
    double[] factors = {1, 1, 1, 1, 0.25, 0.25, 0.25, 0.25, 0.25, 0.0625, 0.0625};
    Plateau plateau = Plateau.START;
    for (int i = 0; i < losses.length; i++) {
      plateau = rate.validated(losses[i], plateau);
      assertEquals(factors[i], rate.after(50, plateau), 1e-12, "after validation " + i);
    }
  }

  /** The mean of each three steps is the loss; the patience is one mean. */
  @Test
  void fallsWhenTheTrainingLossStaysWhereItIs() {
    LearningRateRule rule = new LearningRateRule.OnTrainingPlateau(0, 0.25, 1, 3);
    LearningRate rate = new LearningRate(rule, 1, 100);
    double[] losses = {9, 1, 2, 3, 3, 0, 1, 3, 2, 0, 1, 9, 0, 0, 0};
    double[] factors = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.25, 0.25, 0.25, 0.25};
    Plateau plateau = rate.validated(0, Plateau.START);
    List<Double> done = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      done.add(losses[i]);
      plateau = rate.trained(done, plateau);
      assertEquals(factors[i], rate.after(50, plateau), 1e-12, "after step " + (i + 1));
    }
    assertEquals(0, plateau.best());
  }

  @Test
  void otherRulesIgnoreTheTrainingLoss() {
    LearningRate rate = new LearningRate(new LearningRateRule.OnPlateau(0, 0.25, 0), 1, 100);
    assertEquals(Plateau.START, rate.trained(List.of(1.0, 2.0), Plateau.START));
  }

  @Test
  void otherRulesIgnoreTheValidationLoss() {
    LearningRate rate = new LearningRate(new LearningRateRule.Constant(0), 1, 100);
    assertEquals(Plateau.START, rate.validated(3, Plateau.START));
  }
}
