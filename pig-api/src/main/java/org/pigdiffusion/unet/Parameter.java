package org.pigdiffusion.unet;

import java.util.List;

/**
 * One parameter of a network.
 *
 * @param name its name in the DDIM PyTorch network
 * @param dimensions its shape in PyTorch's layout
 * @param kind how it starts
 * @param fanIn number of inputs of each output of its operation, from which the start is scaled
 */
public record Parameter(String name, List<Integer> dimensions, Kind kind, int fanIn) {
  /** Copies the dimensions. */
  public Parameter {
    dimensions = List.copyOf(dimensions);
  }

  /** What a parameter is, which decides its value before training. */
  public enum Kind {
    /**
     * Weight or bias of a convolution or a linear map: uniform within {@code 1 / sqrt(fanIn)},
     * PyTorch's default.
     */
    AFFINE,
    /** Scale of a normalisation: starts at 1. */
    SCALE,
    /** Shift of a normalisation, or weight of augmentation labels: starts at 0. */
    SHIFT
  }

  /** The number of values. */
  public int size() {
    return dimensions.stream().reduce(1, Math::multiplyExact);
  }
}
