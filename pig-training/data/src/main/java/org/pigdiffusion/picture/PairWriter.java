package org.pigdiffusion.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.Provenance;

/**
 * Writes pairs as a segmentation pipeline reads them: {@code images/NAME.png}, {@code
 * masks/NAME.png}, and {@code manifest.json}, which says where each comes from: a list of objects
 * with {@code index}, {@code image}, {@code mask} and {@code provenance} ({@link
 * Provenance#toProperties}). Masks of one channel keep their levels, of several they show the class
 * as a grey level: {@link Picture#ofMask}.
 *
 * <p>A {@link SamplingJob} writes the same and goes on after a kill; this writer is for batches
 * that come from elsewhere, or are chosen from. Of each pair it keeps number and origin alone. The
 * manifest appears whole when this writer is closed, and lists the pairs that were written. For one
 * thread; the caller closes it.
 *
 * <pre>{@code
 * try (PairWriter writer = PairWriter.open(folder)) {
 *   for (PairBatch batch : (Iterable<PairBatch>) batches::iterator) {
 *     writer.write(batch);
 *   }
 * }
 * }</pre>
 */
public final class PairWriter implements AutoCloseable {
  private final Path folder;
  private final Map<Long, PairEntry> written = new LinkedHashMap<>();

  private PairWriter(Path folder) {
    this.folder = folder;
  }

  /**
   * A writer to a folder, which is made if it is missing. Files of the same names are replaced, and
   * with the first pair a manifest of before goes.
   *
   * @throws IOException if the folder cannot be written to, or is that of a {@link SamplingJob}
   */
  public static PairWriter open(Path folder) throws IOException {
    if (Files.exists(folder.resolve(JobFolder.SETTINGS))) {
      throw new IOException(
          folder + ": expected no sampling job in it, found one; choose another folder");
    }
    PairPictures.makeFolders(folder);
    return new PairWriter(folder);
  }

  /**
   * Writes the pairs of a batch.
   *
   * @throws IOException if a file cannot be written
   * @throws IllegalArgumentException if a pair has the number of one that was written before, whose
   *     files would be replaced; nothing of the batch is written then
   */
  public void write(PairBatch batch) throws IOException {
    requireNewNumbers(batch);
    if (written.isEmpty()) {
      // It tells the origin of pictures that may now be replaced; a kill must not leave it there.
      Files.deleteIfExists(folder.resolve(PairManifest.NAME));
    }
    Map<String, String> provenance = batch.provenance().toProperties();
    for (PairBatch.Pair pair : batch.pairs()) {
      PairPictures.write(folder, pair);
      written.put(pair.index(), new PairEntry(pair.index(), provenance));
    }
  }

  private void requireNewNumbers(PairBatch batch) {
    for (PairBatch.Pair pair : batch.pairs()) {
      if (written.containsKey(pair.index())) {
        throw new IllegalArgumentException(
            "batch: expected pairs of other numbers than those written to %s, found a second pair %d;"
                    .formatted(folder, pair.index())
                + " write those of each seed to a folder of their own, or sample them from another"
                + " first index on");
      }
    }
  }

  /** Puts the manifest in its place. */
  @Override
  public void close() throws IOException {
    AtomicFile.write(
        folder.resolve(PairManifest.NAME),
        out ->
            PairManifest.write(
                out,
                list -> {
                  for (PairEntry entry : written.values()) {
                    entry.write(list);
                  }
                }));
  }
}
