package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pigdiffusion.internal.RegularFile;

/**
 * The files of a folder by their names in one Unicode form. Letters with accents are one character
 * in most programs, and two in names that older macOS programs wrote: they look the same.
 */
final class LookAlikes {
  private final Map<String, List<Path>> files;

  private LookAlikes(Map<String, List<Path>> files) {
    this.files = files;
  }

  /** Of a folder; empty if it cannot be listed. */
  static LookAlikes of(Path folder) {
    try (Stream<Path> listing = Files.list(RegularFile.requireFolder(folder))) {
      return new LookAlikes(
          listing.collect(
              Collectors.groupingBy(
                  file -> composed(name(file)), HashMap::new, Collectors.toList())));
    } catch (IOException e) {
      return new LookAlikes(Map.of());
    }
  }

  /** The only file of this name, whatever the Unicode form; the very name comes first. */
  Optional<Path> sameName(Path file) {
    List<Path> found = files.getOrDefault(composed(name(file)), List.of());
    return found.contains(file) || found.size() != 1
        ? Optional.of(file)
        : Optional.of(found.get(0));
  }

  /** A name in the composed form. */
  static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
