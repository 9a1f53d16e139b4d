package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The kernel inception distance of features (Binkowski et al. 2018, arXiv 1801.01401): the squared
 * maximum mean discrepancy with the kernel {@code k(a, b) = (a . b / d + 1)^3} of vectors of length
 * d, by its unbiased estimate (Gretton et al. 2012, Eq. 3):
 *
 * <pre>
 * mean of k(x_i, x_j), i != j, + mean of k(y_i, y_j), i != j, - 2 mean of k(x_i, y_j)
 * </pre>
 *
 * <p>Unbiased means that two samples of one distribution give 0 on average, hence now and then less
 * than 0, and that distances of different numbers of images can be compared.
 *
 * <p>Large sets are divided into blocks, each block compared with itself and with one of the other
 * set, so that time grows with the number of images and not with its square. In a draw with
 * repeated images, pairs of an image with itself are left out. Immutable and thread-safe.
 */
public final class KernelDistance {
  private static final int LEAST_BLOCK = 100;

  private final FeatureSet reference;
  private final int blockSize;

  private KernelDistance(FeatureSet reference, int blockSize) {
    this.reference = reference;
    this.blockSize = blockSize;
  }

  /** Distances from this reference, with blocks of at most 1000 images. */
  public static KernelDistance to(FeatureSet reference) {
    return to(reference, 1000);
  }

  /**
   * Distances from this reference.
   *
   * @param blockSize the most images of a block, at least 100
   */
  public static KernelDistance to(FeatureSet reference, int blockSize) {
    if (blockSize < LEAST_BLOCK) {
      throw new IllegalArgumentException(
          "blockSize: expected at least %d, found %d".formatted(LEAST_BLOCK, blockSize));
    }
    return new KernelDistance(reference, blockSize);
  }

  /**
   * The distance of a sample.
   *
   * @throws IllegalArgumentException if its vectors are not of the reference's length
   */
  public Statistic of(FeatureSet sample) {
    reference.requireComparable(sample);
    int blocks = blocks(sample);
    int referenceBlocks = blocks(reference);
    List<Block> parts = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      DMatrixRMaj x = block(sample, b);
      DMatrixRMaj across = new DMatrixRMaj(x.getNumRows(), 1);
      int partners = 0;
      for (int k = b; k < Math.max(blocks, referenceBlocks); k += blocks) {
        DMatrixRMaj y = block(reference, k % referenceBlocks);
        CommonOps_DDRM.addEquals(across, CommonOps_DDRM.sumRows(kernel(x, y), null));
        partners += y.getNumRows();
      }
      CommonOps_DDRM.divide(across, partners);
      parts.add(new Block(from(sample, b), kernel(x, x), across));
    }
    return new Distance(sample.size(), parts, withinReference());
  }

  private double withinReference() {
    double sum = 0;
    double pairs = 0;
    for (int b = 0; b < blocks(reference); b++) {
      DMatrixRMaj y = block(reference, b);
      DMatrixRMaj within = kernel(y, y);
      sum += CommonOps_DDRM.elementSum(within) - CommonOps_DDRM.trace(within);
      pairs += (double) y.getNumRows() * (y.getNumRows() - 1);
    }
    return sum / pairs;
  }

  private int blocks(FeatureSet set) {
    return (set.size() - 1) / blockSize + 1;
  }

  private int from(FeatureSet set, int block) {
    return (int) ((long) set.size() * block / blocks(set));
  }

  private DMatrixRMaj block(FeatureSet set, int block) {
    return CommonOps_DDRM.extract(
        set.rows(), from(set, block), from(set, block + 1), 0, set.dimensions());
  }

  private static DMatrixRMaj kernel(DMatrixRMaj x, DMatrixRMaj y) {
    DMatrixRMaj products = new DMatrixRMaj(x.getNumRows(), y.getNumRows());
    CommonOps_DDRM.multTransB(x, y, products);
    double dimensions = x.getNumCols();
    for (int i = 0; i < products.getNumElements(); i++) {
      double base = products.get(i) / dimensions + 1;
      products.set(i, base * base * base);
    }
    return products;
  }

  /**
   * A block of a sample.
   *
   * @param from its first image
   * @param within the kernel of each image with each
   * @param across for each image the mean of its kernel with the reference's
   */
  private record Block(int from, DMatrixRMaj within, DMatrixRMaj across) {}

  /** The distance of one sample. */
  private record Distance(int size, List<Block> blocks, double ofReference) implements Statistic {

    @Override
    public double of(int... draws) {
      double within = 0;
      double pairs = 0;
      double across = 0;
      double images = 0;
      for (Block block : blocks) {
        int length = block.within().getNumRows();
        for (int i = 0; i < length; i++) {
          int times = draws[block.from() + i];
          if (times > 0) {
            double sum = 0;
            long partners = 0;
            for (int j = 0; j < length; j++) {
              int others = j == i ? 0 : draws[block.from() + j];
              sum += others * block.within().get(i, j);
              partners += others;
            }
            within += times * sum;
            pairs += (double) times * partners;
            across += times * block.across().get(i);
            images += times;
          }
        }
      }
      return within / pairs + ofReference - 2 * across / images;
    }
  }
}
