package org.pigdiffusion.examples;

import java.util.List;
import java.util.Optional;
import org.pigdiffusion.evaluation.FeatureNeighbours;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.PairQuality;
import org.pigdiffusion.evaluation.PairSet;

/**
 * A row of a table of results.
 *
 * @param nearest for each image the nearest of the training images
 * @param samples what was sampled, and its cost; empty for real images
 */
record ResultRow(
    String name,
    PairQuality quality,
    PairSet pairs,
    List<FeatureNeighbours.Neighbour> nearest,
    Copying copying,
    Optional<ExperimentRow.Samples> samples) {
  /**
   * How near images come to training images in feature space.
   *
   * @param distance the mean distance to the nearest
   * @param nearCopies the share of images that are nearer to one than 95 % of held-out real images
   */
  record Copying(Measured distance, Measured nearCopies) {}
}
