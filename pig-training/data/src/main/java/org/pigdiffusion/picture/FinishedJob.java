package org.pigdiffusion.picture;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a job, or of its shard, all of whose pairs are done. Its manifest is not believed:
 * it must list just the job's pairs, each of the job's origin, and their pictures must be whole.
 *
 * @param folder where it is
 * @param settings those of the job
 */
record FinishedJob(Path folder, JobSettings settings) {
  private static final String REMEDY =
      "; put back what the job wrote, or delete %s and run the job again, which samples all anew"
          .formatted(PairManifest.NAME);

  /**
   * Goes through all pairs.
   *
   * @throws IOException if anything is not as the job wrote it; the message names the file
   */
  void read(PairManifest.Reader reader) throws IOException {
    Path manifest = folder.resolve(PairManifest.NAME);
    if (!Files.exists(manifest)) {
      throw fault(manifest, "expected one, found none; run this shard again to finish it");
    }
    Optional<String> size = settings.size();
    Shard shard = settings.shard();
    long end = settings.firstIndex() + shard.to(settings.count(), settings.batchSize());
    Next next =
        new Next(settings.firstIndex() + shard.from(settings.count(), settings.batchSize()));
    PairManifest.read(
        manifest,
        entry -> {
          if (entry.index() != next.index || next.index == end) {
            throw fault(
                manifest,
                "expected pair %s, found %d%s"
                    .formatted(next.index == end ? "no more" : next.index, entry.index(), REMEDY));
          }
          requireOrigin(manifest, entry);
          PairPictures.require(folder, entry.index(), size);
          reader.take(entry);
          next.index++;
        });
    if (next.index != end) {
      throw fault(
          manifest,
          "expected the pairs up to %d, found those before %d%s"
              .formatted(end - 1, next.index, REMEDY));
    }
  }

  /** The number of the pair that comes next. */
  private static final class Next {
    private long index;

    private Next(long index) {
      this.index = index;
    }
  }

  private void requireOrigin(Path manifest, PairEntry entry) throws IOException {
    List<String> differences = settings.differencesOf(entry);
    if (!differences.isEmpty()) {
      throw fault(
          manifest,
          "pair %d: expected the provenance of the job, found differences: %s%s"
              .formatted(entry.index(), String.join("; ", differences), REMEDY));
    }
  }

  private static FileSystemException fault(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
