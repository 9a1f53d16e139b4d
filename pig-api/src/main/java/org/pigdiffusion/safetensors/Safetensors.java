package org.pigdiffusion.safetensors;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.pigdiffusion.unet.Weights;

/**
 * Named arrays and a few lines of text in a file of the safetensors format, in which PyTorch, JAX
 * and others exchange weights: eight bytes with the length of a JSON header, the header, the values
 * in little-endian order.
 *
 * @param arrays name to array, in the order of the file's header
 * @param metadata free text by key; empty if the file has none
 */
public record Safetensors(Map<String, Weights.Array> arrays, Map<String, String> metadata) {
  /** Copies both maps, and keeps the order of the arrays. */
  public Safetensors {
    arrays = ImmutableMap.copyOf(arrays);
    metadata = ImmutableMap.copyOf(metadata);
  }

  /**
   * Reads a file. Values of type F16, BF16, F32 and F64 become float32.
   *
   * @throws org.pigdiffusion.BackendException if the file cannot be read, is truncated or damaged,
   *     or holds arrays of another type; the message names file and fault
   */
  public static Safetensors read(Path file) {
    return new SafetensorsReader(file).read();
  }

  /**
   * Writes a file with values of type F32. The file appears under its name only when it is complete
   * and on the disk; an older file of that name is replaced.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    SafetensorsWriter.write(this, file);
  }
}
