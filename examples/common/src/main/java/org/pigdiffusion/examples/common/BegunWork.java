package org.pigdiffusion.examples.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what was begun in a folder whose plan is gone: a new plan has other steps. */
public final class BegunWork {
  /** What each experiment of the library begins its folder with, and what each checkpoint holds. */
  private static final Set<String> MARKS = Set.of("settings.json", "state.json");

  /** Where these programs have it at most: the checkpoints of smaller sizes lie deepest. */
  private static final int DEPTH = 4;

  /** A folder of {@code out} in which steps are timed; it may be left when a timing is stopped. */
  public static final String TIMING = "timing";

  private BegunWork() {}

  /**
   * Refuses to plan anew where something was trained by a plan.
   *
   * @param plan that is not there
   * @param remedy what to do beside putting it back
   * @throws IllegalArgumentException if its folder holds an experiment or a checkpoint
   */
  public static void requireNone(Path plan, String remedy) throws IOException {
    Path out = plan.toAbsolutePath().resolveSibling("");
    if (!Files.isDirectory(out)) {
      return;
    }
    try (Stream<Path> files = Files.find(out, DEPTH, (file, kind) -> kind.isRegularFile())) {
      Optional<Path> begun =
          files
              .filter(file -> MARKS.contains(String.valueOf(file.getFileName())))
              .filter(file -> !file.startsWith(out.resolve(TIMING)))
              .findFirst();
      if (begun.isPresent()) {
        throw new IllegalArgumentException(
            "%s: expected the plan by which %s was begun, found no file; put it back from a copy,"
                    .formatted(plan, begun.get().getParent())
                + " or "
                + remedy);
      }
    }
  }
}
