package org.pigdiffusion.examples.rivals;

import java.nio.file.Path;
import org.pigdiffusion.segmentation.FoldGenerator;

/**
 * A method of the table that makes pairs.
 *
 * @param name begins the names of its rows
 * @param source what it is and where it was published, for readers
 * @param kind what it learns
 * @param maker makes its generator
 */
record TableMethod(String name, String source, Kind kind, Maker maker) {
  /** What a method learns. */
  enum Kind {
    /** Nothing of its own: its time is not measured. */
    UNTRAINED,
    /** The image, for a mask that it is given. */
    CONDITIONAL,
    /** The image and its mask: the method of this library, whose time the others are given. */
    PAIRED
  }

  /** Makes the generator of a method. */
  @FunctionalInterface
  interface Maker {
    /**
     * A generator.
     *
     * @param folder where it keeps everything
     * @param steps optimiser steps of each network that it trains
     */
    FoldGenerator generator(Path folder, int steps);
  }

  boolean isTrained() {
    return kind != Kind.UNTRAINED;
  }
}
