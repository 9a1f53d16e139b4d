package org.pigdiffusion.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Whether sampled images lie where real ones do, and whether they lie everywhere there: the ball
 * around an image reaches to its k-th nearest neighbour among the images of its own set, and the
 * balls of a set together stand for its manifold.
 *
 * <ul>
 *   <li>precision: the share of sampled images that lie in a ball of a real one (Kynkaanniemi et
 *       al. 2019, arXiv 1904.06991); low if images look wrong
 *   <li>recall: the share of real images that lie in a ball of a sampled one; low if kinds of image
 *       are missing
 *   <li>density: in how many balls of real images a sampled one lies, divided by k (Naeem et al.
 *       2020, arXiv 2002.09797); as precision, but one outlier among the real images has little
 *       say. May exceed 1
 *   <li>coverage: the share of real images whose ball holds a sampled one; as recall, but outliers
 *       among the sampled images have no say
 * </ul>
 *
 * <p>All four depend on k and on the numbers of images: compare rows of equal numbers only. Time
 * and memory grow with the product of the numbers of images. Immutable and thread-safe.
 */
public final class FeatureManifold {
  private static final int BLOCK = 256;

  private final FeatureSet reference;
  private final int neighbours;
  private final double[] squaredRadii;

  private FeatureManifold(FeatureSet reference, int neighbours) {
    this.reference = reference;
    this.neighbours = neighbours;
    this.squaredRadii = squaredRadii(reference, neighbours);
  }

  /**
   * What the four figures of a sample are. Bootstrap draws leave the balls as they are, and say
   * which sampled images are there.
   *
   * @param precision the share of sampled images within the reference's manifold
   * @param recall the share of reference images within the sample's manifold
   * @param density the balls of reference images around a sampled one, over k
   * @param coverage the share of reference images whose ball holds a sampled one
   */
  public record Figures(
      Statistic precision, Statistic recall, Statistic density, Statistic coverage) {}

  /** The manifold of these images, with the 5 nearest neighbours of the paper of density. */
  public static FeatureManifold of(FeatureSet reference) {
    return of(reference, 5);
  }

  /**
   * The manifold of these images.
   *
   * @param neighbours k, at least 1 and below the number of images
   */
  public static FeatureManifold of(FeatureSet reference, int neighbours) {
    requireEnough("reference", reference, neighbours);
    return new FeatureManifold(reference, neighbours);
  }

  /**
   * Measures a sample.
   *
   * @param sample more than k images, of vectors of the reference's length
   */
  public Figures measure(FeatureSet sample) {
    reference.requireComparable(sample);
    requireEnough("sample", sample, neighbours);
    double[] sampleRadii = squaredRadii(sample, neighbours);
    double[] ballsAround = new double[sample.size()];
    int[][] within = new int[reference.size()][];
    int[][] around = new int[reference.size()][];
    forEachRow(
        reference,
        sample,
        (i, squared) -> {
          double radius = squaredRadii[i];
          within[i] = IntStream.range(0, squared.length).filter(j -> squared[j] < radius).toArray();
          around[i] =
              IntStream.range(0, squared.length).filter(j -> squared[j] < sampleRadii[j]).toArray();
        });
    for (int[] inBall : within) {
      for (int j : inBall) {
        ballsAround[j]++;
      }
    }
    return new Figures(
        Statistic.mean(Arrays.stream(ballsAround).map(balls -> balls > 0 ? 1 : 0).toArray()),
        new Reached(sample.size(), around),
        Statistic.mean(Arrays.stream(ballsAround).map(balls -> balls / neighbours).toArray()),
        new Reached(sample.size(), within));
  }

  private static void requireEnough(String name, FeatureSet set, int neighbours) {
    if (neighbours < 1 || neighbours >= set.size()) {
      throw new IllegalArgumentException(
          "neighbours: expected in [1,%d], below the number of images of the %s, found %d"
              .formatted(set.size() - 1, name, neighbours));
    }
  }

  /** For each image the squared distance to its k-th nearest neighbour, itself left out. */
  private static double[] squaredRadii(FeatureSet set, int neighbours) {
    double[] radii = new double[set.size()];
    forEachRow(
        set,
        set,
        (i, squared) -> {
          squared[i] = Double.POSITIVE_INFINITY;
          Arrays.sort(squared);
          radii[i] = squared[neighbours - 1];
        });
    return radii;
  }

  /** Takes the squared distances of one image to all others; may write to them. */
  private interface RowReader {
    void read(int row, double[] squared);
  }

  /** In parallel; each row is read once, by one thread. */
  private static void forEachRow(FeatureSet rows, FeatureSet columns, RowReader reader) {
    double[] ofColumns = squaredNorms(columns.rows());
    IntStream.range(0, (rows.size() - 1) / BLOCK + 1)
        .parallel()
        .forEach(
            block -> {
              int from = block * BLOCK;
              int to = Math.min(rows.size(), from + BLOCK);
              DMatrixRMaj part =
                  CommonOps_DDRM.extract(rows.rows(), from, to, 0, rows.dimensions());
              double[] ofRows = squaredNorms(part);
              DMatrixRMaj products = new DMatrixRMaj(to - from, columns.size());
              CommonOps_DDRM.multTransB(part, columns.rows(), products);
              for (int i = 0; i < to - from; i++) {
                double[] squared = new double[columns.size()];
                for (int j = 0; j < squared.length; j++) {
                  squared[j] = ofRows[i] + ofColumns[j] - 2 * products.get(i, j);
                }
                reader.read(from + i, squared);
              }
            });
  }

  private static double[] squaredNorms(DMatrixRMaj vectors) {
    double[] norms = new double[vectors.getNumRows()];
    for (int i = 0; i < norms.length; i++) {
      for (int j = 0; j < vectors.getNumCols(); j++) {
        norms[i] += vectors.get(i, j) * vectors.get(i, j);
      }
    }
    return norms;
  }

  /** The share of reference images that a sampled image reaches. */
  private static final class Reached implements Statistic {
    private final int size;
    private final int[][] reaching;

    /**
     * @param size the number of sampled images
     * @param reaching for each reference image the sampled ones that reach it
     */
    Reached(int size, int[]... reaching) {
      this.size = size;
      this.reaching = reaching;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public double least() {
      return 0;
    }

    @Override
    public double most() {
      return 1;
    }

    @Override
    public double of(int... draws) {
      return Arrays.stream(reaching)
          .mapToInt(images -> Arrays.stream(images).anyMatch(j -> draws[j] > 0) ? 1 : 0)
          .average()
          .orElseThrow();
    }
  }
}
