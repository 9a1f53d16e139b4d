package org.pigdiffusion.internal;

/**
 * The separate patches of an image or of a stack of slices, numbered from 1 in the order of their
 * first pixel. Pixels that touch by an edge or a corner belong together, on one slice and across
 * slices.
 */
public final class PatchLabels {
  private final int height;
  private final int width;
  private final boolean[] foreground;
  private final int[] labels;
  private final int[] stack;
  private int count;

  private PatchLabels(boolean[] foreground, int height, int width) {
    this.height = height;
    this.width = width;
    this.foreground = foreground;
    this.labels = new int[foreground.length];
    this.stack = new int[foreground.length];
  }

  /**
   * Numbers the patches.
   *
   * @param foreground {@code depth * height * width} pixels, slice after slice, row after row
   */
  public static PatchLabels of(boolean[] foreground, int height, int width) {
    PatchLabels patches = new PatchLabels(foreground, height, width);
    for (int i = 0; i < foreground.length; i++) {
      if (foreground[i] && patches.labels[i] == 0) {
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
      int column = at % width;
      int row = at / width % height;
      int slice = at / width / height;
      for (int neighbour = 0; neighbour < 27; neighbour++) {
        int z = slice + neighbour / 9 - 1;
        int y = row + neighbour / 3 % 3 - 1;
        int x = column + neighbour % 3 - 1;
        int i = (z * height + y) * width + x;
        if (isInside(z, y, x) && foreground[i] && labels[i] == 0) {
          waiting = push(i, waiting);
        }
      }
    }
  }

  private boolean isInside(int z, int y, int x) {
    return z >= 0
        && z * height * width < foreground.length
        && y >= 0
        && y < height
        && x >= 0
        && x < width;
  }

  private int push(int pixel, int waiting) {
    labels[pixel] = count;
    stack[waiting] = pixel;
    return waiting + 1;
  }

  /** The number of patches. */
  public int count() {
    return count;
  }

  /** The number of pixels of the image or stack. */
  public int pixels() {
    return labels.length;
  }

  /**
   * The foreground of one image without islands: without patches of fewer pixels that do not touch
   * the border, beyond which they may go on.
   *
   * @param leastPixels of a patch that stays
   */
  public boolean[] withoutIslands(int leastPixels) {
    int[] pixels = new int[count + 1];
    boolean[] stays = new boolean[count + 1];
    for (int i = 0; i < labels.length; i++) {
      pixels[labels[i]]++;
      stays[labels[i]] |= pixels[labels[i]] >= leastPixels || isOnBorder(i / width, i % width);
    }
    boolean[] kept = new boolean[labels.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = foreground[i] && stays[labels[i]];
    }
    return kept;
  }

  private boolean isOnBorder(int row, int column) {
    return row == 0 || row == height - 1 || column == 0 || column == width - 1;
  }

  /** The patch that a pixel belongs to, from 1; 0 for background. */
  public int at(int pixel) {
    return labels[pixel];
  }
}
