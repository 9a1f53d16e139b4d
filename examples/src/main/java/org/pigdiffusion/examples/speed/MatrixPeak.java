package org.pigdiffusion.examples.speed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** How fast the machine multiplies large matrices of floats, through DJL's PyTorch engine. */
final class MatrixPeak implements AutoCloseable {
  private static final int SIZE = 2048;

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray a = manager.randomNormal(new Shape(SIZE, SIZE));
  private final NDArray b = manager.randomNormal(new Shape(SIZE, SIZE));

  /** Billions of floating-point operations a second in one product. */
  double gflops() {
    long start = System.nanoTime();
    try (NDArray product = a.matMul(b)) {
      float unused = product.getFloat(0, 0); // waits for the engine
      return 2.0 * SIZE * SIZE * SIZE / (System.nanoTime() - start);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
