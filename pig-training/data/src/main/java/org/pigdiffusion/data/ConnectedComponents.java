package org.pigdiffusion.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The separate patches of a binary picture. Pixels that touch by an edge or a corner belong
 * together (8-connectivity).
 */
public final class ConnectedComponents {
  /**
   * One patch.
   *
   * @param pixels its area, at least 1
   * @param box the smallest region that holds it
   */
  public record Component(int pixels, Region box) {}

  private final boolean[] pending;
  private final int height;
  private final int width;
  private final int[] stack;
  private final List<Component> components = new ArrayList<>();

  private ConnectedComponents(boolean[] foreground, int height, int width) {
    this.pending = foreground.clone();
    this.height = height;
    this.width = width;
    this.stack = new int[foreground.length];
  }

  /**
   * Finds the patches.
   *
   * @param foreground {@code height * width} values, row after row
   */
  public static ConnectedComponents of(boolean[] foreground, int height, int width) {
    if (foreground.length != (long) height * width) {
      throw new IllegalArgumentException(
          "foreground: expected %d values for %dx%d, found %d"
              .formatted((long) height * width, height, width, foreground.length));
    }
    ConnectedComponents result = new ConnectedComponents(foreground, height, width);
    for (int i = 0; i < foreground.length; i++) {
      if (result.pending[i]) {
        result.components.add(result.fill(i));
      }
    }
    return result;
  }

  private Component fill(int start) {
    int pixels = 0;
    int top = height;
    int left = width;
    int bottom = 0;
    int right = 0;
    int waiting = push(start, 0);
    while (waiting > 0) {
      int at = stack[--waiting];
      int row = at / width;
      int column = at % width;
      pixels++;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      left = Math.min(left, column);
      right = Math.max(right, column);
      for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
        for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
          waiting = pending[y * width + x] ? push(y * width + x, waiting) : waiting;
        }
      }
    }
    return new Component(pixels, new Region(top, left, bottom - top + 1, right - left + 1));
  }

  private int push(int pixel, int waiting) {
    pending[pixel] = false;
    stack[waiting] = pixel;
    return waiting + 1;
  }

  /** All patches, in the order of their first pixel; empty for an empty picture. */
  public List<Component> all() {
    return Collections.unmodifiableList(components);
  }

  /** The patch with the most pixels, the first of several. */
  public Optional<Component> largest() {
    Optional<Component> best = Optional.empty();
    for (Component component : components) {
      best = best.filter(b -> b.pixels() >= component.pixels()).or(() -> Optional.of(component));
    }
    return best;
  }
}
