package org.pigdiffusion.onnx.internal.graph;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;

/**
 * Where a model comes from: a file, a resource of the class path, or memory.
 *
 * @param name what messages call it
 * @param file the file, if the engine can open it by itself, with others beside it
 * @param content reads all of it
 */
public record ModelSource(String name, Optional<Path> file, Supplier<byte[]> content) {
  /** ONNX allows 2 GiB too. */
  private static final SizeLimit LIMIT = new SizeLimit("an ONNX model", SizeLimit.ONE_ARRAY);

  /** A file; one inside a jar or another archive too. */
  public static ModelSource of(Path path) {
    return new ModelSource(
        path.toString(),
        Optional.of(path).filter(file -> file.getFileSystem() == FileSystems.getDefault()),
        () -> read(path));
  }

  /** A resource that is found as {@link Class#getResource} finds it. */
  public static ModelSource of(Class<?> anchor, String resource) {
    String name = "resource %s of %s".formatted(resource, anchor.getName());
    return new ModelSource(name, Optional.empty(), () -> read(anchor, resource, name));
  }

  /** The bytes of a model file, which are not copied. */
  public static ModelSource of(String name, byte[] bytes) {
    return new ModelSource(name, Optional.empty(), () -> bytes);
  }

  /**
   * All of it.
   *
   * @throws org.pigdiffusion.BackendException if it cannot be read
   */
  public byte[] bytes() {
    return content.get();
  }

  private static byte[] read(Path path) {
    String name = path.toString();
    if (!Files.exists(path)) {
      throw ModelFile.fault(name, "expected a file, found nothing there");
    }
    try {
      return RegularFile.bytes(path, LIMIT);
    } catch (FileSystemException e) {
      String reason = e.getReason();
      throw ModelFile.fault(name, reason == null ? "cannot be read: " + e : reason, e);
    } catch (IOException e) {
      throw ModelFile.fault(name, "cannot be read: " + e, e);
    }
  }

  private static byte[] read(Class<?> anchor, String resource, String name) {
    try (InputStream in = anchor.getResourceAsStream(resource)) {
      if (in == null) {
        Module module = anchor.getModule();
        throw ModelFile.fault(
            name,
            "expected a resource on its class path, found nothing there"
                + (module.isNamed()
                    ? ", or a folder that the module %s does not open".formatted(module.getName())
                    : ""));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw ModelFile.fault(name, "cannot be read: " + e, e);
    }
  }
}
