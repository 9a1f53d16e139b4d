package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtEnvironment;
import com.google.common.base.Ascii;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.internal.Draft;

/**
 * The native libraries of ONNX Runtime, unpacked from its jar into a temporary folder that goes
 * when the process ends. ONNX Runtime unpacks them too, but leaves its folder behind, and says
 * "null" where no temporary folder can be had.
 */
final class EngineLibraries {
  /** The setting of ONNX Runtime that tells the folder of its libraries. */
  private static final String PLACE = "onnxruntime.native.path";

  private static final String CUDA = "onnxruntime_providers_cuda";
  private static final List<String> NAMES =
      List.of("onnxruntime", "onnxruntime4j_jni", "onnxruntime_providers_shared");

  private EngineLibraries() {}

  /**
   * Unpacks the libraries and tells ONNX Runtime, unless a user told it before. The jar for CUDA,
   * whose libraries are as large as they are seldom all needed, is left to unpack itself.
   *
   * @throws BackendException if no files can be written to the temporary folder
   */
  static void unpack() {
    if (System.getProperty(PLACE) != null) {
      return;
    }
    try {
      // Never closed: the lock goes with this process, and the next one sweeps what a kill left.
      Draft draft = Draft.beside(Path.of(System.getProperty("java.io.tmpdir"), "pig-onnxruntime"));
      Path folder = createForOwner(draft.path());
      if (!platform().startsWith("win")) { // which deletes no loaded library: the next process does
        draft.deleteOnExit();
      }
      if (resource(NAMES.get(0)).isPresent() && resource(CUDA).isEmpty()) {
        for (String name : NAMES) {
          unpack(name, folder);
        }
        System.setProperty(PLACE, folder.toString());
      }
    } catch (IOException e) {
      throw StartFault.noTemporaryFolder(e);
    }
  }

  /** Nobody else may exchange the libraries. */
  private static Path createForOwner(Path folder) throws IOException {
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(owner))
        : Files.createDirectory(folder);
  }

  private static void unpack(String name, Path folder) throws IOException {
    Optional<URL> resource = resource(name);
    if (resource.isEmpty()) {
      return; // not all platforms have all of them
    }
    Path file = folder.resolve(System.mapLibraryName(name));
    file.toFile().deleteOnExit();
    try (InputStream in = resource.get().openStream()) {
      Files.copy(in, file);
    }
  }

  private static Optional<URL> resource(String name) {
    String path = "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(name);
    return Optional.ofNullable(OrtEnvironment.class.getResource(path));
  }

  /** This platform as ONNX Runtime's jar spells it. */
  private static String platform() {
    String os = Ascii.toLowerCase(System.getProperty("os.name"));
    String arch = Ascii.toLowerCase(System.getProperty("os.arch"));
    return (os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux")
        + "-"
        + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
  }
}
