package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows must work. */
class ReadmeTest {
  @TempDir Path classes;

  private static Markdown readme() throws IOException {
    return Markdown.read("README.md");
  }

  @Test
  void javaSnippetsCompile() throws IOException {
    List<String> snippets = readme().blocks("java");
    assertTrue(!snippets.isEmpty(), "README has no Java snippet");
    for (String snippet : snippets) {
      new JavaSnippet(snippet)
          .assertCompiles("Path folder, BiConsumer<Tensor, Tensor> pipeline", classes);
    }
  }

  @Test
  void theSecondShellBlockIsWhatCiRuns() throws IOException {
    String command = readme().blocks("sh").get(1).strip();
    String ci = Files.readString(Markdown.ROOT.resolve(".ci/run"));
    assertTrue(ci.contains(command), ".ci/run does not call: " + command);
  }

  @Test
  void theDependencyHasTheVersionOfThisBuild() throws IOException {
    String parent = Files.readString(Markdown.ROOT.resolve("pom.xml"));
    Pattern version = Pattern.compile("<version>([^<]+)</version>");
    String ours = version.matcher(parent).results().findFirst().orElseThrow().group(1);
    String shown =
        version.matcher(readme().blocks("xml").get(0)).results().findFirst().orElseThrow().group(1);
    assertEquals(ours, shown);
  }
}
