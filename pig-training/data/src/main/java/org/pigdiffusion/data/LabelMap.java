package org.pigdiffusion.data;

import java.util.Objects;
import java.util.Optional;
import org.pigdiffusion.internal.PatchLabels;

/**
 * The class of every pixel of a mask: 0 is background, everything else belongs to a lesion.
 *
 * <p>Immutable, hence safe to share between threads.
 */
public final class LabelMap {
  private final int height;
  private final int width;
  private final int[] labels;

  private LabelMap(int height, int width, int[] labels) {
    if (height < 1 || width < 1 || labels.length != (long) height * width) {
      throw new IllegalArgumentException(
          "labels: expected %d for %dx%d, found %d"
              .formatted((long) height * width, height, width, labels.length));
    }
    this.height = height;
    this.width = width;
    this.labels = labels;
  }

  /** A map with a copy of the given labels, row after row. */
  public static LabelMap of(int height, int width, int... labels) {
    return new LabelMap(height, width, labels.clone());
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /**
   * The class of one pixel.
   *
   * @throws IndexOutOfBoundsException if the mask has no such pixel
   */
  public int at(int row, int column) {
    Objects.checkIndex(row, height);
    Objects.checkIndex(column, width);
    return labels[row * width + column];
  }

  /** The number of pixels that are not background. */
  public int lesionPixels() {
    int count = 0;
    for (int label : labels) {
      count += label != 0 ? 1 : 0;
    }
    return count;
  }

  /** The smallest region that holds the chosen lesions; empty if there is no lesion. */
  public Optional<Region> lesionBox(LesionChoice choice) {
    ConnectedComponents components = ConnectedComponents.of(lesion(), height, width);
    return switch (choice) {
      case LARGEST -> components.largest().map(ConnectedComponents.Component::box);
      case ALL ->
          components.all().stream().map(ConnectedComponents.Component::box).reduce(Region::union);
    };
  }

  private boolean[] lesion() {
    boolean[] lesion = new boolean[labels.length];
    for (int i = 0; i < lesion.length; i++) {
      lesion[i] = labels[i] != 0;
    }
    return lesion;
  }

  /**
   * This map without islands: small patches of lesion become background. Pixels that touch by an
   * edge or a corner are one patch, of whatever classes they are. A patch that touches the border
   * of the map stays, since it may be the end of a larger one.
   *
   * @param leastPixels how many pixels a patch must have to stay, at least 1
   */
  public LabelMap withoutIslands(int leastPixels) {
    if (leastPixels < 1) {
      throw new IllegalArgumentException("leastPixels: expected at least 1, found " + leastPixels);
    }
    if (leastPixels == 1) {
      return this;
    }
    boolean[] stays = PatchLabels.of(lesion(), height, width).withoutIslands(leastPixels);
    int[] kept = labels.clone();
    for (int i = 0; i < kept.length; i++) {
      kept[i] = stays[i] ? kept[i] : 0;
    }
    return new LabelMap(height, width, kept);
  }

  /** The part of this map inside the region. */
  public LabelMap crop(Region region) {
    region.requireInside(height, width);
    int[] part = new int[region.height() * region.width()];
    for (int row = 0; row < region.height(); row++) {
      int from = (region.top() + row) * width + region.left();
      System.arraycopy(labels, from, part, row * region.width(), region.width());
    }
    return new LabelMap(region.height(), region.width(), part);
  }

  /**
   * This map at another size: each new pixel takes the class at its centre.
   *
   * @throws IllegalArgumentException if a side is below 1, or an array cannot hold the classes
   */
  public LabelMap resize(int newHeight, int newWidth) {
    Region.requireSize(1, newHeight, newWidth);
    int[] resized = new int[newHeight * newWidth];
    for (int y = 0; y < newHeight; y++) {
      int row = (int) ((2L * y + 1) * height / (2L * newHeight));
      for (int x = 0; x < newWidth; x++) {
        int column = (int) ((2L * x + 1) * width / (2L * newWidth));
        resized[y * newWidth + x] = at(row, column);
      }
    }
    return new LabelMap(newHeight, newWidth, resized);
  }

  /** This map as the given part of a larger one, which is background elsewhere. */
  LabelMap within(int newHeight, int newWidth, Region place) {
    place.requireInside(newHeight, newWidth);
    int[] framed = new int[newHeight * newWidth];
    for (int row = 0; row < height; row++) {
      int to = (place.top() + row) * newWidth + place.left();
      System.arraycopy(labels, row * width, framed, to, width);
    }
    return new LabelMap(newHeight, newWidth, framed);
  }
}
