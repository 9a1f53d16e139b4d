package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.internal.Excerpt;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;

/**
 * The checksums of a checkpoint's other files, in a file that {@code sha256sum --check} understands
 * too.
 *
 * @param byName file name to checksum, in hexadecimal
 */
record CheckpointSums(Map<String, String> byName) {
  static final String FILE = "checksums.sha256";

  private static final SizeLimit LIMIT = SizeLimit.ofText("checksums");
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([\\w.-]+)");

  /** Writes those of some files of a folder. */
  static void write(Path folder, List<String> names) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String name : names) {
      lines.append(Checksum.of(folder.resolve(name))).append("  ").append(name).append('\n');
    }
    AtomicFile.write(folder.resolve(FILE), lines.toString());
  }

  /**
   * Reads those of a folder.
   *
   * @throws IllegalArgumentException if they are malformed, or are not those of just these files
   */
  static CheckpointSums read(Path folder, List<String> names) throws IOException {
    ImmutableMap.Builder<String, String> byName = ImmutableMap.builder();
    String text = RegularFile.text(folder.resolve(FILE), LIMIT);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < names.size(); i++) {
      Matcher line = LINE.matcher(i < lines.size() ? lines.get(i) : "");
      if (!line.matches() || !line.group(2).equals(names.get(i))) {
        throw new IllegalArgumentException(
            "%s: expected the checksum of %s in line %d, found '%s'"
                .formatted(
                    FILE, names.get(i), i + 1, i < lines.size() ? Excerpt.of(lines.get(i)) : ""));
      }
      byName.put(names.get(i), line.group(1));
    }
    if (lines.size() > names.size() || !text.endsWith("\n")) {
      throw new IllegalArgumentException(
          "%s: expected %d lines, found more, or no end".formatted(FILE, names.size()));
    }
    return new CheckpointSums(byName.buildOrThrow());
  }

  /**
   * Checks a file of the folder.
   *
   * @throws IllegalArgumentException if its bytes are not those that were written
   */
  void require(Path folder, String name) throws IOException {
    String found = Checksum.of(folder.resolve(name));
    if (!found.equals(byName.get(name))) {
      throw new IllegalArgumentException(
          "%s: expected the bytes that were written, of checksum %s in %s, found others, of %s"
              .formatted(name, byName.get(name), FILE, found));
    }
  }
}
