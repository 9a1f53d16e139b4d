package org.pigdiffusion.evaluation;

/**
 * A figure that says how well a mask that was found agrees with the one expected. Shares are in [0,
 * 1] and better high; distances are at least 0, in the unit of the spacing, and better low.
 *
 * <p>The rule for empty masks: if both are empty they agree, every share is 1 and every distance 0.
 * If one alone is empty, every share is 0 and every distance the diagonal of the image, the worst
 * there can be. So no figure is undefined or infinite, every image has its say in a mean, and a
 * segmentation gains nothing by finding nothing.
 */
public enum SegmentationFigure {
  /** {@code 2 |A and B| / (|A| + |B|)}. */
  DICE("Dice", true),
  /** Intersection over union, {@code |A and B| / |A or B|}, also Jaccard index. */
  IOU("IoU", true),
  /** The share of the found pixels that were expected (positive predictive value). */
  PRECISION("precision", true),
  /** The share of the expected pixels that were found (sensitivity). */
  RECALL("recall", true),
  /** The greatest distance of the borders, {@link SurfaceDistances#hausdorff()}. */
  HAUSDORFF("HD", false),
  /** The 95th percentile of it, {@link SurfaceDistances#hausdorff(double)}. */
  HAUSDORFF_95("HD95", false),
  /** The average symmetric surface distance, {@link SurfaceDistances#average()}. */
  AVERAGE_SURFACE_DISTANCE("ASSD", false),
  /** The mean of both ways' averages, {@link SurfaceDistances#meanAverage()}. */
  MEAN_AVERAGE_SURFACE_DISTANCE("MASD", false),
  /** The share of the borders within a tolerance, {@link SurfaceDistances#normalised(double)}. */
  NORMALISED_SURFACE_DISTANCE("NSD", true),
  /**
   * The IoU of the bands of the masks along their border (Cheng et al. 2021, arXiv 2103.16562); as
   * IoU, but the inside of large lesions has no say.
   */
  BOUNDARY_IOU("boundary IoU", true);

  private final String label;
  private final boolean share;

  SegmentationFigure(String label, boolean share) {
    this.label = label;
    this.share = share;
  }

  /** What the field calls it, for tables. */
  public String label() {
    return label;
  }

  /** Whether it is a share in [0, 1], better high; otherwise it is a distance, better low. */
  public boolean isShare() {
    return share;
  }
}
