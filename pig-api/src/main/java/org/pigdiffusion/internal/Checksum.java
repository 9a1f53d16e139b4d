package org.pigdiffusion.internal;

import com.google.common.hash.Funnels;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.Weights;

/**
 * The SHA-256 of what is added, one after another: the one way in which this library knows files,
 * weights and images again. What it gives is stored in files, so it must never change. Not safe to
 * share.
 */
public final class Checksum {
  private final Hasher hasher = Hashing.sha256().newHasher();

  private Checksum() {}

  /** A checksum of nothing yet. */
  public static Checksum start() {
    return new Checksum();
  }

  /** The checksum of a network's weights, in hexadecimal. */
  public static String of(Weights weights) {
    return start().add(weights).hex();
  }

  /**
   * The checksum of a file's bytes, in hexadecimal, as {@code sha256sum} prints it.
   *
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    return start().add(file).hex();
  }

  /** Adds bytes. */
  @CanIgnoreReturnValue
  public Checksum add(byte[] bytes) {
    hasher.putBytes(bytes);
    return this;
  }

  /** Adds a text as UTF-8, without its length. */
  @CanIgnoreReturnValue
  public Checksum add(String text) {
    hasher.putString(text, StandardCharsets.UTF_8);
    return this;
  }

  /** Adds four bytes, the lowest first. */
  @CanIgnoreReturnValue
  public Checksum add(int number) {
    hasher.putInt(number);
    return this;
  }

  /** Adds four bytes of each value, the lowest first. */
  @CanIgnoreReturnValue
  public Checksum add(float[] values) {
    for (float value : values) {
      hasher.putFloat(value);
    }
    return this;
  }

  /** Adds the shape, as text, and the values. */
  @CanIgnoreReturnValue
  public Checksum add(Tensor tensor) {
    Shape shape = tensor.shape();
    return add(bracketed(shape)).add(tensor.toArray());
  }

  private static String bracketed(Shape shape) {
    return "[%s,%s,%s,%s]"
        .formatted(shape.batch(), shape.channels(), shape.height(), shape.width());
  }

  /** Adds the values of all arrays in their order; the network says their names and shapes. */
  @CanIgnoreReturnValue
  public Checksum add(Weights weights) {
    weights.arrays().values().forEach(array -> add(array.values()));
    return this;
  }

  /**
   * Adds the bytes of a file.
   *
   * @throws IOException if it cannot be read
   */
  @CanIgnoreReturnValue
  public Checksum add(Path file) throws IOException {
    MoreFiles.asByteSource(RegularFile.require(file)).copyTo(Funnels.asOutputStream(hasher));
    return this;
  }

  /** The 64 hexadecimal digits. Nothing can be added afterwards. */
  public String hex() {
    return hasher.hash().toString();
  }

  /** The first of the hexadecimal digits, for names that people read. */
  public String hex(int digits) {
    return hex().substring(0, digits);
  }
}
