package org.pigdiffusion.evaluation;

import org.ejml.data.DMatrixRMaj;

/** The features of some images: a vector for each. Immutable and thread-safe. */
public final class FeatureSet {
  private final DMatrixRMaj rows;

  private FeatureSet(DMatrixRMaj rows) {
    this.rows = rows;
  }

  /**
   * A copy of some feature vectors.
   *
   * @param vectors at least two, of one length, finite
   */
  public static FeatureSet of(float[]... vectors) {
    return new FeatureSet(rows(2, vectors));
  }

  /** A row for each of at least so many vectors. */
  static DMatrixRMaj rows(int least, float[]... vectors) {
    if (vectors.length < least || vectors[0].length < 1) {
      throw new IllegalArgumentException(
          "vectors: expected at least %d, of at least one feature, found %d of %d"
              .formatted(least, vectors.length, vectors.length == 0 ? 0 : vectors[0].length));
    }
    int dimensions = vectors[0].length;
    DMatrixRMaj rows = new DMatrixRMaj(vectors.length, dimensions);
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i].length != dimensions) {
        throw new IllegalArgumentException(
            "vectors[%d]: expected %d features, as the first has, found %d"
                .formatted(i, dimensions, vectors[i].length));
      }
      for (int j = 0; j < dimensions; j++) {
        if (!Float.isFinite(vectors[i][j])) {
          throw new IllegalArgumentException(
              "vectors[%d]: expected finite features, found %s".formatted(i, vectors[i][j]));
        }
        rows.set(i, j, vectors[i][j]);
      }
    }
    return rows;
  }

  /** The number of images. */
  public int size() {
    return rows.getNumRows();
  }

  /** The length of the vectors. */
  public int dimensions() {
    return rows.getNumCols();
  }

  /** The features of the first images. */
  public FeatureSet first(int images) {
    if (images < 2 || images > size()) {
      throw new IllegalArgumentException(
          "images: expected in [2,%d], found %d".formatted(size(), images));
    }
    DMatrixRMaj part = new DMatrixRMaj(images, dimensions());
    System.arraycopy(rows.getData(), 0, part.getData(), 0, images * dimensions());
    return new FeatureSet(part);
  }

  /** A row for each image; not to be written to. */
  DMatrixRMaj rows() {
    return rows;
  }

  /** Refuses a set of another length of vectors. */
  void requireComparable(FeatureSet sample) {
    if (sample.dimensions() != dimensions()) {
      throw new IllegalArgumentException(
          "sample: expected vectors of %d features, as the reference has, found %d"
              .formatted(dimensions(), sample.dimensions()));
    }
  }
}
