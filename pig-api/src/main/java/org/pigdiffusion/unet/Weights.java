package org.pigdiffusion.unet;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.math.BigInteger;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a network's parameters, by name. Immutable, float32, in PyTorch's layout.
 *
 * <p>Made from a map that fits a {@link UNet} exactly: {@link #fitting} lists everything that does
 * not fit in one error.
 */
public final class Weights {
  private static final String DATA_PARALLEL_PREFIX = "module.";

  /** One named array: its dimensions, and its values in row-major order. Immutable. */
  public static final class Array {
    private final List<Integer> dimensions;
    private final float[] values;

    /** An array with a copy of the given values, which fill its dimensions. */
    public Array(List<Integer> dimensions, float... values) {
      this(values.clone(), dimensions);
    }

    private Array(float[] values, List<Integer> dimensions) {
      this.dimensions = List.copyOf(dimensions);
      this.values = values;
      if (dimensions.stream().anyMatch(dimension -> dimension < 0)) {
        throw new IllegalArgumentException(
            "dimensions: expected at least 0 each, found " + dimensions);
      }
      BigInteger size =
          dimensions.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
      if (!size.equals(BigInteger.valueOf(values.length))) {
        throw new IllegalArgumentException(
            "values: expected %d for dimensions %s, found %d"
                .formatted(size, dimensions, values.length));
      }
    }

    /**
     * An array that takes over the given values without a copy, since networks are large. The
     * caller must not touch them again.
     */
    public static Array adopt(List<Integer> dimensions, float[] values) {
      return new Array(values, dimensions);
    }

    /** The dimensions. */
    public List<Integer> dimensions() {
      return dimensions;
    }

    /** The number of values. */
    public int size() {
      return values.length;
    }

    /** A copy of the values. */
    public float[] values() {
      return values.clone();
    }

    /** A read-only view of the values, positioned at the first. */
    public FloatBuffer buffer() {
      return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** Where the first value is that is no finite number; -1 if all are. */
    private int firstNotFinite() {
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          return i;
        }
      }
      return -1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Array that
          && dimensions.equals(that.dimensions)
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return 31 * dimensions.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Array" + dimensions;
    }
  }

  private final ImmutableMap<String, Array> arrays;

  private Weights(ImmutableMap<String, Array> arrays) {
    this.arrays = arrays;
  }

  /**
   * The weights of a network. Names may carry the prefix {@code module.} that PyTorch's data
   * parallelism puts before them.
   *
   * @param arrays name to array
   * @throws IllegalArgumentException if a parameter is missing, has other dimensions or a value
   *     that is not finite, or is not one of the network; the message lists all of them
   */
  public static Weights fitting(UNet net, Map<String, Array> arrays) {
    List<String> faults = new ArrayList<>();
    Map<String, Array> found = withoutPrefix(arrays, faults);
    ImmutableMap.Builder<String, Array> fitting = ImmutableMap.builder();
    for (Parameter parameter : net.parameters()) {
      Array array = found.get(parameter.name());
      if (array == null) {
        faults.add(parameter.name() + " is missing, expected " + parameter.dimensions());
      } else if (!array.dimensions().equals(parameter.dimensions())) {
        faults.add(
            "%s: expected %s, found %s"
                .formatted(parameter.name(), parameter.dimensions(), array.dimensions()));
      } else if (array.firstNotFinite() >= 0) {
        int at = array.firstNotFinite();
        faults.add(
            "%s: expected finite values, found %s at %d"
                .formatted(parameter.name(), array.values[at], at));
      } else {
        fitting.put(parameter.name(), array);
      }
    }
    ImmutableSet<String> known =
        net.parameters().stream().map(Parameter::name).collect(ImmutableSet.toImmutableSet());
    for (String name : Sets.difference(found.keySet(), known)) {
      faults.add(name + " is not a parameter of the network");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "weights: expected those of the network, found %d differences:%n  %s"
              .formatted(faults.size(), String.join(System.lineSeparator() + "  ", faults)));
    }
    return new Weights(fitting.buildOrThrow());
  }

  private static Map<String, Array> withoutPrefix(Map<String, Array> arrays, List<String> faults) {
    Map<String, Array> stripped = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          String bare =
              name.startsWith(DATA_PARALLEL_PREFIX)
                  ? name.substring(DATA_PARALLEL_PREFIX.length())
                  : name;
          if (stripped.put(bare, array) != null) {
            faults.add(bare + " is there twice, with and without " + DATA_PARALLEL_PREFIX);
          }
        });
    return stripped;
  }

  /** All arrays, in the order of {@link UNet#parameters}. */
  public Map<String, Array> arrays() {
    return arrays;
  }

  /**
   * A copy of the values of one parameter.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  public float[] values(String name) {
    Array array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("name: expected a parameter, found " + name);
    }
    return array.values();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights that && arrays.equals(that.arrays);
  }

  @Override
  public int hashCode() {
    return arrays.hashCode();
  }
}
