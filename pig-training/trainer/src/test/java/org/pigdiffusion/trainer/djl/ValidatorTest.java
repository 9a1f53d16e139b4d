package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.Role;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.trainer.LossPoint;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;

class ValidatorTest {
  /**
   * The loss of a network that errs by its time step, in 100 of them: the mean time of each quarter
   * is known without the validator, and no batch that it is shown lies in two.
   */
  @ParameterizedTest
  @CsvSource({"64, 8", "64, 48", "5, 4", "7, 3", "80, 8", "1, 100"})
  void lossesOfTheQuartersOfTheTimeSteps(int pairs, int batchSize) {
    TrainingConfig config =
        TinyRun.config().targetCondition(TargetCondition.trueClean()).batch(batchSize, 1).build();
    Validator validator =
        new Validator(
            TinyRun.pairs(pairs, 1), config, new Randomness(1, Role.Y), PairObjective.ofY(config));
    List<Float> seen = new ArrayList<>();
    LossPoint point = validator.loss(12, batch -> meanTime(batch, seen));
    assertEquals(12, point.step());
    assertTrue(seen.size() >= 64, seen::toString);
    assertEquals(mean(seen, 0, 100), point.loss(), 1e-9);
    assertEquals(4, point.byNoise().size());
    IntStream.range(0, 4)
        .forEach(
            part ->
                assertEquals(
                    mean(seen, 25 * part, 25 * (part + 1)), point.byNoise().get(part), 1e-9));
  }

  private static double meanTime(TrainingBatch batch, List<Float> seen) {
    List<Float> times = Floats.asList(batch.shown().times().toArray());
    assertEquals(
        1, times.stream().map(time -> (int) (time / 25)).distinct().count(), () -> "" + times);
    seen.addAll(times);
    return mean(times, 0, 100);
  }

  private static double mean(List<Float> times, int from, int to) {
    return times.stream()
        .mapToDouble(time -> time)
        .filter(time -> time >= from && time < to)
        .average()
        .orElseThrow();
  }
}
