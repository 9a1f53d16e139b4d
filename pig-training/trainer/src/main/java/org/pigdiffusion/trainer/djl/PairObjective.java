package org.pigdiffusion.trainer.djl;

import java.util.Optional;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlTrainableNetwork;
import org.pigdiffusion.djl.ShownImages;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.noise.ForwardProcess;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.TargetCondition.Noisy;
import org.pigdiffusion.trainer.TrainingConfig;

/**
 * What a network learns from pairs: PIG's Algorithm 1 in stage X, and the training of p_y in stage
 * Y. {@link #batch} is both, to be read beside the paper.
 */
final class PairObjective {
  private final Role role;
  private final TrainingConfig config;
  private final Optional<PredictedGuide> guide;

  /** The frozen model x, and what is made of its x0hat before it guides y. */
  private record PredictedGuide(ModelX modelX, GuideTransform transform) {}

  /** What the frozen model x predicts of noisy pairs. */
  @FunctionalInterface
  private interface ModelX {
    Tensor predict(Tensor xt, Tensor yt, DrawnPairs drawn);
  }

  private PairObjective(Role role, TrainingConfig config, Optional<PredictedGuide> guide) {
    this.role = role;
    this.config = config;
    this.guide = guide;
  }

  /** Stage X: model x learns to denoise x_t, shown y_t. */
  static PairObjective ofX(TrainingConfig config) {
    return new PairObjective(Role.X, config, Optional.empty());
  }

  /** Stage Y: model y learns to denoise y_t, shown the true x_0, or x_t if the settings say so. */
  static PairObjective ofY(TrainingConfig config) {
    return new PairObjective(Role.Y, config, Optional.empty());
  }

  /** Stage Y: model y learns to denoise y_t, shown what a transform makes of model x's x0hat. */
  static PairObjective ofY(TrainingConfig config, Denoiser modelX, GuideTransform transform) {
    return ofY(config, transform, (xt, yt, drawn) -> modelX.predict(xt, yt, drawn.t()));
  }

  /**
   * Stage Y as well, with a model x that has learnt from augmented pairs that it was told of: it is
   * told the same here. Otherwise it would estimate an x0 that was not augmented, and model y would
   * learn not to follow its guide.
   */
  static PairObjective ofY(
      TrainingConfig config, DjlTrainableNetwork modelX, GuideTransform transform) {
    return ofY(
        config,
        transform,
        (xt, yt, drawn) -> modelX.predict(new ShownImages(xt, yt, times(drawn), drawn.labels())));
  }

  private static PairObjective ofY(TrainingConfig config, GuideTransform transform, ModelX modelX) {
    return new PairObjective(Role.Y, config, Optional.of(new PredictedGuide(modelX, transform)));
  }

  /**
   * What the network is shown and what it should answer, for pairs (x_0, y_0), noise (e1, e2) and
   * times t that were drawn. The loss is the mean squared error of the answer.
   */
  TrainingBatch batch(DrawnPairs drawn, LossWeighting weighting) {
    ForwardProcess at = config.schedule().at(drawn.t());
    Tensor xt = at.noisy(drawn.x0(), drawn.noiseX());
    Tensor yt = at.noisy(drawn.y0(), drawn.noiseY());

    Tensor noisy = role == Role.X ? xt : yt;
    Tensor condition = role == Role.X ? yt : guide(drawn, at, xt, yt);
    Tensor clean = role == Role.X ? drawn.x0() : drawn.y0();
    Tensor noise = role == Role.X ? drawn.noiseX() : drawn.noiseY();

    Tensor target = config.prediction().target(clean, noise, at);
    Tensor weights = new LossWeights(config, weighting).of(drawn, condition);
    ShownImages shown = new ShownImages(noisy, condition, times(drawn), drawn.labels());
    return new TrainingBatch(shown, target, weights);
  }

  /** What guides y: x_0 or x_t, or x0hat, which the frozen model x finds in x_t and y_t. */
  private Tensor guide(DrawnPairs drawn, ForwardProcess at, Tensor xt, Tensor yt) {
    if (guide.isEmpty()) {
      return config.targetCondition() instanceof Noisy ? xt : drawn.x0();
    }
    Tensor predicted = guide.get().modelX().predict(xt, yt, drawn);
    Tensor x0hat = config.prediction().estimate(predicted, xt, at).clean();
    return guide.get().transform().apply(x0hat);
  }

  private static Tensor times(DrawnPairs drawn) {
    float[] values = new float[drawn.times().length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = drawn.times().get(i);
    }
    return Tensor.adopt(new Shape(values.length, 1, 1, 1), values);
  }
}
