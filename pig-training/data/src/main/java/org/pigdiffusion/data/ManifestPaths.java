package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.internal.Excerpt;

/** Finds the files that a manifest's cells name. */
final class ManifestPaths {
  private final Path manifest;
  private final Path base;
  private final ManifestOptions options;
  private final Map<Path, LookAlikes> folders = new HashMap<>();

  ManifestPaths(Path manifest, ManifestOptions options) {
    this.manifest = manifest;
    Path absolute = manifest.toAbsolutePath().normalize();
    this.base = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    this.options = options;
  }

  /** The folder that paths are relative to. */
  Path base() {
    return base;
  }

  /** What to do about a file that is not there: most often its folder is another one. */
  String remedy() {
    return "; cells are paths below the folder of the manifest, %s: is it ManifestOptions.folders"
            .formatted(
                options.imageFolder().isEmpty() && options.maskFolder().isEmpty()
                    ? "with no folder put in front of them"
                    : "with the folder '%s' put in front of images and '%s' of masks"
                        .formatted(options.imageFolder(), options.maskFolder()))
        + " (option --folders) that should be another?";
  }

  /** The manifest in messages. */
  String name() {
    return String.valueOf(manifest.getFileName());
  }

  /**
   * The file of a cell: the one of that very name, or of the same name in another Unicode form.
   *
   * @throws UnusablePairException if the cell is no path, or leads out of the manifest's folder, by
   *     itself or by a link
   */
  Path file(String folder, String cell) {
    Path file;
    try {
      Path named = Path.of(cell);
      Path front = Path.of(folder);
      boolean hasFront = folder.isEmpty() || named.isAbsolute() || named.startsWith(front);
      file = base.resolve(hasFront ? named : front.resolve(named)).normalize();
    } catch (InvalidPathException e) {
      throw new UnusablePairException(
          DataFault.Kind.BAD_MANIFEST,
          "expected the path of a file, found %s (%s)".formatted(Excerpt.of(cell), e.getReason()));
    }
    boolean anywhere = options.reach() == ManifestOptions.Reach.ANYWHERE;
    if (!anywhere && !file.startsWith(base)) {
      throw outside(Excerpt.of(cell));
    }
    Path parent = file.getParent();
    Path there =
        parent == null
            ? file
            : folders.computeIfAbsent(parent, LookAlikes::of).sameName(file).orElse(file);
    if (!anywhere && isLinkedOut(there)) {
      throw outside(Excerpt.of(cell) + ", which a link takes elsewhere");
    }
    return there;
  }

  /** What leads nowhere, or in a circle, is told when it is opened. */
  private boolean isLinkedOut(Path file) {
    try {
      return !file.toRealPath().startsWith(base.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static UnusablePairException outside(String found) {
    return new UnusablePairException(
        DataFault.Kind.OUTSIDE_FOLDER,
        "expected a file in the manifest's folder, found %s; ManifestOptions.reach(ANYWHERE) (option"
                .formatted(found)
            + " --reach) allows it");
  }
}
