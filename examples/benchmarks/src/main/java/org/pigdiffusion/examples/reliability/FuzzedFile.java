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
import java.util.concurrent.Callable;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a fuzzer that is guided by coverage calls, such as Jazzer: it gives the bytes of a file of
 * one kind, and sees an {@link AssertionError} if reading them breaks what is documented. Nothing
 * here needs the fuzzer. As a program it writes the good files to begin with. The names of the
 * fuzzer's two methods are those that it looks for.
 */
@Command(
    name = "fuzzed-file",
    mixinStandardHelpOptions = true,
    description = "Writes good files of one kind, for a fuzzer to begin with.")
public final class FuzzedFile implements Callable<Integer> {
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

  @Option(names = "--kind", required = true, description = "${COMPLETION-CANDIDATES}")
  private MutatedFiles.Kind kind;

  @Option(names = "--out", required = true, description = "folder for the good files")
  private Path out = Path.of("");

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new FuzzedFile(), args);
  }

  @Override
  public Integer call() throws IOException {
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
    return 0;
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
