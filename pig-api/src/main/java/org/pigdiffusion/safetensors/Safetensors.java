package org.pigdiffusion.safetensors;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.internal.Checksum;
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
  private static final String CHECKSUM = "pig.checksum";

  /** Copies both maps, and keeps the order of the arrays. */
  public Safetensors {
    arrays = ImmutableMap.copyOf(arrays);
    metadata = ImmutableMap.copyOf(metadata);
  }

  /**
   * Reads a file. Values of type F16, BF16, F32 and F64 become float32.
   *
   * @throws BackendException if the file cannot be read, is truncated or damaged, holds arrays of
   *     another type, or other content than it had {@link #withChecksum}; the message names file
   *     and fault
   */
  public static Safetensors read(Path file) {
    Safetensors content = new SafetensorsReader(file).read();
    String written = content.metadata.get(CHECKSUM);
    if (written != null && !written.equals(content.checksum())) {
      throw new BackendException(
          "%s: expected the content that was written, found a damaged file (its checksum is another);"
                  .formatted(file)
              + " put it back, or delete it to have it made again");
    }
    return content;
  }

  /**
   * The same with a checksum of all of it among the metadata, by which {@link #read} finds a file
   * that was damaged later: for what is kept and read much later.
   */
  public Safetensors withChecksum() {
    ImmutableMap.Builder<String, String> and = ImmutableMap.builder();
    and.putAll(otherMetadata());
    return new Safetensors(arrays, and.put(CHECKSUM, checksum()).buildOrThrow());
  }

  /** Of all but the checksum itself. */
  private String checksum() {
    Checksum sum = Checksum.start();
    new TreeMap<>(arrays)
        .forEach(
            (name, array) -> sum.add(name).add(array.dimensions().toString()).add(array.values()));
    return sum.add(new TreeMap<>(otherMetadata()).toString()).hex();
  }

  private Map<String, String> otherMetadata() {
    return Maps.filterKeys(metadata, key -> !key.equals(CHECKSUM));
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
