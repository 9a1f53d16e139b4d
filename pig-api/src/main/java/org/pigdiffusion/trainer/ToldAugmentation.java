package org.pigdiffusion.trainer;

/**
 * Strong random changes of training pairs that the networks are told of, so that they do not leak
 * into what is sampled: non-leaking augmentation with labels (Karras et al. 2022, arXiv 2206.00364,
 * appendix F.2, after Jun et al. 2020). It keeps networks from learning few images by heart.
 *
 * <p>Each kind of change is made to some of the pairs, whatever becomes of the other kinds. The
 * strengths are those of Karras et al.:
 *
 * <ul>
 *   <li>geometry, of both images alike: a zoom by {@code 2^(0.2 z)} with normal z; a rotation by
 *       any angle; a stretch by {@code 2^(0.2 z)} along one axis and its inverse along the other,
 *       of turned axes half of the time; a translation by {@code z/8} of each side;
 *   <li>grey values, of image y alone: {@code 0.2 z} is added; values are multiplied by {@code
 *       2^(0.5 z)}. They may leave [-1, 1].
 * </ul>
 *
 * <p>Images are interpolated linearly, channel by channel, and what moves in from outside repeats
 * the border. So values of x stay within their range: the edge of a binary mask becomes a ramp of a
 * pixel, channels of classes still have the same sum, and the ramp of a signed distance becomes as
 * much wider as the image is zoomed. While sampling, and in validations, nothing is changed and
 * nothing is told.
 *
 * @param geometry probability of each of the four changes of geometry, in [0, 1]
 * @param greys probability of each of the two changes of grey values, in [0, 1]
 */
public record ToldAugmentation(double geometry, double greys) {
  private static final double USUAL = 0.12;

  /** Creates an augmentation; negative zeros become zero. */
  public ToldAugmentation {
    Checks.require(geometry >= 0 && geometry <= 1, "geometry", "in [0,1]", geometry);
    Checks.require(greys >= 0 && greys <= 1, "greys", "in [0,1]", greys);
    geometry = Math.abs(geometry);
    greys = Math.abs(greys);
  }

  /** Pairs as they are; the networks have no labels. */
  public static ToldAugmentation none() {
    return new ToldAugmentation(0, 0);
  }

  /** Each kind of change with probability 0.12, as Karras et al. change small images. */
  public static ToldAugmentation standard() {
    return new ToldAugmentation(USUAL, USUAL);
  }

  /** Whether pairs stay as they are. */
  public boolean isNone() {
    return equals(none());
  }
}
