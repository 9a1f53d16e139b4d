package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.djl.NativeMemory;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.djl.TargetBatches;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

class ControlNetTest {
  private static final double TIME = 40;

  @TempDir Path folder;

  private static Tensor random(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.adopt(shape, values);
  }

  private static Tensor predict(
      UNetConfig networkY, Weights frozen, Map<String, Weights.Array> learnt, Tensor condition) {
    Tensor noisy = random(condition.shape().withChannels(networkY.channels()), 1);
    try (ControlNetDenoiser denoiser =
        new ControlNetDenoiser(networkY, PredictionType.VELOCITY, frozen, learnt)) {
      return denoiser.predict(noisy, condition, TIME);
    }
  }

  private static void assertBeginsAsTheFrozenNetwork(UNetConfig networkY) {
    ControlNet net = new ControlNet(networkY);
    Weights frozen = InitialWeights.of(net.frozen(), 7);
    // One image: of several, each network would compute parts of another size.
    Tensor condition = random(new Shape(1, networkY.conditionChannels(), 16, 16), 2);
    Tensor noisy = random(condition.shape().withChannels(networkY.channels()), 1);
    try (DjlDenoiser alone =
        DjlDenoiser.of(net.frozen().config(), frozen, PredictionType.VELOCITY, "alone")) {
      Tensor expected = alone.predict(noisy, Tensor.zeros(noisy.shape().withChannels(0)), TIME);
      assertEquals(expected, predict(networkY, frozen, net.start(frozen), condition));
    }
  }

  @Test
  void beginsAsTheFrozenNetworkToTheBit() {
    assertBeginsAsTheFrozenNetwork(TinyRival.networkY());
    assertBeginsAsTheFrozenNetwork(
        UNetConfig.builder(3, 2)
            .baseWidth(4)
            .multipliers(1, 2, 2)
            .residualBlocks(2)
            .attentionLevels(Set.of(1))
            .groups(2)
            .patch(2)
            .build());
  }

  /** Each added map is one that the way up reads, and the copy sees the condition. */
  @Test
  void everyZeroConvolutionAndTheConditionMatter() {
    UNetConfig networkY = TinyRival.networkY();
    ControlNet net = new ControlNet(networkY);
    Weights frozen = InitialWeights.of(net.frozen(), 7);
    Tensor condition = random(new Shape(2, 1, 16, 16), 2);
    Map<String, Weights.Array> start = net.start(frozen);
    Tensor plain = predict(networkY, frozen, start, condition);
    for (String name : start.keySet()) {
      if (name.matches("zero\\.\\d+\\.weight")) {
        Map<String, Weights.Array> changed = new LinkedHashMap<>(start);
        changed.replaceAll((key, array) -> key.equals(name) ? ones(array) : array);
        assertNotEquals(plain, predict(networkY, frozen, changed, condition), name);
      }
    }
    Map<String, Weights.Array> open = new LinkedHashMap<>(start);
    open.replaceAll((name, array) -> name.startsWith("zero.") ? ones(array) : array);
    Tensor other = condition.map(value -> -value);
    assertEquals(
        predict(networkY, frozen, open, condition), predict(networkY, frozen, open, other));
    open.replaceAll((name, array) -> name.equals("conv_in.weight") ? ones(array) : array);
    assertNotEquals(
        predict(networkY, frozen, open, condition), predict(networkY, frozen, open, other));
  }

  private static Weights.Array ones(Weights.Array array) {
    float[] ones = new float[array.size()];
    Arrays.fill(ones, 0.1f);
    return Weights.Array.adopt(array.dimensions(), ones);
  }

  @Test
  void learnsFromTheMask() throws IOException {
    ControlNet net = new ControlNet(TinyRival.networkY());
    Weights frozen = InitialWeights.of(net.frozen(), 7);
    TrainingConfig config =
        TinyRival.config().toBuilder()
            .targetCondition(TargetCondition.trueClean())
            .validation(50, 0)
            .checkpoints(50, 1)
            .build();
    TargetBatches batches =
        TargetBatches.of(config, TinyRival.pairs(16, 1), TinyRival.pairs(6, 1000));
    try (NDManager manager = DjlEngine.engine().newBaseManager()) {
      ControlNetLesson lesson =
          new ControlNetLesson(net, NativeMemory.upload(manager, frozen.arrays()), batches);
      Map<String, Weights.Array> start = net.start(frozen);
      double before = loss(manager, lesson, start);
      Map<String, Weights.Array> learnt =
          new Teaching(folder.resolve("control"), "test", config, 100, () -> false)
              .run(start, lesson)
              .orElseThrow();
      double after = loss(manager, lesson, learnt);
      assertTrue(after < 0.8 * before, before + " became " + after);
    }
  }

  private static double loss(
      NDManager manager, ControlNetLesson lesson, Map<String, Weights.Array> weights) {
    return lesson.validationLoss(
        batch -> {
          try (NDManager pass = manager.newSubManager()) {
            return lesson.loss(pass, NativeMemory.upload(pass, weights), batch).getFloat();
          }
        });
  }
}
