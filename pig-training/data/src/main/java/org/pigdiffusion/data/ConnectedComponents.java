package org.pigdiffusion.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.pigdiffusion.internal.PatchLabels;

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

  private final List<Component> components;
  private final PatchLabels labels;
  private final int height;
  private final int width;

  private ConnectedComponents(
      List<Component> components, PatchLabels labels, int height, int width) {
    this.components = components;
    this.labels = labels;
    this.height = height;
    this.width = width;
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
    PatchLabels labels = PatchLabels.of(foreground, height, width);
    Extent[] extents = new Extent[labels.count()];
    Arrays.setAll(extents, patch -> new Extent());
    for (int i = 0; i < foreground.length; i++) {
      if (foreground[i]) {
        extents[labels.at(i) - 1].add(i / width, i % width);
      }
    }
    return new ConnectedComponents(
        Arrays.stream(extents).map(Extent::component).toList(), labels, height, width);
  }

  /** How many pixels a patch has so far, and where they lie. */
  private static final class Extent {
    private int pixels;
    private int top = Integer.MAX_VALUE;
    private int left = Integer.MAX_VALUE;
    private int bottom;
    private int right;

    void add(int row, int column) {
      pixels++;
      top = Math.min(top, row);
      left = Math.min(left, column);
      bottom = Math.max(bottom, row);
      right = Math.max(right, column);
    }

    Component component() {
      return new Component(pixels, new Region(top, left, bottom - top + 1, right - left + 1));
    }
  }

  /** All patches, in the order of their first pixel; empty for an empty picture. */
  public List<Component> all() {
    return components;
  }

  /** The patch with the most pixels, the first of several. */
  public Optional<Component> largest() {
    Optional<Component> best = Optional.empty();
    for (Component component : components) {
      best = best.filter(b -> b.pixels() >= component.pixels()).or(() -> Optional.of(component));
    }
    return best;
  }

  /**
   * The patch that a pixel belongs to, by its place in {@link #all}; empty for background.
   *
   * @throws IndexOutOfBoundsException if the picture has no such pixel
   */
  public OptionalInt at(int row, int column) {
    Objects.checkIndex(row, height);
    Objects.checkIndex(column, width);
    int label = labels.at(row * width + column);
    return label == 0 ? OptionalInt.empty() : OptionalInt.of(label - 1);
  }
}
