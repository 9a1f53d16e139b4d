package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows must work. */
class ReadmeTest {
  private static final String PAIR = "examples/common/src/main/resources/phantom-64";

  @TempDir Path folder;

  private static Markdown readme() throws IOException {
    return Markdown.read("README.md");
  }

  /**
   * The program that README shows runs on what its pom asks for, and prints a line for each pair.
   */
  @Test
  void theProgramRuns() throws Exception {
    String classPath =
        Splitter.on(File.pathSeparatorChar)
            .splitToStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.matches(".*(pig-training|pig-runtime-djl|examples).*"))
            .collect(Collectors.joining(File.pathSeparator));
    assertTrue(readme().text().contains(PAIR), "README names no pair to run it with");
    List<String> programs = readme().blocks("java");
    assertEquals(1, programs.size());
    JavaSnippet.compile("Main", programs.get(0), classPath, folder);
    Path printed = folder.resolve("printed");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "Main",
                Markdown.ROOT.resolve(PAIR).toString())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().put("CLASSPATH", folder + File.pathSeparator + classPath);
    assertEquals(0, builder.start().waitFor(), () -> text(printed));
    List<String> lines =
        text(printed).lines().filter(line -> line.matches("\\d+: mask .*")).toList();
    assertEquals(16, lines.size(), () -> text(printed));
    assertTrue(
        lines
            .get(15)
            .startsWith("15: mask Tensor[1,1,64,64] in [-1.0,1.0], image Tensor[1,1,64,64]"),
        lines.get(15));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That Maven builds it is shown by hand: it would need what is not installed. */
  @Test
  void thePomIsWholeAndAsksForThisBuild() throws IOException {
    Pom pom = Pom.of(readme().blocks("xml").get(0));
    pom.requireWhole();
    String version = Pom.ofThisBuild().value("version");
    assertEquals(
        List.of(new Pom.Dependency("org.pigdiffusion:pig-runtime-onnx", version)),
        pom.dependencies());
  }

  @Test
  void theSecondShellBlockIsWhatCiRuns() throws IOException {
    String command = readme().blocks("sh").get(1).strip();
    for (String caller :
        List.of(".ci/run", ".github/workflows/ci.yml", ".github/CONTRIBUTING.md")) {
      String text = Files.readString(Markdown.ROOT.resolve(caller));
      assertTrue(text.contains(command), caller + " does not call: " + command);
    }
  }
}
