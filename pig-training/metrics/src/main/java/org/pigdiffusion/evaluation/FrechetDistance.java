package org.pigdiffusion.evaluation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Frechet distance between the features of a sample and those of a reference, both taken as
 * normal distributions (Heusel et al. 2017, arXiv 1706.08500, Eq. 6; Dowson and Landau 1982):
 *
 * <pre>
 * |m - m'|^2 + tr(S) + tr(S') - 2 tr((S S')^(1/2))
 * </pre>
 *
 * <p>with the means m and the covariances S (of divisor n - 1). It is the square of a distance.
 *
 * <p>Estimated from n images it is too great, the more so the fewer they are, and far too great
 * where n is below the number of features: then S has not even full rank. The formula still holds,
 * since no matrix is inverted, and a sample compared with itself still gives 0. But <b>only
 * distances of the same number of images, from the same reference, with the same extractor can be
 * compared</b>; hence say with every figure the extractor and n.
 *
 * <p>The trace is the sum of the square roots of the eigenvalues of {@code R^T S R}, symmetric,
 * where {@code S' = R R^T}: no root of a product of two matrices is taken. Immutable and
 * thread-safe.
 */
public final class FrechetDistance {
  private final FeatureSet reference;
  private final DMatrixRMaj mean;
  private final double trace;
  private final DMatrixRMaj root;

  private FrechetDistance(FeatureSet reference, DMatrixRMaj mean, double trace, DMatrixRMaj root) {
    this.reference = reference;
    this.mean = mean;
    this.trace = trace;
    this.root = root;
  }

  /** Distances from this reference. The decomposition of its covariance is made here, once. */
  public static FrechetDistance to(FeatureSet reference) {
    FeatureMoments moments = FeatureMoments.ofRows(reference.rows().copy());
    DMatrixRMaj covariance = moments.covariance();
    return new FrechetDistance(
        reference, moments.mean(), CommonOps_DDRM.trace(covariance), root(covariance));
  }

  private static DMatrixRMaj minusRow(DMatrixRMaj rows, DMatrixRMaj row) {
    DMatrixRMaj result = rows.copy();
    for (int i = 0; i < result.getNumRows(); i++) {
      for (int j = 0; j < result.getNumCols(); j++) {
        result.add(i, j, -row.get(j));
      }
    }
    return result;
  }

  /** R with {@code S = R R^T}, the transpose of which need not be R. */
  private static DMatrixRMaj root(DMatrixRMaj covariance) {
    int size = covariance.getNumRows();
    EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(covariance, true);
    DMatrixRMaj root = new DMatrixRMaj(size, size);
    for (int j = 0; j < size; j++) {
      double length = Math.sqrt(Math.max(0, eigen.getEigenvalue(j).getReal()));
      DMatrixRMaj vector = eigen.getEigenVector(j);
      for (int i = 0; i < size; i++) {
        root.set(i, j, length * vector.get(i));
      }
    }
    return root;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> decomposed(
      DMatrixRMaj symmetric, boolean vectors) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(symmetric.getNumRows(), vectors, true);
    if (!eigen.decompose(symmetric)) {
      throw new ArithmeticException(
          "the eigenvalues of a covariance of %d features do not converge"
              .formatted(symmetric.getNumRows()));
    }
    return eigen;
  }

  /**
   * The distance of a sample, at least 0.
   *
   * @throws IllegalArgumentException if its vectors are not of the reference's length
   */
  public Statistic of(FeatureSet sample) {
    reference.requireComparable(sample);
    DMatrixRMaj centred = minusRow(sample.rows(), mean);
    DMatrixRMaj rooted = new DMatrixRMaj(sample.size(), reference.dimensions());
    CommonOps_DDRM.mult(centred, root, rooted);
    return new Distance(centred, rooted, trace);
  }

  /**
   * The distance between two sets of images of which the moments alone are known, such as those
   * that several machines put together. It equals that of the vectors but for rounding: to about
   * eight digits where the images outnumber the features, to about five where they are fewer.
   *
   * @return at least 0; the same way round or the other
   * @throws IllegalArgumentException if the vectors are not of one length, or one has fewer than 2
   */
  public static double between(FeatureMoments sample, FeatureMoments reference) {
    reference.requireComparable(sample);
    DMatrixRMaj covariance = sample.covariance();
    DMatrixRMaj ofReference = reference.covariance();
    DMatrixRMaj step = CommonOps_DDRM.subtract(sample.mean(), reference.mean(), null);
    double length = NormOps_DDRM.normF(step);
    DMatrixRMaj root = root(ofReference);
    DMatrixRMaj product =
        CommonOps_DDRM.multTransA(root, CommonOps_DDRM.mult(covariance, root, null), null);
    double distance =
        length * length
            + CommonOps_DDRM.trace(covariance)
            + CommonOps_DDRM.trace(ofReference)
            - 2 * sumOfRoots(product);
    return Math.max(0, distance);
  }

  /** The trace of the root of a symmetric matrix. */
  private static double sumOfRoots(DMatrixRMaj squared) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(squared, false);
    double sum = 0;
    for (int i = 0; i < squared.getNumRows(); i++) {
      sum += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
    }
    return sum;
  }

  /**
   * The distance of one sample.
   *
   * @param features less the mean of the reference, a row for each image
   * @param rooted the same times the root of the reference's covariance
   * @param referenceTrace the trace of that covariance
   */
  private record Distance(DMatrixRMaj features, DMatrixRMaj rooted, double referenceTrace)
      implements Statistic {

    @Override
    public int size() {
      return features.getNumRows();
    }

    @Override
    public double of(int... draws) {
      DMatrixRMaj spread = spread(features, draws);
      DMatrixRMaj rootedSpread = spread(rooted, draws);
      double distance =
          squaredLength(mean(features, draws))
              + referenceTrace
              + squaredLength(spread)
              - 2 * sumOfSingularValues(rootedSpread);
      return Math.max(0, distance);
    }

    /** The rows that were drawn, less their mean, so weighted that M^T M is their covariance. */
    private static DMatrixRMaj spread(DMatrixRMaj rows, int[] draws) {
      DMatrixRMaj mean = mean(rows, draws);
      int drawn = 0;
      long total = 0;
      for (int count : draws) {
        drawn += count > 0 ? 1 : 0;
        total += count;
      }
      DMatrixRMaj spread = new DMatrixRMaj(drawn, rows.getNumCols());
      int row = 0;
      for (int i = 0; i < draws.length; i++) {
        if (draws[i] > 0) {
          double weight = Math.sqrt(draws[i] / (total - 1.0));
          for (int j = 0; j < rows.getNumCols(); j++) {
            spread.set(row, j, weight * (rows.get(i, j) - mean.get(j)));
          }
          row++;
        }
      }
      return spread;
    }

    private static DMatrixRMaj mean(DMatrixRMaj rows, int[] draws) {
      DMatrixRMaj sum = new DMatrixRMaj(1, rows.getNumCols());
      long total = 0;
      for (int i = 0; i < draws.length; i++) {
        total += draws[i];
        for (int j = 0; j < rows.getNumCols() && draws[i] > 0; j++) {
          sum.add(0, j, draws[i] * rows.get(i, j));
        }
      }
      CommonOps_DDRM.divide(sum, (double) total);
      return sum;
    }

    private static double squaredLength(DMatrixRMaj matrix) {
      double length = NormOps_DDRM.normF(matrix);
      return length * length;
    }

    /** By the eigenvalues of M^T M or M M^T, whichever is smaller: they differ in zeros alone. */
    private static double sumOfSingularValues(DMatrixRMaj matrix) {
      int size = Math.min(matrix.getNumRows(), matrix.getNumCols());
      DMatrixRMaj squared = new DMatrixRMaj(size, size);
      if (matrix.getNumRows() < matrix.getNumCols()) {
        CommonOps_DDRM.multOuter(matrix, squared);
      } else {
        CommonOps_DDRM.multInner(matrix, squared);
      }
      return sumOfRoots(squared);
    }
  }
}
