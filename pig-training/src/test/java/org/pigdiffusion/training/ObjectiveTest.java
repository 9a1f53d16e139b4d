package org.pigdiffusion.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.djl.DjlTrainableNetwork;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

class ObjectiveTest {

  private static NoisyPairs pairs(TrainingConfig config) {
    return new Batches(TinyRun.pairs(10, 1), config, new Randomness(1, Role.X)).draw(0);
  }

  @ParameterizedTest
  @EnumSource
  void eachRoleLearnsItsOwnChain(PredictionType prediction) {
    TrainingConfig config = TinyRun.config().prediction(prediction).build();
    NoisyPairs pairs = pairs(config);
    TrainingBatch x =
        new Objective(Role.X, config, Guide.trueClean()).batch(pairs, LossWeighting.NONE);
    assertSame(pairs.noisyX(), x.noisy());
    assertSame(pairs.noisyY(), x.condition());
    TrainingBatch y =
        new Objective(Role.Y, config, Guide.trueClean()).batch(pairs, LossWeighting.NONE);
    assertSame(pairs.noisyY(), y.noisy());
    assertSame(pairs.cleanX(), y.condition());
    for (int n = 0; n < 3; n++) {
      int t = pairs.times().get(n);
      assertEquals(t, x.times().at(n, 0, 0, 0));
      double abar = config.schedule().alphaBar(t);
      assertClose(
          prediction.target(pairs.cleanX().slice(n, n + 1), pairs.noiseX().slice(n, n + 1), abar),
          x.target().slice(n, n + 1),
          1e-6);
      assertClose(
          prediction.target(pairs.cleanY().slice(n, n + 1), pairs.noiseY().slice(n, n + 1), abar),
          y.target().slice(n, n + 1),
          1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGuideIsTheCleanEstimateOfModelX(PredictionType prediction) {
    TrainingConfig config = TinyRun.config().prediction(prediction).build();
    NoisyPairs pairs = pairs(config);
    UNet net = new UNet(TinyRun.network());
    Weights weights = RandomWeights.of(TinyRun.network(), 2);
    try (DjlTrainableNetwork onDjl = DjlTrainableNetwork.of(net, weights);
        FrozenModel modelX = FrozenModel.of(net, weights, config)) {
      Tensor predicted = modelX.predict(pairs.noisyX(), pairs.noisyY(), pairs.times());
      assertClose(
          onDjl.predict(pairs.noisyX(), pairs.noisyY(), Objective.times(pairs.times())),
          predicted,
          1e-5);
      Tensor guide = Guide.predicted(modelX, config, GuideTransform.identity()).of(pairs);
      for (int n = 0; n < 3; n++) {
        Tensor expected =
            prediction
                .estimate(
                    predicted.slice(n, n + 1),
                    pairs.noisyX().slice(n, n + 1),
                    config.schedule().alphaBar(pairs.times().get(n)))
                .clean();
        assertClose(expected, guide.slice(n, n + 1), 1e-4);
      }
      for (GuideTransform transform : List.of(GuideTransform.clamped(), GuideTransform.authors())) {
        assertEquals(transform.apply(guide), Guide.predicted(modelX, config, transform).of(pairs));
      }
    }
  }

  @Test
  void theWeightIsTheMeanSigmoidOfTheCondition() {
    TrainingConfig config = TinyRun.config().build();
    Tensor zeros = Tensor.zeros(new Shape(2, 1, 1, 1));
    Tensor twoChannels = Tensor.of(new Shape(2, 2, 1, 1), 0f, 0f, 100f, -100f);
    NoisyPairs pairs =
        new NoisyPairs(
            zeros,
            zeros,
            zeros,
            zeros,
            zeros,
            zeros,
            com.google.common.primitives.ImmutableIntArray.of(1, 2));
    Objective objective = new Objective(Role.Y, config, unused -> twoChannels);
    assertClose(
        Tensor.of(new Shape(2, 1, 1, 1), 0.5f, 0.5f),
        objective.batch(pairs, LossWeighting.SIGMOID_OF_CONDITION).weights(),
        1e-6);
    Objective other =
        new Objective(Role.Y, config, unused -> Tensor.of(new Shape(2, 1, 1, 1), 1f, -1f));
    assertClose(
        Tensor.of(new Shape(2, 1, 1, 1), 0.7310586f, 0.26894143f),
        other.batch(pairs, LossWeighting.SIGMOID_OF_CONDITION).weights(),
        1e-6);
  }

  /** All three are the clean image's error weighted by min(SNR, 5). */
  @ParameterizedTest
  @EnumSource
  void minSnrWeighsTheErrorOfTheCleanImage(PredictionType prediction) {
    TrainingConfig config = TinyRun.config().prediction(prediction).build();
    NoisyPairs pairs = pairs(config);
    Tensor weights =
        new Objective(Role.X, config, Guide.trueClean())
            .batch(pairs, LossWeighting.MIN_SNR)
            .weights();
    for (int n = 0; n < 3; n++) {
      double abar = config.schedule().alphaBar(pairs.times().get(n));
      double cleanPerPrediction =
          switch (prediction) {
            case NOISE -> (1 - abar) / abar;
            case VELOCITY -> 1 - abar;
            case CLEAN -> 1;
          };
      double expected = Math.min(abar / (1 - abar), 5) * cleanPerPrediction;
      assertEquals(expected, weights.at(n, 0, 3, 3), 1e-6 * Math.max(1, expected));
    }
  }
}
