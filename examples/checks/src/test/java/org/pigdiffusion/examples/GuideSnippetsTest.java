package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** What the README and the guides show must work. */
@TestInstance(Lifecycle.PER_CLASS)
class GuideSnippetsTest {
  private static final String SPARK = "org.pigdiffusion.examples.spark.";
  private static final String SCRIPTS = "pig-runtime-onnx/src/test/python";
  private static final Pattern PROGRAM = Pattern.compile("org\\.pigdiffusion\\.examples\\.[\\w.]+");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[\\w-]+");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*"
              + "<version>([^<]+)</version>");
  private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<]*)</\\1>");

  @TempDir Path classes;

  private List<Markdown> pages;

  @BeforeAll
  void readPages() throws IOException {
    pages = new ArrayList<>(Markdown.below("docs/guides"));
    pages.addAll(Markdown.below("examples"));
    pages.add(Markdown.read("README.md"));
  }

  List<Markdown> pages() {
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaCompiles(Markdown page) throws IOException {
    for (String block : page.blocks("java")) {
      if (block.startsWith("module ")) {
        continue; // ModulePathTest runs such applications
      }
      new JavaSnippet(block).assertCompiles(classes);
    }
  }

  /** What the pages show of a package of ours is a file of the build, which tests it. */
  @ParameterizedTest
  @MethodSource("pages")
  void filesThatAreShownAreInTheBuild(Markdown page) throws IOException {
    for (String block : page.blocks("java")) {
      if (block.startsWith("package org.pigdiffusion.")) {
        String name = block.substring("package ".length(), block.indexOf(';')).replace('.', '/');
        String type = found(Pattern.compile("public (?:final )?class (\\w+)"), block).get(0);
        Path file = Path.of("pig-api/src/test/java", name, type + ".java");
        assertEquals(Files.readString(Markdown.ROOT.resolve(file)), block);
      }
    }
  }

  @Test
  void everyPageWithJavaIsFound() {
    assertTrue(pages.stream().filter(page -> !page.blocks("java").isEmpty()).count() >= 5);
  }

  @Test
  void pythonIsThatOfTheFixtures() throws IOException {
    Map<String, String> names = new HashMap<>();
    try (Stream<Path> files = Files.list(Markdown.ROOT.resolve(SCRIPTS))) {
      for (Path file : files.toList()) {
        names.put(Files.readString(file), file.getFileName().toString());
      }
    }
    TreeSet<String> shown = new TreeSet<>();
    for (Markdown page : pages) {
      for (String block : page.blocks("python")) {
        String name = names.get(block);
        assertTrue(name != null, page + ": no script in " + SCRIPTS + " is this block:\n" + block);
        shown.add(name);
      }
    }
    assertEquals(
        List.of(
            "describe.py",
            "export_concatenating.py",
            "export_diffusers.py",
            "export_extractor.py",
            "export_two_inputs.py",
            "joint_run.py",
            "save_weights.py"),
        List.copyOf(shown));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsHaveTheirOptions(Markdown page) throws ReflectiveOperationException {
    for (String block : page.blocks("sh")) {
      for (String command : block.replace("\\\n", " ").lines().toList()) {
        for (String program : found(PROGRAM, command)) {
          if (program.startsWith(SPARK)) {
            continue; // built with -Pspark alone
          }
          Class<?> type = Class.forName(program);
          if (!type.isAnnotationPresent(Command.class)) {
            continue; // a program without options
          }
          CommandSpec spec = spec(type);
          for (String option : found(OPTION, command.substring(command.indexOf(program)))) {
            assertTrue(spec.findOption(option) != null, page + ": no " + option + " in " + command);
          }
        }
      }
    }
  }

  private static CommandSpec spec(Class<?> program) throws ReflectiveOperationException {
    var constructor = program.getDeclaredConstructor();
    constructor.setAccessible(true);
    return new CommandLine(constructor.newInstance()).getCommandSpec();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void dependenciesHaveTheVersionsOfThisBuild(Markdown page) throws IOException {
    String pom = Files.readString(Markdown.ROOT.resolve("pom.xml"));
    String ours = found(Pattern.compile("<version>([^<]+)</version>"), pom).get(0);
    Map<String, String> properties = new HashMap<>(Map.of("project.version", ours));
    PROPERTY.matcher(pom).results().forEach(p -> properties.putIfAbsent(p.group(1), p.group(2)));
    Map<String, String> versions = new HashMap<>();
    DEPENDENCY
        .matcher(filled(pom, properties))
        .results()
        .forEach(d -> versions.put(d.group(2), d.group(3)));
    versions.put("onnxruntime_gpu", versions.get("onnxruntime"));
    versions.put("junit-jupiter", versions.get("junit-bom"));
    for (String block : page.blocks("xml")) {
      DEPENDENCY
          .matcher(block)
          .results()
          .filter(d -> !d.group(1).equals("org.example")) // the user's own project
          .forEach(
              d -> assertEquals(versions.get(d.group(2)), d.group(3), page + ": " + d.group(2)));
    }
  }

  private static String filled(String text, Map<String, String> properties) {
    Pattern use = Pattern.compile("\\$\\{([\\w.-]+)}");
    return use.matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(properties.getOrDefault(m.group(1), "")));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(match.groupCount()))
        .toList();
  }
}
