package org.pigdiffusion.picture;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.internal.Draft;
import org.pigdiffusion.internal.FolderLock;
import org.pigdiffusion.internal.WritableFolder;
import org.pigdiffusion.sampler.PairBatch;

/**
 * The folder of a sampling job while this process alone may write to it. {@code job.json} says what
 * the pairs depend on, {@code manifest.jsonl} which are done; when all are, it becomes {@code
 * manifest.json}.
 */
final class JobFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JobFolder.class.getName());
  static final String SETTINGS = "job.json";
  private static final String JOURNAL = "manifest.jsonl";

  private final Path folder;
  private final long first;
  private final long pairs;
  private final FolderLock lock;
  private final JobJournal journal;
  private long finished;

  private JobFolder(Path folder, long first, long pairs, FolderLock lock) {
    this.folder = folder;
    this.first = first;
    this.pairs = pairs;
    this.lock = lock;
    this.journal = new JobJournal(folder.resolve(JOURNAL), first);
  }

  /**
   * Begins a folder, or finds again how far it is.
   *
   * @param first number of the job's first pair
   * @param pairs how many it has
   */
  static JobFolder open(Path folder, JobSettings settings, long first, long pairs)
      throws IOException {
    requireOurs(folder);
    WritableFolder.require(folder);
    FolderLock lock = FolderLock.of(folder, FolderLock.Work.SAMPLING);
    try {
      JobFolder open = new JobFolder(folder, first, pairs, lock);
      open.prepare(settings);
      return open;
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static void requireOurs(Path folder) throws IOException {
    if (Files.exists(folder.resolve(SETTINGS))) {
      return;
    }
    for (String name : List.of(PairPictures.IMAGES, PairPictures.MASKS, PairManifest.NAME)) {
      if (Files.exists(folder.resolve(name))) {
        throw new IOException(
            "%s: expected the folder of a sampling job or a new one, found %s without %s; choose"
                    .formatted(folder, name, SETTINGS)
                + " another folder, or remove what is there");
      }
    }
  }

  private void prepare(JobSettings settings) throws IOException {
    Draft.sweep(folder);
    Path file = folder.resolve(SETTINGS);
    Optional<JobSettings> there = JobSettings.read(file);
    if (there.isPresent()) {
      requireSame(settings, there.get());
    } else {
      settings.write(file);
    }
    PairPictures.makeFolders(folder);
    Draft.sweep(folder.resolve(PairPictures.IMAGES));
    Draft.sweep(folder.resolve(PairPictures.MASKS));
    if (Files.exists(folder.resolve(PairManifest.NAME))) {
      new FinishedJob(folder, settings).read(new PictureCheck(settings), entry -> {});
      Files.deleteIfExists(journal.file());
      finished = pairs;
    } else {
      requireList();
      finished = journal.open(pairs, settings);
      requirePictures(new PictureCheck(settings));
      tellOfLostLines(settings.batchSize());
      finishIfDone(); // killed after the last line
    }
  }

  /**
   * A list is there before the first picture: if it is gone, nobody knows whose pictures these are.
   */
  private void requireList() throws IOException {
    long pictures = journal.exists() ? 0 : PairPictures.count(folder);
    if (pictures > 0) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "expected %s or %s, which list the pairs that are done, found neither, and %d pictures in %s"
                  .formatted(PairManifest.NAME, JOURNAL, pictures, PairPictures.IMAGES)
              + " and %s; put the list back, or move the pictures away to have all pairs sampled anew"
                  .formatted(PairPictures.MASKS));
    }
  }

  /** A kill leaves pictures of one batch that are not listed, and never of a later one. */
  private void tellOfLostLines(int batchSize) {
    long later = first + finished + batchSize;
    if (later < first + pairs && Files.exists(folder.resolve(PairPictures.image(later)))) {
      LOG.log(
          System.Logger.Level.WARNING,
          "%s: lists %d pairs of this job, and pictures of later ones are there, such as %s: lines were"
                  .formatted(journal.file(), finished, PairPictures.image(later))
              + " lost; the pairs from %d on are sampled again".formatted(first + finished));
    }
  }

  private void requireSame(JobSettings settings, JobSettings there) {
    List<String> differences = settings.differencesFrom(there);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "folder %s: expected the job that it was begun with, found differences: %s; go on with"
                  .formatted(folder, String.join("; ", differences))
              + " what it says there, put %s back if it was changed, or choose another folder"
                  .formatted(SETTINGS));
    }
  }

  /** Each picture was written before the entry that names it. */
  private void requirePictures(PictureCheck check) throws IOException {
    for (long index = first; index < first + finished; index++) {
      check.require(folder, index);
    }
  }

  /** How many pairs are done. */
  long finished() {
    return finished;
  }

  /** Writes the pictures of a batch. */
  void writePictures(PairBatch batch) throws IOException {
    for (PairBatch.Pair pair : batch.pairs()) {
      PairPictures.write(folder, pair);
    }
  }

  /** Counts a batch as done. */
  void add(PairBatch batch) throws IOException {
    journal.add(batch);
    finished += batch.size();
    finishIfDone();
  }

  private void finishIfDone() throws IOException {
    if (finished == pairs) {
      journal.finish(folder.resolve(PairManifest.NAME));
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
