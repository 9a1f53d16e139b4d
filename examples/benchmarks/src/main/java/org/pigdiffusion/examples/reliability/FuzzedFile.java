package org.pigdiffusion.examples.reliability;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What a fuzzer that is guided by coverage calls, such as Jazzer: it gives the bytes of a file of
 * one kind, and sees an {@link AssertionError} if reading them breaks what is documented. Nothing
 * here needs the fuzzer; {@link Fuzz} starts it. The names of the two public methods are those that
 * it looks for.
 */
public final class FuzzedFile {
  private record Target(Subject subject, Path file, FolderContent content, Object good) {
    /** The file that is overwritten is the last one, since that one tells most. */
    static Target of(MutatedFiles.Kind kind) throws IOException {
      Path folder = Files.createTempDirectory("fuzzed-file");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      Subject subject = kind.subject();
      List<Path> files = subject.make(folder);
      Path file = files.get(files.size() - 1);
      FolderContent content = FolderContent.of(folder);
      Object good = subject.read(file);
      content.restore();
      return new Target(subject, file, content, good);
    }

    private static void delete(Path folder) {
      try {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
      } catch (IOException e) {
        System.err.println("left behind: " + folder + ": " + e);
      }
    }

    void read(byte[] input) throws IOException {
      Files.write(file, input);
      try {
        Object found = subject.read(file);
        if (!found.equals(good) && !subject.isWhatItSays(file, found)) {
          throw new AssertionError("read as something else: " + found);
        }
      } catch (IOException | RuntimeException e) {
        if (!subject.isDocumented(e) || !subject.isNamed(file, String.valueOf(e.getMessage()))) {
          throw new AssertionError("not documented, or without a name: " + e, e);
        }
      } finally {
        content.restore();
      }
    }
  }

  private static Optional<Target> target = Optional.empty();

  private FuzzedFile() {}

  /** Writes good files of a kind, to begin with. */
  static void writeGood(MutatedFiles.Kind kind, Path out) throws IOException {
    Files.createDirectories(out);
    Path folder = Files.createTempDirectory("good-files");
    try {
      for (Path file : kind.subject().make(folder)) {
        String name = folder.relativize(file).toString().replace('/', '-');
        Files.copy(file, out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Target.delete(folder);
    }
  }

  /** Called once by the fuzzer, with the kind of file. */
  public static void fuzzerInitialize(String[] arguments) throws IOException {
    target = Optional.of(Target.of(MutatedFiles.Kind.valueOf(arguments[0])));
  }

  /** Called by the fuzzer for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      target.orElseThrow().read(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of the folder, not of what is read
    }
  }
}
