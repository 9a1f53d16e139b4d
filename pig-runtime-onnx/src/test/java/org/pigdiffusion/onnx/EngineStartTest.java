package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.contract.JavaProcess;

/** How ONNX Runtime starts, and says why not, in processes of its own. */
class EngineStartTest {
  @TempDir Path folder;
  private Path model;

  /** Opens the model that it is given, twice; a fault is told by its message alone. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) {
        try {
          OnnxDenoiser.open(Path.of(args[0])).close();
        } catch (BackendException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }

  /** Opens a model, and once more while the process ends and ONNX Runtime's own hook has run. */
  static final class Late {
    private Late() {}

    public static void main(String[] args) {
      Opener.main(args);
      Thread late =
          new Thread(
              () -> {
                try {
                  Thread.sleep(500);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                Opener.main(args);
                System.out.println("opened");
              });
      Runtime.getRuntime().addShutdownHook(late);
    }
  }

  @BeforeEach
  void writeModel() throws IOException {
    model = folder.resolve("model.onnx");
    UNetOnnxWriter.write(model, TestModels.tiny(1));
  }

  private String opened(String... options) throws IOException, InterruptedException {
    JavaProcess process = JavaProcess.ofClass(List.of(options), Opener.class, model.toString());
    assertEquals(0, process.exitCode(), process.output());
    return process.output();
  }

  @Test
  void nothingIsPrintedAndNothingIsLeftInTheTemporaryFolder()
      throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    assertEquals(
        "",
        Runtime.version().feature() < 24
            ? opened("-Djava.io.tmpdir=" + temporary)
            : opened("-Djava.io.tmpdir=" + temporary, "--enable-native-access=ALL-UNNAMED"));
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void modelsMayBeUsedWhileTheProcessEnds() throws IOException, InterruptedException {
    JavaProcess process = JavaProcess.ofClass(List.of(), Late.class, model.toString());
    assertEquals(0, process.exitCode(), process.output());
    assertTrue(process.output().endsWith("opened"), process.output());
    assertFalse(process.output().contains("refuse"), process.output());
  }

  @Test
  void aMissingTemporaryFolderIsNamedWithItsSetting() throws IOException, InterruptedException {
    Path missing = folder.resolve("missing");
    assertSentence("found no such folder at " + missing, opened("-Djava.io.tmpdir=" + missing));
  }

  @Test
  void aReadOnlyTemporaryFolderIsNamedWithItsSetting() throws IOException, InterruptedException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assertTrue(locked.toFile().setWritable(false));
    assumeFalse(Files.isWritable(locked), "this user writes everywhere");
    assertSentence(
        "found one that does not take them at " + locked, opened("-Djava.io.tmpdir=" + locked));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
  void withoutNativeAccessTheFlagIsNamed() throws IOException, InterruptedException {
    List<String> lines = opened("--illegal-native-access=deny").lines().toList();
    assertEquals(2, lines.size(), lines.toString());
    for (String line : lines) {
      assertTrue(line.startsWith("ONNX Runtime does not start: "), line);
      assertTrue(line.endsWith("java --enable-native-access=ALL-UNNAMED"), line);
    }
  }

  /** Both calls fail with one sentence. Newer Java runtimes warn of a missing folder too. */
  private static void assertSentence(String expected, String output) {
    List<String> lines = output.lines().filter(line -> !line.startsWith("WARNING: ")).toList();
    assertEquals(2, lines.size(), output);
    for (String line : lines) {
      assertTrue(line.startsWith("ONNX Runtime does not start: "), line);
      assertTrue(line.contains(expected), line);
      assertTrue(line.endsWith("give another with java -Djava.io.tmpdir=FOLDER"), line);
    }
  }
}
