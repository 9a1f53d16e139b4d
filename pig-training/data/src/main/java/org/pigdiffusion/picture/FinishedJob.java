package org.pigdiffusion.picture;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of a job, or of its shard, all of whose pairs are done. Its manifest is not believed:
 * it must list just the job's pairs, each of the job's origin, and their pictures must be whole.
 *
 * @param folder where it is
 * @param settings those of the job
 */
record FinishedJob(Path folder, JobSettings settings) {
  /**
   * Goes through all pairs.
   *
   * @param check looks at their pictures; the same one for all folders of a job
   * @throws IOException if anything is not as the job wrote it; the message names the file
   */
  void read(PictureCheck check, PairManifest.Reader reader) throws IOException {
    readList(
        entry -> {
          check.require(folder, entry.index());
          reader.take(entry);
        });
  }

  /**
   * Refuses settings that are not those of the pairs that are listed beside them. Without a list,
   * or if it cannot be read, nothing is known.
   */
  void requireOwnSettings() throws IOException {
    try {
      readList(entry -> {});
    } catch (OtherPairsException e) {
      throw fault(
          folder.resolve(JobFolder.SETTINGS),
          "expected the settings of the pairs in %s, found others (%s); put back what the job wrote"
              .formatted(PairManifest.NAME, e.difference()));
    } catch (IOException e) {
      // Then it is no witness.
    }
  }

  /** Goes through the list alone. */
  private void readList(PairManifest.Reader reader) throws IOException {
    Path manifest = folder.resolve(PairManifest.NAME);
    if (!Files.exists(manifest)) {
      throw fault(manifest, "expected one, found none; run this shard again to finish it");
    }
    Shard shard = settings.shard();
    long end = settings.firstIndex() + shard.to(settings.count(), settings.batchSize());
    Next next =
        new Next(settings.firstIndex() + shard.from(settings.count(), settings.batchSize()));
    PairManifest.read(
        manifest,
        entry -> {
          if (entry.index() != next.index || next.index == end) {
            throw new OtherPairsException(
                manifest,
                "expected %s, found pair %d"
                    .formatted(
                        next.index == end
                            ? "no pair after that of number " + (end - 1)
                            : "pair " + next.index,
                        entry.index()));
          }
          requireOrigin(manifest, entry);
          reader.take(entry);
          next.index++;
        });
    if (next.index != end) {
      throw new OtherPairsException(
          manifest,
          "expected the pairs up to %d, found those before %d".formatted(end - 1, next.index));
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
      throw new OtherPairsException(
          manifest,
          "pair %d: expected the provenance of the job, found differences: %s"
              .formatted(entry.index(), String.join("; ", differences)));
    }
  }

  private static FileSystemException fault(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }

  /** A list is whole, and not that of the job's pairs. */
  private static final class OtherPairsException extends FileSystemException {
    private static final long serialVersionUID = 1;
    private final String difference;

    private OtherPairsException(Path manifest, String difference) {
      super(manifest.toString(), null, difference + PairManifest.REMEDY);
      this.difference = difference;
    }

    private String difference() {
      return difference;
    }
  }
}
