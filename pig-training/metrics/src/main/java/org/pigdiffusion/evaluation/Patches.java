package org.pigdiffusion.evaluation;

import java.util.stream.IntStream;

/**
 * The separate patches of a mask, numbered from 1 in the order of their first pixel. Pixels that
 * touch by an edge or a corner belong together, on one slice and across slices.
 */
final class Patches {
  private final Mask mask;
  private final int[] labels;
  private final int[] stack;
  private int count;

  private Patches(Mask mask) {
    this.mask = mask;
    this.labels = new int[mask.values().length];
    this.stack = new int[labels.length];
  }

  static Patches of(Mask mask) {
    Patches patches = new Patches(mask);
    for (int i = 0; i < patches.labels.length; i++) {
      if (mask.values()[i] && patches.labels[i] == 0) {
        patches.count++;
        patches.fill(i);
      }
    }
    return patches;
  }

  private void fill(int start) {
    int waiting = push(start, 0);
    while (waiting > 0) {
      int at = stack[--waiting];
      int column = at % mask.width();
      int row = at / mask.width() % mask.height();
      int slice = at / mask.width() / mask.height();
      for (int neighbour = 0; neighbour < 27; neighbour++) {
        int z = slice + neighbour / 9 - 1;
        int y = row + neighbour / 3 % 3 - 1;
        int x = column + neighbour % 3 - 1;
        int i = (z * mask.height() + y) * mask.width() + x;
        if (mask.at(z, y, x) && labels[i] == 0) {
          waiting = push(i, waiting);
        }
      }
    }
  }

  private int push(int pixel, int waiting) {
    labels[pixel] = count;
    stack[waiting] = pixel;
    return waiting + 1;
  }

  /** The number of patches. */
  int count() {
    return count;
  }

  /** One patch alone. */
  Mask mask(int label) {
    boolean[] patch = new boolean[labels.length];
    for (int i = 0; i < patch.length; i++) {
      patch[i] = labels[i] == label;
    }
    return mask.with(patch);
  }

  /**
   * All patches that share a pixel with a lesion.
   *
   * @param seen by number; those of these patches become true
   */
  Mask overlapping(Mask lesion, boolean[] seen) {
    boolean[] chosen = new boolean[count + 1];
    IntStream.range(0, labels.length)
        .filter(i -> lesion.values()[i] && labels[i] > 0)
        .forEach(
            i -> {
              chosen[labels[i]] = true;
              seen[labels[i]] = true;
            });
    boolean[] patches = new boolean[labels.length];
    for (int i = 0; i < patches.length; i++) {
      patches[i] = chosen[labels[i]];
    }
    return mask.with(patches);
  }
}
