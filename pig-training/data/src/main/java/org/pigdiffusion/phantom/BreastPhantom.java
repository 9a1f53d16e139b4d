package org.pigdiffusion.phantom;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.commons.rng.simple.RandomSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Endless made-up breast slices, each with one mass and its mask: square, one channel each, values
 * in [-1, 1], the mask -1 and 1 only and of 0.5 to 10 % of the slice.
 *
 * <p>Pair i of a seed is always the same pair, bit for bit, whatever the size of the collection. It
 * is drawn on 128 pixels a side and averaged down, so that the same pair can be had at several
 * sizes. Every pair is a group of its own. No picture of a patient went into it: see the sources
 * named in the package's classes; how the parts are mixed is a choice made by eye.
 *
 * <p>A pair is drawn when first asked for, which takes some 20 milliseconds, and kept: 32 KB at 64
 * pixels a side. Thread-safe.
 */
public final class BreastPhantom implements PairSource {
  private final long seed;
  private final int side;
  private final AtomicReferenceArray<PairExample> drawn;

  private BreastPhantom(int size, long seed, int side) {
    this.seed = seed;
    this.side = side;
    this.drawn = new AtomicReferenceArray<>(size);
  }

  /**
   * A collection of phantom pairs.
   *
   * @param size the number of pairs, at least 1
   * @param seed chooses the pairs
   * @param side pixels a side: 16, 32, 64 or 128
   */
  public static BreastPhantom of(int size, long seed, int side) {
    if (size < 1) {
      throw new IllegalArgumentException("size: expected at least 1, found " + size);
    }
    if (side < 16 || side > PhantomSlice.SIDE || PhantomSlice.SIDE % side != 0) {
      throw new IllegalArgumentException("side: expected 16, 32, 64 or 128, found " + side);
    }
    return new BreastPhantom(size, seed, side);
  }

  @Override
  public int size() {
    return drawn.length();
  }

  @Override
  public PairExample example(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("index: expected in [0," + size() + "), found " + index);
    }
    PairExample known = drawn.get(index);
    if (known != null) {
      return known;
    }
    // Two threads may draw the same pair at once; both get equal ones, and one is kept.
    PairExample fresh = draw(index);
    drawn.set(index, fresh);
    return fresh;
  }

  private PairExample draw(int index) {
    PhantomSlice slice =
        PhantomSlice.draw(RandomSource.XO_SHI_RO_256_PP.create(mix(mix(seed) + index)));
    int block = PhantomSlice.SIDE / side;
    float[] x = new float[side * side];
    float[] y = new float[side * side];
    for (int i = 0; i < x.length; i++) {
      int top = i / side * block;
      int left = i % side * block;
      double sum = 0;
      int inside = 0;
      for (int row = top; row < top + block; row++) {
        for (int column = left; column < left + block; column++) {
          sum += slice.slice()[row][column];
          inside += slice.mask()[row][column] ? 1 : 0;
        }
      }
      y[i] = (float) Math.min(Math.max(2 * sum / (block * block) - 1, -1), 1);
      x[i] = 2 * inside > block * block ? 1 : -1;
    }
    Shape shape = new Shape(1, 1, side, side);
    String name = "phantom-" + seed + "-" + index;
    return new PairExample(name, name, Tensor.adopt(shape, x), Tensor.adopt(shape, y));
  }

  /** The finaliser of SplitMix64: neighbouring indices give unrelated seeds. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
