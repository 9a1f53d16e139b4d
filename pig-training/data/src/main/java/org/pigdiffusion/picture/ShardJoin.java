package org.pigdiffusion.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pigdiffusion.internal.AtomicFile;

/**
 * Makes one folder of those of all shards of a job.
 *
 * @param settings those of the undivided job
 * @param shards the folders in the order of their pairs
 */
record ShardJoin(JobSettings settings, List<Path> shards) {

  /** Refuses folders that are not all shards of one job, each finished. */
  static ShardJoin of(List<Path> folders) throws IOException {
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("shards: expected at least one folder, found none");
    }
    JobSettings ofFirst = settings(folders.get(0));
    SortedMap<Integer, Path> byNumber = new TreeMap<>();
    for (Path folder : folders) {
      Shard shard = settings(folder).shard();
      requireSame(folder, folders.get(0));
      Path twin = byNumber.put(shard.number(), folder);
      if (twin != null) {
        throw new IllegalArgumentException(
            "shards: expected each once, found %s in %s and in %s".formatted(shard, twin, folder));
      }
    }
    requireAll(byNumber, ofFirst.shard().count());
    return new ShardJoin(ofFirst.withShard(Shard.whole()), List.copyOf(byNumber.values()));
  }

  private static void requireSame(Path folder, Path other) throws IOException {
    JobSettings here = settings(folder);
    JobSettings there = settings(other);
    List<String> differences = new ArrayList<>();
    if (here.shard().count() != there.shard().count()) {
      differences.add("shard: now %s, there %s".formatted(here.shard(), there.shard()));
    }
    differences.addAll(
        here.withShard(Shard.whole()).differencesFrom(there.withShard(Shard.whole())));
    if (!differences.isEmpty()) {
      new FinishedJob(other, there).requireOwnSettings();
      new FinishedJob(folder, here).requireOwnSettings();
      throw new IllegalArgumentException(
          "shards: expected folders of one job, found differences between %s (now) and %s (there): %s"
              .formatted(folder, other, String.join("; ", differences)));
    }
  }

  private static JobSettings settings(Path folder) throws IOException {
    Path file = folder.resolve(JobFolder.SETTINGS);
    return JobSettings.read(file)
        .orElseThrow(
            () -> new IOException(file + ": expected the folder of a sampling job, found none"));
  }

  private static void requireAll(SortedMap<Integer, Path> byNumber, int count) {
    if (byNumber.size() == count) {
      return;
    }
    List<Shard> missing = new ArrayList<>();
    for (int number = 1; number <= count && missing.size() < 10; number++) {
      if (!byNumber.containsKey(number)) {
        missing.add(new Shard(number, count));
      }
    }
    throw new IllegalArgumentException(
        "shards: expected %d folders, found %d; missing are %s%s"
            .formatted(
                count,
                byNumber.size(),
                missing,
                count - byNumber.size() > missing.size() ? " and others" : ""));
  }

  void writeTo(Path folder) throws IOException {
    if (Files.exists(folder)) {
      throw new IOException(
          folder + ": expected no such file or folder yet, found one; choose another name");
    }
    requireOutside(folder);
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    AtomicFile.writeFolder(folder, this::fill);
  }

  /** A folder in that of a shard would be taken for what that shard sampled. */
  private void requireOutside(Path folder) throws IOException {
    Path there = folder.toAbsolutePath().normalize();
    while (there.getParent() != null && Files.notExists(there)) {
      there = there.getParent();
    }
    for (Path shard : shards) {
      if (there.toRealPath().startsWith(shard.toRealPath())) {
        throw new IOException(
            "%s: expected a folder outside those of the shards, found it in %s; choose another"
                .formatted(folder, shard));
      }
    }
  }

  private void fill(Path draft) throws IOException {
    PictureCheck check = new PictureCheck(settings);
    PairPictures.makeFolders(draft);
    settings.write(draft.resolve(JobFolder.SETTINGS));
    AtomicFile.write(
        draft.resolve(PairManifest.NAME),
        out ->
            PairManifest.write(
                out,
                list -> {
                  for (Path shard : shards) {
                    copy(shard, draft, check, entry -> entry.write(list));
                  }
                }));
  }

  private static void copy(Path shard, Path draft, PictureCheck check, PairManifest.Reader list)
      throws IOException {
    new FinishedJob(shard, settings(shard))
        .read(
            check,
            entry -> {
              copy(shard, draft, PairPictures.image(entry.index()));
              copy(shard, draft, PairPictures.mask(entry.index()));
              list.take(entry);
            });
  }

  private static void copy(Path shard, Path draft, String name) throws IOException {
    Files.copy(shard.resolve(name), draft.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
  }
}
