package org.pigdiffusion.evaluation;

/** What is measured of pairs. */
public enum Quantity {
  /** {@link FrechetDistance} of the images from the real ones. */
  FRECHET_DISTANCE,
  /** {@link KernelDistance} of the images from the real ones. */
  KERNEL_DISTANCE,
  /** The {@link FeatureManifold.Figures#precision} of the images: low if they look wrong. */
  PRECISION,
  /**
   * The {@link FeatureManifold.Figures#recall} of the images: low if kinds of image are missing.
   */
  RECALL,
  /** The {@link FeatureManifold.Figures#density} of the images: as precision, with less chance. */
  DENSITY,
  /** The {@link FeatureManifold.Figures#coverage} of the images: as recall, with less chance. */
  COVERAGE,
  /** {@link RadiomicsDistance#ofImages} of the images from the real ones. */
  RADIOMICS_DISTANCE,
  /**
   * {@link Statistic#wasserstein} distance of the share of the image that each mask covers, from
   * that of real masks.
   */
  MASK_AREA_DISTANCE,
  /** {@link Statistic#wasserstein} distance of the number of lesions of each mask. */
  MASK_COUNT_DISTANCE,
  /** Mean Dice of each mask with the lesion that a segmentation network finds in its image. */
  ALIGNMENT
}
