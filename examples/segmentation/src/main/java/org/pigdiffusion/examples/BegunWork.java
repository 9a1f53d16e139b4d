package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what experiments have begun in a folder whose plan is gone: a new plan has other steps. */
public final class BegunWork {
  /** What each experiment of the library begins its folder with. */
  private static final String SETTINGS = "settings.json";

  /** Where the experiments of these programs have it at most: in a folder of a folder. */
  private static final int DEPTH = 3;

  private BegunWork() {}

  /**
   * Refuses to plan anew where something was trained by a plan.
   *
   * @param plan that is not there
   * @param remedy what to do beside putting it back
   * @throws IllegalArgumentException if its folder holds an experiment
   */
  public static void requireNone(Path plan, String remedy) throws IOException {
    Path out = plan.toAbsolutePath().resolveSibling("");
    if (!Files.isDirectory(out)) {
      return;
    }
    try (Stream<Path> files =
        Files.find(out, DEPTH, (file, kind) -> file.endsWith(SETTINGS) && kind.isRegularFile())) {
      Optional<Path> begun = files.findFirst();
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
