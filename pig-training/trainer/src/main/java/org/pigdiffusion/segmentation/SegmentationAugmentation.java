package org.pigdiffusion.segmentation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * Classical augmentation of a training pair: what moves pixels moves image and mask together, what
 * changes grey values changes the image alone. Each change is drawn afresh for every pair of every
 * epoch; equal seeds draw equally, wherever a training was interrupted.
 *
 * <p>Pixels that would come from outside are those of the mirror image. The image is interpolated
 * linearly, the mask takes the nearest pixel: a label stays a label. What is switched off changes
 * nothing, to the last bit.
 *
 * <pre>{@code
 * SegmentationAugmentation mild = SegmentationAugmentation.builder().flips().rotation(10).build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SegmentationAugmentation {
  private static final double MOST_DEGREES = 180;

  private final boolean horizontalFlip;
  private final boolean verticalFlip;
  private final boolean quarterTurns;
  private final double rotation;
  private final double zoom;
  private final double elastic;
  private final double brightness;
  private final double contrast;
  private final double noise;

  private SegmentationAugmentation(Builder builder) {
    this.horizontalFlip = builder.horizontalFlip;
    this.verticalFlip = builder.verticalFlip;
    this.quarterTurns = builder.quarterTurns;
    this.rotation = builder.rotation;
    this.zoom = builder.zoom;
    this.elastic = builder.elastic;
    this.brightness = builder.brightness;
    this.contrast = builder.contrast;
    this.noise = builder.noise;
  }

  /** Starts with everything switched off. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.horizontalFlip = horizontalFlip;
    builder.verticalFlip = verticalFlip;
    builder.quarterTurns = quarterTurns;
    builder.rotation = rotation;
    builder.zoom = zoom;
    builder.elastic = elastic;
    builder.brightness = brightness;
    builder.contrast = contrast;
    builder.noise = noise;
    return builder;
  }

  /** Pairs as they are. */
  public static SegmentationAugmentation none() {
    return builder().build();
  }

  /**
   * What is usual for images without a fixed up and down: flips, rotations by up to 15 degrees,
   * zooms by up to 1.25, elastic deformation by up to 2 pixels, brightness by 0.1, contrast by
   * 1.25, noise up to 0.05. For images that stand upright: {@code
   * standard().toBuilder().flips(true, false).build()}.
   */
  public static SegmentationAugmentation standard() {
    return builder()
        .flips()
        .rotation(15)
        .zoom(1.25)
        .elastic(2)
        .brightness(0.1)
        .contrast(1.25)
        .noise(0.05)
        .build();
  }

  /** Whether left and right are exchanged half of the time. */
  public boolean horizontalFlip() {
    return horizontalFlip;
  }

  /** Whether top and bottom are exchanged half of the time. */
  public boolean verticalFlip() {
    return verticalFlip;
  }

  /** Whether rows and columns are exchanged half of the time; with both flips, all turns by 90. */
  public boolean quarterTurns() {
    return quarterTurns;
  }

  /** The greatest rotation to either side, in degrees, in [0, 180]. */
  public double rotation() {
    return rotation;
  }

  /** The greatest enlargement, and one over the smallest; at least 1. */
  public double zoom() {
    return zoom;
  }

  /** How far pixels are displaced at most along each axis, in pixels, at least 0. */
  public double elastic() {
    return elastic;
  }

  /** The greatest value added to an image, or taken away, at least 0; images are in [-1, 1]. */
  public double brightness() {
    return brightness;
  }

  /** The greatest stretch of grey values about their mean, and one over the smallest; from 1. */
  public double contrast() {
    return contrast;
  }

  /** The greatest standard deviation of Gaussian noise, at least 0. */
  public double noise() {
    return noise;
  }

  /** Both flips or none are told as they were before one could stand alone. */
  private String flips() {
    if (horizontalFlip == verticalFlip) {
      return Boolean.toString(horizontalFlip);
    }
    return horizontalFlip ? "horizontal" : "vertical";
  }

  /** All settings by name, in alphabetical order. */
  Map<String, String> entries() {
    return new TreeMap<>(
        Map.of(
            "flips", flips(),
            "quarterTurns", Boolean.toString(quarterTurns),
            "rotation", Double.toString(rotation),
            "zoom", Double.toString(zoom),
            "elastic", Double.toString(elastic),
            "brightness", Double.toString(brightness),
            "contrast", Double.toString(contrast),
            "noise", Double.toString(noise)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SegmentationAugmentation that && entries().equals(that.entries());
  }

  @Override
  public int hashCode() {
    return entries().hashCode();
  }

  @Override
  public String toString() {
    return "SegmentationAugmentation" + entries();
  }

  /** Collects settings. Not safe to share between threads. */
  public static final class Builder {
    private boolean horizontalFlip;
    private boolean verticalFlip;
    private boolean quarterTurns;
    private double rotation;
    private double zoom = 1;
    private double elastic;
    private double brightness;
    private double contrast = 1;
    private double noise;

    private Builder() {}

    /** Exchanges left and right, and top and bottom, each half of the time. */
    @CanIgnoreReturnValue
    public Builder flips() {
      return flips(true, true);
    }

    /**
     * Exchanges sides half of the time.
     *
     * @param horizontal left and right; alone, for images that stand upright
     * @param vertical top and bottom
     */
    @CanIgnoreReturnValue
    public Builder flips(boolean horizontal, boolean vertical) {
      this.horizontalFlip = horizontal;
      this.verticalFlip = vertical;
      return this;
    }

    /**
     * Exchanges rows and columns half of the time, which with both flips makes all turns by 90
     * degrees; what is learnt from must be square.
     */
    @CanIgnoreReturnValue
    public Builder quarterTurns() {
      this.quarterTurns = true;
      return this;
    }

    /** Turns by up to so many degrees to either side, in [0, 180]. */
    @CanIgnoreReturnValue
    public Builder rotation(double degrees) {
      this.rotation = require("rotation", 0, MOST_DEGREES, degrees);
      return this;
    }

    /** Enlarges by up to a factor, and makes smaller by as much; at least 1. */
    @CanIgnoreReturnValue
    public Builder zoom(double factor) {
      this.zoom = require("zoom", 1, Double.MAX_VALUE, factor);
      return this;
    }

    /** Displaces pixels smoothly, by up to so many pixels along each axis; at least 0. */
    @CanIgnoreReturnValue
    public Builder elastic(double pixels) {
      this.elastic = require("elastic", 0, Double.MAX_VALUE, pixels);
      return this;
    }

    /** Adds or takes away up to a value, at least 0; images are in [-1, 1]. */
    @CanIgnoreReturnValue
    public Builder brightness(double most) {
      this.brightness = require("brightness", 0, Double.MAX_VALUE, most);
      return this;
    }

    /** Stretches grey values about their mean by up to a factor, and shrinks by as much; from 1. */
    @CanIgnoreReturnValue
    public Builder contrast(double factor) {
      this.contrast = require("contrast", 1, Double.MAX_VALUE, factor);
      return this;
    }

    /** Adds Gaussian noise of a standard deviation of up to a value, at least 0. */
    @CanIgnoreReturnValue
    public Builder noise(double most) {
      this.noise = require("noise", 0, Double.MAX_VALUE, most);
      return this;
    }

    private static double require(String name, double least, double most, double found) {
      if (!(found >= least && found <= most)) {
        String range =
            most == Double.MAX_VALUE
                ? "at least %s".formatted(least)
                : "in [%s,%s]".formatted(least, most);
        throw new IllegalArgumentException(name + ": expected " + range + ", found " + found);
      }
      return found;
    }

    /**
     * The augmentation.
     *
     * @throws IllegalArgumentException if there are quarter turns but not both flips: to exchange
     *     rows and columns would mirror images then
     */
    public SegmentationAugmentation build() {
      if (quarterTurns && !(horizontalFlip && verticalFlip)) {
        throw new IllegalArgumentException(
            "quarterTurns: expected with both flips, of which turns by 90 degrees are made, found"
                + " horizontal flips %s and vertical flips %s"
                    .formatted(horizontalFlip, verticalFlip));
      }
      return new SegmentationAugmentation(this);
    }
  }
}
