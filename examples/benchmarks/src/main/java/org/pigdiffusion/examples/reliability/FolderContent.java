package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The small files of a folder, in memory, so that it can be made as it was.
 *
 * @param folder the folder
 * @param folders those in it, and itself
 * @param files the bytes of each file
 */
record FolderContent(Path folder, List<Path> folders, Map<Path, byte[]> files) {
  static FolderContent of(Path folder) throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    List<Path> folders = new ArrayList<>();
    for (Path path : deepestFirst(folder)) {
      if (Files.isDirectory(path)) {
        folders.add(path);
      } else {
        files.put(path, Files.readAllBytes(path));
      }
    }
    return new FolderContent(folder, folders, files);
  }

  private static List<Path> deepestFirst(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }

  byte[] bytes(Path file) {
    return files.get(file);
  }

  /** Removes what has come, and puts back what has changed or gone. */
  void restore() throws IOException {
    for (Path path : deepestFirst(folder)) {
      if (!files.containsKey(path) && !folders.contains(path)) {
        Files.delete(path);
      }
    }
    for (Map.Entry<Path, byte[]> entry : files.entrySet()) {
      Path file = entry.getKey();
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), entry.getValue())) {
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, entry.getValue());
      }
    }
  }
}
