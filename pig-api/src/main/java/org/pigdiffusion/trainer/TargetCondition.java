package org.pigdiffusion.trainer;

import org.pigdiffusion.sampler.GuideTransform;

/** What model y is shown of x while it is trained. Immutable. */
public sealed interface TargetCondition {

  /** The true x_0 (Algorithm 1): model y is then any conditional model, and needs no model x. */
  record TrueClean() implements TargetCondition {
    @Override
    public String description() {
      return "TRUE_CLEAN";
    }
  }

  /**
   * The clean estimate x0hat that the frozen model x makes in one step from (x_t, y_t, t), after a
   * transform: what model y meets when sampling with the same transform as the guide.
   *
   * @param transform what is made of x0hat; one that {@link GuideTransform#parse} knows
   */
  record PredictedClean(GuideTransform transform) implements TargetCondition {
    /**
     * Checks the transform.
     *
     * @throws IllegalArgumentException if it cannot be read back from its description, so that no
     *     trained model could say what it was trained with
     */
    public PredictedClean {
      GuideTransform unused = GuideTransform.parse(transform.description());
    }

    /** The first two are what checkpoints of older versions say, which are still read. */
    @Override
    public String description() {
      if (transform.equals(GuideTransform.identity())) {
        return "PREDICTED_CLEAN";
      }
      return transform.equals(GuideTransform.clamped())
          ? "PREDICTED_CLEAN_LIMITED"
          : "PREDICTED_CLEAN(" + transform.description() + ")";
    }
  }

  /**
   * The noisy x_t itself, with the noise of the same time as y_t: model y then needs no model x. To
   * compare the guides with each other. No sampler of this library guides y so, since they show it
   * what is made of x0hat.
   */
  record Noisy() implements TargetCondition {
    @Override
    public String description() {
      return "NOISY";
    }
  }

  /** Names this condition, in checkpoints and in the provenance of trained models. */
  String description();

  /** The true x_0. */
  static TargetCondition trueClean() {
    return new TrueClean();
  }

  /** The noisy x_t. */
  static TargetCondition noisy() {
    return new Noisy();
  }

  /** What model x makes of x, as it is: what the PIG authors do unless told otherwise. */
  static TargetCondition predictedClean() {
    return predictedClean(GuideTransform.identity());
  }

  /**
   * What model x makes of x, after a transform: {@link GuideTransform#clamped} for samplers that
   * clamp the guide, {@link GuideTransform#authors} or {@link GuideTransform#authorsTernary} for
   * the PIG authors' binary or ternary condition.
   *
   * @throws IllegalArgumentException if the transform is none that {@link GuideTransform#parse}
   *     knows
   */
  static TargetCondition predictedClean(GuideTransform transform) {
    return new PredictedClean(transform);
  }
}
