package org.pigdiffusion.segmentation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Settings of a segmentation network and its training. Immutable and thread-safe.
 *
 * <pre>{@code
 * SegmenterSettings settings =
 *     SegmenterSettings.builder()
 *         .steps(2000)
 *         .augmentation(SegmentationAugmentation.standard())
 *         .seed(1)
 *         .build();
 * }</pre>
 */
public final class SegmenterSettings {
  private static final int MOST_LEVELS = 7;

  private final int width;
  private final int levels;
  private final int steps;
  private final int batchSize;
  private final double learningRate;
  private final OptionalInt patch;
  private final SegmentationAugmentation augmentation;
  private final int validateEvery;
  private final int patience;
  private final int checkpointEvery;
  private final long seed;

  private SegmenterSettings(Builder builder) {
    this.width = builder.width;
    this.levels = builder.levels;
    this.steps = builder.steps;
    this.batchSize = builder.batchSize;
    this.learningRate = builder.learningRate;
    this.patch = builder.patch;
    this.augmentation = builder.augmentation;
    this.validateEvery = builder.validateEvery;
    this.patience = builder.patience;
    this.checkpointEvery = builder.checkpointEvery;
    this.seed = builder.seed;
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.width = width;
    builder.levels = levels;
    builder.steps = steps;
    builder.batchSize = batchSize;
    builder.learningRate = learningRate;
    builder.patch = patch;
    builder.augmentation = augmentation;
    builder.validateEvery = validateEvery;
    builder.patience = patience;
    builder.checkpointEvery = checkpointEvery;
    builder.seed = seed;
    return builder;
  }

  /** Channels of the finest level; each further level has twice as many. Default 16. */
  public int width() {
    return width;
  }

  /** Resolutions, each half as fine as the one before. Default 4. */
  public int levels() {
    return levels;
  }

  /** Optimiser steps. Default 1,000. */
  public int steps() {
    return steps;
  }

  /** Pairs in a step. Default 8. */
  public int batchSize() {
    return batchSize;
  }

  /** The rate of the first step; it falls to 0 as (1 - step/steps)^0.9. Default 2e-3. */
  public double learningRate() {
    return learningRate;
  }

  /** Height and width of the random part of a pair that is learnt from; empty for all of it. */
  public OptionalInt patch() {
    return patch;
  }

  /** How pairs are changed while the network learns; none unless set. */
  public SegmentationAugmentation augmentation() {
    return augmentation;
  }

  /** Steps from validation to validation. Default 100. */
  public int validateEvery() {
    return validateEvery;
  }

  /** Validations without a better one after which training ends; 0 for never. Default 0. */
  public int patience() {
    return patience;
  }

  /** Steps from checkpoint to checkpoint. Default 500. */
  public int checkpointEvery() {
    return checkpointEvery;
  }

  /** Decides the first weights, the order of the pairs, and the augmentation. Default 1. */
  public long seed() {
    return seed;
  }

  /** All that decides what the network becomes, by name, in alphabetical order. */
  Map<String, String> entries() {
    Map<String, String> entries = new TreeMap<>();
    entries.put("width", Integer.toString(width));
    entries.put("levels", Integer.toString(levels));
    entries.put("steps", Integer.toString(steps));
    entries.put("batchSize", Integer.toString(batchSize));
    entries.put("learningRate", Double.toString(learningRate));
    entries.put("patch", patch.isPresent() ? Integer.toString(patch.getAsInt()) : "none");
    entries.put("validateEvery", Integer.toString(validateEvery));
    entries.put("patience", Integer.toString(patience));
    entries.put("seed", Long.toString(seed));
    augmentation.entries().forEach((key, value) -> entries.put("augmentation." + key, value));
    return entries;
  }

  /** Of equal settings networks become equal: how often checkpoints are written has no say. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SegmenterSettings that && entries().equals(that.entries());
  }

  @Override
  public int hashCode() {
    return entries().hashCode();
  }

  @Override
  public String toString() {
    return "SegmenterSettings" + entries();
  }

  /** Collects settings. Not safe to share between threads. */
  public static final class Builder {
    private int width = 16;
    private int levels = 4;
    private int steps = 1000;
    private int batchSize = 8;
    private double learningRate = 2e-3;
    private OptionalInt patch = OptionalInt.empty();
    private SegmentationAugmentation augmentation = SegmentationAugmentation.none();
    private int validateEvery = 100;
    private int patience;
    private int checkpointEvery = 500;
    private long seed = 1;

    private Builder() {}

    /** Channels of the finest level, at least 1. */
    @CanIgnoreReturnValue
    public Builder width(int channels) {
      this.width = require("width", 1, channels);
      return this;
    }

    /**
     * Resolutions, in [2, 7]: height and width of all images must be multiples of 2^(levels-1), and
     * at least twice that.
     */
    @CanIgnoreReturnValue
    public Builder levels(int resolutions) {
      if (resolutions < 2 || resolutions > MOST_LEVELS) {
        throw new IllegalArgumentException(
            "levels: expected in [2,%d], found %d".formatted(MOST_LEVELS, resolutions));
      }
      this.levels = resolutions;
      return this;
    }

    /** Optimiser steps, at least 1. */
    @CanIgnoreReturnValue
    public Builder steps(int atLeast1) {
      this.steps = require("steps", 1, atLeast1);
      return this;
    }

    /** Pairs in a step, at least 1. */
    @CanIgnoreReturnValue
    public Builder batchSize(int pairs) {
      this.batchSize = require("batchSize", 1, pairs);
      return this;
    }

    /** The rate of the first step, above 0. */
    @CanIgnoreReturnValue
    public Builder learningRate(double first) {
      if (!(first > 0 && Double.isFinite(first))) {
        throw new IllegalArgumentException("learningRate: expected above 0, found " + first);
      }
      this.learningRate = first;
      return this;
    }

    /**
     * Learns from random parts of pairs, of this height and width; validation and use are on whole
     * images all the same. What large images need.
     */
    @CanIgnoreReturnValue
    public Builder patch(int size) {
      this.patch = OptionalInt.of(require("patch", 1, size));
      return this;
    }

    /** How pairs are changed while the network learns. */
    @CanIgnoreReturnValue
    public Builder augmentation(SegmentationAugmentation ofPairs) {
      this.augmentation = ofPairs;
      return this;
    }

    /** Steps from validation to validation, at least 1; the last step is validated too. */
    @CanIgnoreReturnValue
    public Builder validateEvery(int atLeast1) {
      this.validateEvery = require("validateEvery", 1, atLeast1);
      return this;
    }

    /** Validations without a better one after which training ends; 0 for never. */
    @CanIgnoreReturnValue
    public Builder patience(int validations) {
      this.patience = require("patience", 0, validations);
      return this;
    }

    /** Steps from checkpoint to checkpoint, at least 1. */
    @CanIgnoreReturnValue
    public Builder checkpointEvery(int atLeast1) {
      this.checkpointEvery = require("checkpointEvery", 1, atLeast1);
      return this;
    }

    /** The seed. */
    @CanIgnoreReturnValue
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    private static int require(String name, int least, int found) {
      if (found < least) {
        throw new IllegalArgumentException(
            "%s: expected at least %d, found %d".formatted(name, least, found));
      }
      return found;
    }

    /** The settings. */
    public SegmenterSettings build() {
      return new SegmenterSettings(this);
    }
  }
}
