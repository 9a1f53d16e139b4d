package org.pigdiffusion.evaluation;

import java.io.Serializable;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The number, the mean and the covariance of feature vectors, without the vectors: all that a
 * {@link FrechetDistance} needs. Those of parts can be put together, so that images may be divided
 * among machines, or be more than fit into memory. The size is that of the covariance: 34 MB for
 * 2,048 features.
 *
 * <p>Held are the mean and the products of what is left of each vector without the mean (Chan,
 * Golub and LeVeque 1979, Updating formulae, Eq. 1.5), since sums of squares lose digits where a
 * mean is far from 0. The order in which parts are put together changes the last digits alone.
 *
 * <p>Serialisable between programs of one version, not for keeping. Immutable and thread-safe.
 */
public final class FeatureMoments implements Serializable {
  private static final long serialVersionUID = 1;

  private final long count;
  private final DMatrixRMaj mean;
  private final DMatrixRMaj products;

  private FeatureMoments(long count, DMatrixRMaj mean, DMatrixRMaj products) {
    this.count = count;
    this.mean = mean;
    this.products = products;
  }

  /**
   * Those of some vectors.
   *
   * @param vectors at least one, of one length, finite; not kept
   */
  public static FeatureMoments of(float[]... vectors) {
    return ofRows(FeatureSet.rows(1, vectors));
  }

  /** Those of the rows of a matrix, which is written to. */
  static FeatureMoments ofRows(DMatrixRMaj rows) {
    DMatrixRMaj mean = CommonOps_DDRM.sumCols(rows, null);
    CommonOps_DDRM.divide(mean, (double) rows.getNumRows());
    for (int i = 0; i < rows.getNumRows(); i++) {
      for (int j = 0; j < rows.getNumCols(); j++) {
        rows.add(i, j, -mean.get(j));
      }
    }
    DMatrixRMaj products = new DMatrixRMaj(rows.getNumCols(), rows.getNumCols());
    CommonOps_DDRM.multInner(rows, products);
    return new FeatureMoments(rows.getNumRows(), mean, products);
  }

  /**
   * Those of the vectors of both.
   *
   * @throws IllegalArgumentException if their vectors are not of one length
   */
  public FeatureMoments plus(FeatureMoments other) {
    requireComparable(other);
    long both = count + other.count;
    DMatrixRMaj step = CommonOps_DDRM.subtract(other.mean, mean, null);
    DMatrixRMaj mean = this.mean.copy();
    CommonOps_DDRM.addEquals(mean, (double) other.count / both, step);
    DMatrixRMaj products = CommonOps_DDRM.add(this.products, other.products, null);
    CommonOps_DDRM.multAddTransA((double) count / both * other.count, step, step, products);
    return new FeatureMoments(both, mean, products);
  }

  /** The number of vectors. */
  public long count() {
    return count;
  }

  /** The length of the vectors. */
  public int dimensions() {
    return mean.getNumCols();
  }

  /** A row; not to be written to. */
  DMatrixRMaj mean() {
    return mean;
  }

  /** Of divisor n - 1. */
  DMatrixRMaj covariance() {
    if (count < 2) {
      throw new IllegalArgumentException(
          "vectors: expected at least 2 for a covariance, found " + count);
    }
    DMatrixRMaj covariance = products.copy();
    CommonOps_DDRM.divide(covariance, count - 1.0);
    return covariance;
  }

  /** Refuses moments of another length of vectors. */
  void requireComparable(FeatureMoments other) {
    if (other.dimensions() != dimensions()) {
      throw new IllegalArgumentException(
          "other: expected vectors of %d features, found %d"
              .formatted(dimensions(), other.dimensions()));
    }
  }
}
