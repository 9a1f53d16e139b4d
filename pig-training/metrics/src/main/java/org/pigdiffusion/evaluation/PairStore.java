package org.pigdiffusion.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.FinishedImages;
import org.pigdiffusion.internal.NamedDifferences;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.unet.Weights;

/**
 * Sampled pairs kept in a folder, so that a run that was stopped goes on where it was: a
 * safetensors file for each batch, which appears whole or not at all.
 *
 * <p>The folder remembers what its pairs were made by, and refuses others. Each file has a
 * checksum, which is checked whenever it is read; files of earlier versions have none. For one
 * thread, and one process at a time.
 */
public final class PairStore {
  private static final Pattern NAME = Pattern.compile("pairs-\\d{10}\\.safetensors");
  private static final String X = "x";
  private static final String Y = "y";
  private static final String ORIGIN = "origin.";
  private static final String NOTE = "note.";

  /**
   * A stored batch.
   *
   * @param first number of its first pair
   * @param size how many pairs it has
   * @param notes what was noted of it
   */
  public record Batch(int first, int size, Map<String, String> notes) {
    /** Copies the notes. */
    public Batch {
      notes = ImmutableMap.copyOf(notes);
    }
  }

  private final Path folder;
  private final ImmutableMap<String, String> origin;
  private final List<Batch> batches = new ArrayList<>();

  private PairStore(Path folder, ImmutableMap<String, String> origin) {
    this.folder = folder;
    this.origin = origin;
  }

  /**
   * Opens a folder, which is made if it is missing.
   *
   * @param origin all that decides what the pairs are: models, method, seed
   * @throws IllegalArgumentException if the folder holds pairs of another origin, the message says
   *     where the two differ; or images that are not finished, see {@link #add}
   * @throws BackendException if a file in it cannot be read or is damaged; without it, its pairs
   *     and those after it are made again
   */
  public static PairStore open(Path folder, Map<String, String> origin) throws IOException {
    Files.createDirectories(folder);
    PairStore store = new PairStore(folder, ImmutableMap.copyOf(origin));
    try (Stream<Path> files = Files.list(RegularFile.requireFolder(folder))) {
      for (Path file :
          files.filter(f -> NAME.matcher(f.getFileName().toString()).matches()).sorted().toList()) {
        Safetensors content = Safetensors.read(file);
        store.requireSameOrigin(part(content.metadata(), ORIGIN));
        Tensor y = tensor(file, content, Y);
        FinishedImages.require(
            file.toString(), "take another folder: those of an earlier version are as sampled", y);
        // Else there is a gap before it, and it will be made again.
        if (file.equals(store.file(store.size()))) {
          store.batches.add(
              new Batch(store.size(), y.shape().batch(), part(content.metadata(), NOTE)));
        }
      }
    }
    return store;
  }

  private void requireSameOrigin(ImmutableMap<String, String> found) {
    List<String> differences = NamedDifferences.between(origin, found, NamedDifferences.OF_IMAGES);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "folder %s: holds pairs of another origin: %s (take another folder)"
              .formatted(folder, String.join("; ", differences)));
    }
  }

  /** The batches from pair 0 on without a gap, in their order. */
  public List<Batch> batches() {
    return List.copyOf(batches);
  }

  /** The number of pairs from pair 0 on without a gap. */
  public int size() {
    return batches.stream().mapToInt(Batch::size).sum();
  }

  /**
   * Forgets the last batch if it is smaller than others are to be, since a longer run has other
   * batches there.
   */
  public void dropPartOfBatch(int batchSize) throws IOException {
    if (!batches.isEmpty() && batches.get(batches.size() - 1).size() < batchSize) {
      Batch last = batches.remove(batches.size() - 1);
      Files.delete(file(last.first()));
    }
  }

  /**
   * Adds the pairs that follow those of the store.
   *
   * @param pairs of finished images: no value is beyond -1 and 1, see {@link PairSet#of(
   *     org.pigdiffusion.sampler.PairBatch)}
   * @param notes what to remember of them, such as how long they took
   * @throws IllegalArgumentException if an image has values beyond -1 and 1
   * @throws IOException if they cannot be written; the store is as it was then
   */
  public void add(PairSet pairs, Map<String, String> notes) throws IOException {
    FinishedImages.require("pairs", "PairSet.of(batch) finishes them", pairs.y());
    int first = size();
    ImmutableMap.Builder<String, String> metadata = ImmutableMap.builder();
    origin.forEach((key, value) -> metadata.put(ORIGIN + key, value));
    notes.forEach((key, value) -> metadata.put(NOTE + key, value));
    ImmutableMap<String, Weights.Array> arrays =
        ImmutableMap.of(X, array(pairs.x()), Y, array(pairs.y()));
    new Safetensors(arrays, metadata.buildOrThrow()).withChecksum().write(file(first));
    batches.add(new Batch(first, pairs.size(), notes));
  }

  /**
   * The first pairs.
   *
   * @param count how many, in [1, size]
   * @throws BackendException if a file of theirs cannot be read or is damaged
   */
  public PairSet first(int count) {
    if (count < 1 || count > size()) {
      throw new IllegalArgumentException(
          "count: expected in [1,%d], found %d".formatted(size(), count));
    }
    List<PairSet> parts = new ArrayList<>();
    for (Batch batch : batches) {
      if (batch.first() < count) {
        Path file = file(batch.first());
        Safetensors content = Safetensors.read(file);
        parts.add(new PairSet(tensor(file, content, X), tensor(file, content, Y)));
      }
    }
    return PairSet.concat(parts).slice(0, count);
  }

  private Path file(int first) {
    return folder.resolve("pairs-%010d.safetensors".formatted(first));
  }

  private static ImmutableMap<String, String> part(Map<String, String> metadata, String prefix) {
    ImmutableMap.Builder<String, String> part = ImmutableMap.builder();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            part.put(key.substring(prefix.length()), value);
          }
        });
    return part.buildOrThrow();
  }

  private static Weights.Array array(Tensor tensor) {
    Shape shape = tensor.shape();
    return Weights.Array.adopt(
        ImmutableList.of(shape.batch(), shape.channels(), shape.height(), shape.width()),
        tensor.toArray());
  }

  private static Tensor tensor(Path file, Safetensors content, String name) {
    Weights.Array array = content.arrays().get(name);
    if (array == null || array.dimensions().size() != 4) {
      throw new BackendException(
          "%s: expected a batch of images named %s, found %s"
              .formatted(file, name, array == null ? "none" : array));
    }
    List<Integer> d = array.dimensions();
    return Tensor.adopt(new Shape(d.get(0), d.get(1), d.get(2), d.get(3)), array.values());
  }
}
