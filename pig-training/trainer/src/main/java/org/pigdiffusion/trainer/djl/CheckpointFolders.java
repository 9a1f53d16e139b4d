package org.pigdiffusion.trainer.djl;

import com.google.common.base.Strings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.RegularFile;

/**
 * Numbered folders that appear whole or not at all.
 *
 * @param folder what they lie in
 */
record CheckpointFolders(Path folder) {
  private static final String PREFIX = "step-";
  private static final int DIGITS = 8;
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9]{" + DIGITS + "}");

  Optional<Checkpoint> newest() throws IOException {
    List<Path> all = oldestFirst();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Path newest = all.get(all.size() - 1);
    Optional<Path> before =
        all.size() > 1 ? Optional.of(all.get(all.size() - 2)) : Optional.empty();
    int step = Integer.parseInt(newest.getFileName().toString().substring(PREFIX.length()));
    return Optional.of(new Checkpoint(newest, step, before));
  }

  private List<Path> oldestFirst() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(RegularFile.requireFolder(folder))) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** Adds the folder of a step; does nothing if it is there, since a step has only one state. */
  void add(int step, AtomicFile.Filler filler) throws IOException {
    Path target = folder.resolve(PREFIX + Strings.padStart(Integer.toString(step), DIGITS, '0'));
    if (Files.exists(target)) {
      return;
    }
    Files.createDirectories(folder);
    AtomicFile.writeFolder(target, filler);
  }

  void removeAllBut(int keep) throws IOException {
    List<Path> all = oldestFirst();
    for (Path path : all.subList(0, Math.max(0, all.size() - keep))) {
      AtomicFile.deleteFolder(path);
    }
  }
}
