package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java code that the Javadoc of the library shows must compile. */
class JavadocSnippetsTest {
  /** Where a newcomer begins: each of these classes must show how it is used. */
  private static final Set<String> ENTRY_CLASSES =
      Set.of(
          "DjlPairedTrainer",
          "OnnxPair",
          "PairComparison",
          "PairData",
          "PairedSampler",
          "SamplingMethod");

  private static final Pattern JAVADOC_OF_CLASS =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s+)*public ", Pattern.DOTALL);
  private static final Pattern SNIPPET =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* \\}</pre>", Pattern.DOTALL);

  @TempDir Path classes;

  /** A source file with Java code in its Javadoc. */
  record Source(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String folder :
        List.of("pig-api", "pig-runtime-onnx", "pig-runtime-djl", "pig-training")) {
      try (Stream<Path> files = Files.walk(Markdown.ROOT.resolve(folder))) {
        for (Path file : files.filter(JavadocSnippetsTest::isSource).toList()) {
          String text = Files.readString(file);
          if (text.contains("<pre>{@code")) {
            sources.add(new Source(file.getFileName().toString().replace(".java", ""), text));
          }
        }
      }
    }
    return sources;
  }

  private static boolean isSource(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.contains("/src/main/java/") && path.endsWith(".java");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void snippetsCompile(Source source) throws IOException {
    List<String> snippets = found(SNIPPET, source.text());
    assertEquals(
        source.text().split(Pattern.quote("<pre>{@code"), -1).length - 1,
        snippets.size(),
        source + ": a snippet that this test cannot read");
    for (String snippet : snippets) {
      new JavaSnippet(snippet.replaceAll("(?m)^ *\\* ?", "")).assertCompiles(classes);
    }
  }

  @Test
  void everyEntryClassShowsHowItIsUsed() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Source source : sources()) {
      List<String> ofClass = found(JAVADOC_OF_CLASS, source.text());
      if (!ofClass.isEmpty() && ofClass.get(0).contains("<pre>{@code")) {
        shown.add(source.name());
      }
    }
    Set<String> without = new TreeSet<>(ENTRY_CLASSES);
    without.removeAll(shown);
    assertEquals(Set.of(), without);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
