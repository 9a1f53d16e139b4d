package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

class PairObjectiveTest {

  private static DrawnPairs pairs(TrainingConfig config) {
    return new Batches(TinyRun.pairs(10, 1), config, new Randomness(1, Role.X)).draw(0);
  }

  /** The equations of the paper's Algorithm 1, for each pair by itself. */
  @ParameterizedTest
  @EnumSource
  void eachRoleLearnsItsOwnChain(PredictionType prediction) {
    TrainingConfig config = TinyRun.config().prediction(prediction).build();
    DrawnPairs drawn = pairs(config);
    TrainingBatch x = PairObjective.ofX(config).batch(drawn, LossWeighting.NONE);
    TrainingBatch y = PairObjective.ofY(config).batch(drawn, LossWeighting.NONE);
    assertEquals(y.noisy(), x.condition());
    assertSame(drawn.x0(), y.condition());
    for (int n = 0; n < 3; n++) {
      int t = drawn.times().get(n);
      assertEquals(t, x.times().at(n, 0, 0, 0));
      assertEquals(t, y.times().at(n, 0, 0, 0));
      double abar = config.schedule().alphaBar(t);
      assertLearns(prediction, abar, drawn.x0(), drawn.noiseX(), x, n);
      assertLearns(prediction, abar, drawn.y0(), drawn.noiseY(), y, n);
    }
  }

  private static void assertLearns(
      PredictionType prediction, double abar, Tensor clean, Tensor noise, TrainingBatch of, int n) {
    double a = Math.sqrt(abar);
    double s = Math.sqrt(1 - abar);
    Tensor cleanImage = clean.slice(n, n + 1);
    Tensor noiseOfImage = noise.slice(n, n + 1);
    Tensor noisy = Tensor.combine(a, cleanImage, s, noiseOfImage);
    assertClose(noisy, of.noisy().slice(n, n + 1), 1e-6);
    Tensor target =
        switch (prediction) {
          case NOISE -> noiseOfImage;
          case VELOCITY -> Tensor.combine(a, noiseOfImage, -s, cleanImage);
          case CLEAN -> cleanImage;
        };
    assertClose(target, of.target().slice(n, n + 1), 1e-6);
  }

  @Test
  void theGuideMayBeTheNoisySampleOfX() {
    TrainingConfig config = TinyRun.config().targetCondition(TargetCondition.noisy()).build();
    DrawnPairs drawn = pairs(config);
    Tensor xt = PairObjective.ofX(config).batch(drawn, LossWeighting.NONE).noisy();
    assertEquals(xt, PairObjective.ofY(config).batch(drawn, LossWeighting.NONE).condition());
  }

  @ParameterizedTest
  @EnumSource
  void theGuideIsTheCleanEstimateOfModelX(PredictionType prediction) {
    TrainingConfig config = TinyRun.config().prediction(prediction).build();
    DrawnPairs drawn = pairs(config);
    Tensor xt = PairObjective.ofX(config).batch(drawn, LossWeighting.NONE).noisy();
    UNet net = new UNet(TinyRun.network());
    Weights weights = RandomWeights.of(TinyRun.network(), 2);
    try (Denoiser modelX = FrozenModel.open(net, weights, config)) {
      assertEquals(prediction, modelX.spec().prediction());
      TrainingBatch y = guided(config, modelX, GuideTransform.identity(), drawn);
      Tensor guide = y.condition();
      for (int n = 0; n < 3; n++) {
        int t = drawn.times().get(n);
        Tensor ofImage = xt.slice(n, n + 1);
        Tensor predicted = modelX.predict(ofImage, y.noisy().slice(n, n + 1), t);
        Tensor expected =
            prediction.estimate(predicted, ofImage, config.schedule().alphaBar(t)).clean();
        assertClose(expected, guide.slice(n, n + 1), 1e-4);
      }
      for (GuideTransform transform : List.of(GuideTransform.clamped(), GuideTransform.authors())) {
        assertEquals(transform.apply(guide), guided(config, modelX, transform, drawn).condition());
      }
    }
  }

  private static TrainingBatch guided(
      TrainingConfig config, Denoiser modelX, GuideTransform transform, DrawnPairs drawn) {
    return PairObjective.ofY(config, modelX, transform).batch(drawn, LossWeighting.NONE);
  }

  /** What a CPU and a GPU take for the frozen model x are one model. */
  @Test
  void modelXIsTheSameOnBothEngines() {
    TrainingConfig config = TinyRun.config().build();
    DrawnPairs drawn = pairs(config);
    Weights weights = RandomWeights.of(TinyRun.network(), 2);
    try (Denoiser onDjl =
            DjlDenoiser.of(TinyRun.network(), weights, config.prediction(), "frozen model x");
        Denoiser inOnnxRuntime =
            FrozenModel.inOnnxRuntime(new UNet(TinyRun.network()), weights, config)) {
      assertClose(
          onDjl.predict(drawn.noiseX(), drawn.noiseY(), drawn.t()),
          inOnnxRuntime.predict(drawn.noiseX(), drawn.noiseY(), drawn.t()),
          1e-5);
    }
  }

  @Test
  void theWeightIsTheMeanSigmoidOfTheCondition() {
    LossWeights weights =
        new LossWeights(TinyRun.config().build(), LossWeighting.SIGMOID_OF_CONDITION);
    Tensor zeros = Tensor.zeros(new Shape(2, 1, 1, 1));
    DrawnPairs drawn =
        new DrawnPairs(zeros, zeros, zeros, zeros, zeros, ImmutableIntArray.of(1, 2));
    assertClose(
        Tensor.of(new Shape(2, 1, 1, 1), 0.5f, 0.5f),
        weights.of(drawn, Tensor.of(new Shape(2, 2, 1, 1), 0f, 0f, 100f, -100f)),
        1e-6);
    assertClose(
        Tensor.of(new Shape(2, 1, 1, 1), 0.7310586f, 0.26894143f),
        weights.of(drawn, Tensor.of(new Shape(2, 1, 1, 1), 1f, -1f)),
        1e-6);
  }

  /** All three are the clean image's error weighted by min(SNR, 5). */
  @ParameterizedTest
  @EnumSource
  void minSnrWeighsTheErrorOfTheCleanImage(PredictionType prediction) {
    TrainingConfig config = TinyRun.config().prediction(prediction).build();
    DrawnPairs pairs = pairs(config);
    Tensor weights = PairObjective.ofX(config).batch(pairs, LossWeighting.MIN_SNR).weights();
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
