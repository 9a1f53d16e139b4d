package org.pigdiffusion.sampler;

import org.pigdiffusion.noise.ForwardProcess;

/**
 * When model x is called again. A mask settles long before the image does: once x0hat has settled,
 * calling x at every evaluation costs half of all network calls and changes little. Asked for each
 * pair of a batch on its own, so that a pair stays the same pair whatever its batch mates; the
 * first evaluation always calls x and is not asked about.
 *
 * <p>Where x is not called, x0hat of the last call is held: it guides y again, and x_t moves on as
 * if it were the clean image, with the noise that {@link ForwardProcess#noise} finds for it. Under
 * DDIM, x then takes one long step from call to call; if the last steps are not called, the
 * finished x is the x0hat held. To a rule of higher order a held x0hat is a constant one, so x is
 * integrated to first order only; {@link #extrapolating} keeps a second order.
 *
 * <p>Implementations are immutable and without state. Those made here are described by {@link
 * #description} and made again by {@link #parse}. With a fixed x no policy is asked.
 */
public interface GuideRefresh {

  /** Whether to call model x at this evaluation for this pair; else its x0hat is held. */
  boolean isDue(Moment moment);

  /**
   * Names this policy with its settings.
   *
   * @return the same text in every run, for no other policy; jobs, tables and provenance tell two
   *     policies apart by it
   */
  String description();

  /**
   * Whether x0hat is extrapolated where x is not called; if not, it is held. To extrapolate is to
   * draw a line over log SNR through the values of x0hat at the last two calls, and to follow it
   * beyond the last call, at most as far as the two calls are apart. A combination of policies
   * extrapolates if one of them does.
   */
  default boolean extrapolates() {
    return false;
  }

  /**
   * What is known of one pair when an evaluation is due. A rule that takes several evaluations a
   * step, as Heun's, is asked at each.
   *
   * @param evaluation the evaluation's number, in [1, evaluations)
   * @param evaluations all evaluations of the scheduler
   * @param noiseLevel the factor of the noise in the sample ({@link ForwardProcess#s}), in (0, 1];
   *     falls towards the clean end. Not the sigma of a time grid
   * @param age evaluations since x was last called, at least 1; 1 says that it was at the one
   *     before
   * @param change mean absolute difference of x0hat, over all pixels and channels, between the last
   *     two calls; infinite while there was only one
   */
  record Moment(int evaluation, int evaluations, double noiseLevel, int age, double change) {}

  /** At every evaluation: the paper's Algorithm 2. */
  static GuideRefresh always() {
    return NamedRefresh.ALWAYS;
  }

  /**
   * At every k-th evaluation: {@code ceil(n / k)} calls of n.
   *
   * @param evaluations k, at least 1
   */
  static GuideRefresh every(int evaluations) {
    return NamedRefresh.every(evaluations);
  }

  /**
   * As long as the last call changed x0hat by more than the threshold; not again after, unless
   * another policy calls x. The more steps, the smaller each change. At the noisiest times x0hat
   * changes little too, because it has hardly begun to form: used alone, this policy could stop
   * there, with a guide that shows nothing yet. So call x at those times in any case: {@code
   * noiseLevelWithin(0.9, 1).or(whileChanging(c))}.
   *
   * @param threshold mean absolute difference of x0hat, finite, at least 0
   */
  static GuideRefresh whileChanging(double threshold) {
    return NamedRefresh.whileChanging(threshold);
  }

  /**
   * While the noise level {@code sqrt(1 - abar)} is in an interval, ends included. A sigma of a
   * {@link org.pigdiffusion.scheduler.TimeGrid} is another quantity: its noise level is {@code
   * sigma / sqrt(1 + sigma^2)}. The interval of a grid is refused here, since its greatest sigma is
   * above 1.
   *
   * @param least in [0, most]
   * @param most at most 1
   */
  static GuideRefresh noiseLevelWithin(double least, double most) {
    return NamedRefresh.noiseLevelWithin(least, most);
  }

  /**
   * At the first evaluations only; the guide is frozen after them.
   *
   * @param evaluations how many, at least 1
   */
  static GuideRefresh frozenAfter(int evaluations) {
    return NamedRefresh.frozenAfter(evaluations);
  }

  /**
   * The same, with x0hat extrapolated instead of held where x is not called.
   *
   * @see #extrapolates
   */
  default GuideRefresh extrapolating() {
    return NamedRefresh.extrapolating(this);
  }

  /** When this policy and another both say so. */
  default GuideRefresh and(GuideRefresh other) {
    return NamedRefresh.and(this, other);
  }

  /** When this policy or another says so. */
  default GuideRefresh or(GuideRefresh other) {
    return NamedRefresh.or(this, other);
  }

  /**
   * The policy that a description names.
   *
   * @throws IllegalArgumentException if it is none of those made here
   */
  static GuideRefresh parse(String description) {
    return GuideRefreshParser.parse(description);
  }
}
