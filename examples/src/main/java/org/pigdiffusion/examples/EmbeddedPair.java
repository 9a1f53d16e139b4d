package org.pigdiffusion.examples;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The trained pair that comes with the examples: breast phantoms of 64x64 pixels. */
final class EmbeddedPair {
  private EmbeddedPair() {}

  /** The given folder, or that of the embedded pair if none is given. */
  static Path unless(Path given) {
    return given == null ? folder() : given;
  }

  /** The folder of its two models; inside the jar, if the examples are run from one. */
  static Path folder() {
    try {
      URI folder = Objects.requireNonNull(EmbeddedPair.class.getResource("/phantom-64")).toURI();
      if (folder.getScheme().equals("jar")) {
        openJar(folder);
      }
      return Path.of(folder);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the embedded pair cannot be opened: " + e, e);
    }
  }

  /** Opens the jar as a file system, which stays open until the program ends. */
  private static void openJar(URI jar) throws IOException {
    try {
      FileSystems.newFileSystem(jar, Map.of());
    } catch (FileSystemAlreadyExistsException e) {
      return; // by an earlier call
    }
  }
}
