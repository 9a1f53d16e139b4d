package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows must work. */
class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir Path classes;

  @Test
  void javaSnippetsCompile() throws IOException {
    List<String> snippets = blocks("java");
    assertTrue(!snippets.isEmpty(), "README has no Java snippet");
    for (String snippet : snippets) {
      StringWriter messages = new StringWriter();
      assertTrue(compiles(asClass(snippet), messages), messages + "\n" + snippet);
    }
  }

  @Test
  void theSecondShellBlockIsWhatCiRuns() throws IOException {
    String command = blocks("sh").get(1).strip();
    String ci = Files.readString(ROOT.resolve(".ci/run"));
    assertTrue(ci.contains(command), ".ci/run does not call: " + command);
  }

  @Test
  void theDependencyHasTheVersionOfThisBuild() throws IOException {
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    Pattern version = Pattern.compile("<version>([^<]+)</version>");
    String ours = version.matcher(parent).results().findFirst().orElseThrow().group(1);
    String shown =
        version.matcher(blocks("xml").get(0)).results().findFirst().orElseThrow().group(1);
    assertEquals(ours, shown);
  }

  private static List<String> blocks(String language) throws IOException {
    Pattern fence = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    String readme = Files.readString(ROOT.resolve("README.md"));
    return fence.matcher(readme).results().map((MatchResult match) -> match.group(1)).toList();
  }

  /**
   * The snippet as the body of a method, with the imports and variables that it takes for granted.
   */
  private static String asClass(String snippet) {
    return """
        import java.nio.file.Path;
        import java.util.function.BiConsumer;
        import java.util.stream.Stream;
        import org.pigdiffusion.*;
        import org.pigdiffusion.noise.*;
        import org.pigdiffusion.onnx.*;
        import org.pigdiffusion.sampler.*;
        import org.pigdiffusion.scheduler.*;
        class Snippet {
          void run(Path folder, BiConsumer<Tensor, Tensor> pipeline) throws Exception {
        """
        + snippet
        + "}}";
  }

  private boolean compiles(String source, StringWriter messages) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(classes.toFile()));
      List<String> options = List.of("-classpath", System.getProperty("java.class.path"));
      return compiler.getTask(messages, files, null, options, null, List.of(file)).call();
    }
  }
}
